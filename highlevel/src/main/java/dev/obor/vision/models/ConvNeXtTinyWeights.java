package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#convnextTiny}: Python's {@code
 * torchvision.models.ConvNeXt_Tiny_Weights}.
 */
public enum ConvNeXtTinyWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 82.52 %, top-5 96.146 %; 28.6 million parameters, 109 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final ConvNeXtTinyWeights DEFAULT = IMAGENET1K_V1;
}
