package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#efficientnetB6}: Python's {@code
 * torchvision.models.EfficientNet_B6_Weights}.
 */
public enum EfficientNetB6Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 84.008 %, top-5 96.916 %; 43.0 million parameters, 165 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final EfficientNetB6Weights DEFAULT = IMAGENET1K_V1;
}
