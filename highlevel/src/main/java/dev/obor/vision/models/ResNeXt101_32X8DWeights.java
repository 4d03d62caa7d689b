package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#resnext101_32x8d}: Python's {@code
 * torchvision.models.ResNeXt101_32X8D_Weights}.
 */
public enum ResNeXt101_32X8DWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 79.312 %, top-5 94.526 %; 88.8 million parameters, 340 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 82.834 %, top-5 96.228 %; 88.8 million parameters, 340 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final ResNeXt101_32X8DWeights DEFAULT = IMAGENET1K_V2;
}
