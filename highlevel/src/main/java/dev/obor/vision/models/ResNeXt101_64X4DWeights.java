package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#resnext101_64x4d}: Python's {@code
 * torchvision.models.ResNeXt101_64X4D_Weights}.
 */
public enum ResNeXt101_64X4DWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 83.246 %, top-5 96.454 %; 83.5 million parameters, 319 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final ResNeXt101_64X4DWeights DEFAULT = IMAGENET1K_V1;
}
