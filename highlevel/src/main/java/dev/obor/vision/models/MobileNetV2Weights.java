package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#mobilenetV2}: Python's {@code
 * torchvision.models.MobileNet_V2_Weights}.
 */
public enum MobileNetV2Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 71.878 %, top-5 90.286 %; 3.5 million parameters, 14 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 72.154 %, top-5 90.822 %; 3.5 million parameters, 14 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final MobileNetV2Weights DEFAULT = IMAGENET1K_V2;
}
