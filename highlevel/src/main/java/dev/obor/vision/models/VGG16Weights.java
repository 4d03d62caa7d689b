package dev.obor.vision.models;

/** Trained weights for {@link Models#vgg16}: Python's {@code torchvision.models.VGG16_Weights}. */
public enum VGG16Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 71.592 %, top-5 90.382 %; 138.4 million parameters, 528 MB.
   */
  IMAGENET1K_V1,

  /** Features for other networks, trained on ImageNet; 138.4 million parameters, 528 MB. */
  IMAGENET1K_FEATURES;

  /** The best of them. */
  public static final VGG16Weights DEFAULT = IMAGENET1K_V1;
}
