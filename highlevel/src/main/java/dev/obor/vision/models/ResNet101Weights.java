package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#resnet101}: Python's {@code
 * torchvision.models.ResNet101_Weights}.
 */
public enum ResNet101Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 77.374 %, top-5 93.546 %; 44.5 million parameters, 171 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 81.886 %, top-5 95.78 %; 44.5 million parameters, 171 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final ResNet101Weights DEFAULT = IMAGENET1K_V2;
}
