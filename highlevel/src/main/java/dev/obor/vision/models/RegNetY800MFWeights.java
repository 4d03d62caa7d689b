package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#regnetY800mf}: Python's {@code
 * torchvision.models.RegNet_Y_800MF_Weights}.
 */
public enum RegNetY800MFWeights implements WeightsEnum {
  /** Trained on ImageNet: top-1 accuracy 76.42 %, top-5 93.136 %; 6.4 million parameters, 25 MB. */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 78.828 %, top-5 94.502 %; 6.4 million parameters, 25 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final RegNetY800MFWeights DEFAULT = IMAGENET1K_V2;
}
