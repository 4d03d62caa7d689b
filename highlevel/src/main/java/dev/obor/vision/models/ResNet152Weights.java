package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#resnet152}: Python's {@code
 * torchvision.models.ResNet152_Weights}.
 */
public enum ResNet152Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 78.312 %, top-5 94.046 %; 60.2 million parameters, 230 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 82.284 %, top-5 96.002 %; 60.2 million parameters, 230 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final ResNet152Weights DEFAULT = IMAGENET1K_V2;
}
