package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#efficientnetV2S}: Python's {@code
 * torchvision.models.EfficientNet_V2_S_Weights}.
 */
public enum EfficientNetV2SWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 84.228 %, top-5 96.878 %; 21.5 million parameters, 83 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final EfficientNetV2SWeights DEFAULT = IMAGENET1K_V1;
}
