package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#vgg13Bn}: Python's {@code torchvision.models.VGG13_BN_Weights}.
 */
public enum VGG13BNWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 71.586 %, top-5 90.374 %; 133.1 million parameters, 508 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final VGG13BNWeights DEFAULT = IMAGENET1K_V1;
}
