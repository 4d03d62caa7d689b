package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#resnet50}: Python's {@code
 * torchvision.models.ResNet50_Weights}.
 */
public enum ResNet50Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 76.13 %, top-5 92.862 %; 25.6 million parameters, 98 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 80.858 %, top-5 95.434 %; 25.6 million parameters, 98 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final ResNet50Weights DEFAULT = IMAGENET1K_V2;
}
