package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#resnet18}: Python's {@code
 * torchvision.models.ResNet18_Weights}.
 */
public enum ResNet18Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 69.758 %, top-5 89.078 %; 11.7 million parameters, 45 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final ResNet18Weights DEFAULT = IMAGENET1K_V1;
}
