package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#regnetX1_6gf}: Python's {@code
 * torchvision.models.RegNet_X_1_6GF_Weights}.
 */
public enum RegNetX1_6GFWeights implements WeightsEnum {
  /** Trained on ImageNet: top-1 accuracy 77.04 %, top-5 93.44 %; 9.2 million parameters, 35 MB. */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 79.668 %, top-5 94.922 %; 9.2 million parameters, 35 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final RegNetX1_6GFWeights DEFAULT = IMAGENET1K_V2;
}
