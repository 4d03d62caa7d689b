package dev.obor.vision.models;

/** Trained weights for {@link Models#vgg11}: Python's {@code torchvision.models.VGG11_Weights}. */
public enum VGG11Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 69.02 %, top-5 88.628 %; 132.9 million parameters, 507 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final VGG11Weights DEFAULT = IMAGENET1K_V1;
}
