package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#efficientnetB5}: Python's {@code
 * torchvision.models.EfficientNet_B5_Weights}.
 */
public enum EfficientNetB5Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 83.444 %, top-5 96.628 %; 30.4 million parameters, 117 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final EfficientNetB5Weights DEFAULT = IMAGENET1K_V1;
}
