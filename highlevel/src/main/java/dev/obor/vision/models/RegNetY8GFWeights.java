package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#regnetY8gf}: Python's {@code
 * torchvision.models.RegNet_Y_8GF_Weights}.
 */
public enum RegNetY8GFWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 80.032 %, top-5 95.048 %; 39.4 million parameters, 151 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 82.828 %, top-5 96.33 %; 39.4 million parameters, 151 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final RegNetY8GFWeights DEFAULT = IMAGENET1K_V2;
}
