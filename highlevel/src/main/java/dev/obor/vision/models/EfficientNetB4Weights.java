package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#efficientnetB4}: Python's {@code
 * torchvision.models.EfficientNet_B4_Weights}.
 */
public enum EfficientNetB4Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 83.384 %, top-5 96.594 %; 19.3 million parameters, 74 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final EfficientNetB4Weights DEFAULT = IMAGENET1K_V1;
}
