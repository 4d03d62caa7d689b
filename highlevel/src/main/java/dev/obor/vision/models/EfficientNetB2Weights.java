package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#efficientnetB2}: Python's {@code
 * torchvision.models.EfficientNet_B2_Weights}.
 */
public enum EfficientNetB2Weights implements WeightsEnum {
  /** Trained on ImageNet: top-1 accuracy 80.608 %, top-5 95.31 %; 9.1 million parameters, 35 MB. */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final EfficientNetB2Weights DEFAULT = IMAGENET1K_V1;
}
