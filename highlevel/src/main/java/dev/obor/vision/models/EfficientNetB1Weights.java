package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#efficientnetB1}: Python's {@code
 * torchvision.models.EfficientNet_B1_Weights}.
 */
public enum EfficientNetB1Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 78.642 %, top-5 94.186 %; 7.8 million parameters, 30 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 79.838 %, top-5 94.934 %; 7.8 million parameters, 30 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final EfficientNetB1Weights DEFAULT = IMAGENET1K_V2;
}
