package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#regnetX8gf}: Python's {@code
 * torchvision.models.RegNet_X_8GF_Weights}.
 */
public enum RegNetX8GFWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 79.344 %, top-5 94.686 %; 39.6 million parameters, 151 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 81.682 %, top-5 95.678 %; 39.6 million parameters, 151 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final RegNetX8GFWeights DEFAULT = IMAGENET1K_V2;
}
