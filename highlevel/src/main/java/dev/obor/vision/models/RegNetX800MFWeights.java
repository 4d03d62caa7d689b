package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#regnetX800mf}: Python's {@code
 * torchvision.models.RegNet_X_800MF_Weights}.
 */
public enum RegNetX800MFWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 75.212 %, top-5 92.348 %; 7.3 million parameters, 28 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 77.522 %, top-5 93.826 %; 7.3 million parameters, 28 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final RegNetX800MFWeights DEFAULT = IMAGENET1K_V2;
}
