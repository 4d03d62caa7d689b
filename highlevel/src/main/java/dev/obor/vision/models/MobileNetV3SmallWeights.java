package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#mobilenetV3Small}: Python's {@code
 * torchvision.models.MobileNet_V3_Small_Weights}.
 */
public enum MobileNetV3SmallWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 67.668 %, top-5 87.402 %; 2.5 million parameters, 10 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final MobileNetV3SmallWeights DEFAULT = IMAGENET1K_V1;
}
