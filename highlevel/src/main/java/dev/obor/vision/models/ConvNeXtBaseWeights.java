package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#convnextBase}: Python's {@code
 * torchvision.models.ConvNeXt_Base_Weights}.
 */
public enum ConvNeXtBaseWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 84.062 %, top-5 96.87 %; 88.6 million parameters, 338 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final ConvNeXtBaseWeights DEFAULT = IMAGENET1K_V1;
}
