package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#mobilenetV3Large}: Python's {@code
 * torchvision.models.MobileNet_V3_Large_Weights}.
 */
public enum MobileNetV3LargeWeights implements WeightsEnum {
  /** Trained on ImageNet: top-1 accuracy 74.042 %, top-5 91.34 %; 5.5 million parameters, 21 MB. */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 75.274 %, top-5 92.566 %; 5.5 million parameters, 21 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final MobileNetV3LargeWeights DEFAULT = IMAGENET1K_V2;
}
