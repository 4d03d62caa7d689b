package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#efficientnetB7}: Python's {@code
 * torchvision.models.EfficientNet_B7_Weights}.
 */
public enum EfficientNetB7Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 84.122 %, top-5 96.908 %; 66.3 million parameters, 255 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final EfficientNetB7Weights DEFAULT = IMAGENET1K_V1;
}
