package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#regnetY32gf}: Python's {@code
 * torchvision.models.RegNet_Y_32GF_Weights}.
 */
public enum RegNetY32GFWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 80.878 %, top-5 95.34 %; 145.0 million parameters, 554 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 83.368 %, top-5 96.498 %; 145.0 million parameters, 554 MB.
   */
  IMAGENET1K_V2,

  /**
   * Trained on ImageNet: top-1 accuracy 86.838 %, top-5 98.362 %; 145.0 million parameters, 554 MB.
   */
  IMAGENET1K_SWAG_E2E_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 84.622 %, top-5 97.48 %; 145.0 million parameters, 554 MB.
   */
  IMAGENET1K_SWAG_LINEAR_V1;

  /** The best of them. */
  public static final RegNetY32GFWeights DEFAULT = IMAGENET1K_V2;
}
