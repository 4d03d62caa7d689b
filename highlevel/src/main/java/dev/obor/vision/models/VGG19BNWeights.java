package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#vgg19Bn}: Python's {@code torchvision.models.VGG19_BN_Weights}.
 */
public enum VGG19BNWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 74.218 %, top-5 91.842 %; 143.7 million parameters, 548 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final VGG19BNWeights DEFAULT = IMAGENET1K_V1;
}
