package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#regnetY16gf}: Python's {@code
 * torchvision.models.RegNet_Y_16GF_Weights}.
 */
public enum RegNetY16GFWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 80.424 %, top-5 95.24 %; 83.6 million parameters, 319 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 82.886 %, top-5 96.328 %; 83.6 million parameters, 319 MB.
   */
  IMAGENET1K_V2,

  /**
   * Trained on ImageNet: top-1 accuracy 86.012 %, top-5 98.054 %; 83.6 million parameters, 319 MB.
   */
  IMAGENET1K_SWAG_E2E_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 83.976 %, top-5 97.244 %; 83.6 million parameters, 319 MB.
   */
  IMAGENET1K_SWAG_LINEAR_V1;

  /** The best of them. */
  public static final RegNetY16GFWeights DEFAULT = IMAGENET1K_V2;
}
