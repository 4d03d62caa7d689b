package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#efficientnetV2M}: Python's {@code
 * torchvision.models.EfficientNet_V2_M_Weights}.
 */
public enum EfficientNetV2MWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 85.112 %, top-5 97.156 %; 54.1 million parameters, 208 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final EfficientNetV2MWeights DEFAULT = IMAGENET1K_V1;
}
