package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#efficientnetB0}: Python's {@code
 * torchvision.models.EfficientNet_B0_Weights}.
 */
public enum EfficientNetB0Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 77.692 %, top-5 93.532 %; 5.3 million parameters, 20 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final EfficientNetB0Weights DEFAULT = IMAGENET1K_V1;
}
