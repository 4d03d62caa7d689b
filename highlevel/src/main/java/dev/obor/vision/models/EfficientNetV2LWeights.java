package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#efficientnetV2L}: Python's {@code
 * torchvision.models.EfficientNet_V2_L_Weights}.
 */
public enum EfficientNetV2LWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 85.808 %, top-5 97.788 %; 118.5 million parameters, 455 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final EfficientNetV2LWeights DEFAULT = IMAGENET1K_V1;
}
