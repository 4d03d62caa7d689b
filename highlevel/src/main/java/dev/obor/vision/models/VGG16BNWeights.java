package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#vgg16Bn}: Python's {@code torchvision.models.VGG16_BN_Weights}.
 */
public enum VGG16BNWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 73.36 %, top-5 91.516 %; 138.4 million parameters, 528 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final VGG16BNWeights DEFAULT = IMAGENET1K_V1;
}
