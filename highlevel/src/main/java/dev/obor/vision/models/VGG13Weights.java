package dev.obor.vision.models;

/** Trained weights for {@link Models#vgg13}: Python's {@code torchvision.models.VGG13_Weights}. */
public enum VGG13Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 69.928 %, top-5 89.246 %; 133.0 million parameters, 508 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final VGG13Weights DEFAULT = IMAGENET1K_V1;
}
