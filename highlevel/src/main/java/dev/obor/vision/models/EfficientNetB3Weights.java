package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#efficientnetB3}: Python's {@code
 * torchvision.models.EfficientNet_B3_Weights}.
 */
public enum EfficientNetB3Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 82.008 %, top-5 96.054 %; 12.2 million parameters, 47 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final EfficientNetB3Weights DEFAULT = IMAGENET1K_V1;
}
