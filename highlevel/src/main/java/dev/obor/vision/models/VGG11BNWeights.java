package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#vgg11Bn}: Python's {@code torchvision.models.VGG11_BN_Weights}.
 */
public enum VGG11BNWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 70.37 %, top-5 89.81 %; 132.9 million parameters, 507 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final VGG11BNWeights DEFAULT = IMAGENET1K_V1;
}
