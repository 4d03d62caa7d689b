package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#convnextSmall}: Python's {@code
 * torchvision.models.ConvNeXt_Small_Weights}.
 */
public enum ConvNeXtSmallWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 83.616 %, top-5 96.65 %; 50.2 million parameters, 192 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final ConvNeXtSmallWeights DEFAULT = IMAGENET1K_V1;
}
