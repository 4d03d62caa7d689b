package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#convnextLarge}: Python's {@code
 * torchvision.models.ConvNeXt_Large_Weights}.
 */
public enum ConvNeXtLargeWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 84.414 %, top-5 96.976 %; 197.8 million parameters, 755 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final ConvNeXtLargeWeights DEFAULT = IMAGENET1K_V1;
}
