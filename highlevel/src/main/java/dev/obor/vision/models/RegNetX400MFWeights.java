package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#regnetX400mf}: Python's {@code
 * torchvision.models.RegNet_X_400MF_Weights}.
 */
public enum RegNetX400MFWeights implements WeightsEnum {
  /** Trained on ImageNet: top-1 accuracy 72.834 %, top-5 90.95 %; 5.5 million parameters, 21 MB. */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 74.864 %, top-5 92.322 %; 5.5 million parameters, 21 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final RegNetX400MFWeights DEFAULT = IMAGENET1K_V2;
}
