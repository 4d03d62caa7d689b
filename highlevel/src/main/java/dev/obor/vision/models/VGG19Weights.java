package dev.obor.vision.models;

/** Trained weights for {@link Models#vgg19}: Python's {@code torchvision.models.VGG19_Weights}. */
public enum VGG19Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 72.376 %, top-5 90.876 %; 143.7 million parameters, 548 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final VGG19Weights DEFAULT = IMAGENET1K_V1;
}
