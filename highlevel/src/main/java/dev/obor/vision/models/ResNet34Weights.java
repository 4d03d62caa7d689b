package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#resnet34}: Python's {@code
 * torchvision.models.ResNet34_Weights}.
 */
public enum ResNet34Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 73.314 %, top-5 91.42 %; 21.8 million parameters, 83 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final ResNet34Weights DEFAULT = IMAGENET1K_V1;
}
