package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#inceptionV3}: Python's {@code
 * torchvision.models.Inception_V3_Weights}.
 */
public enum InceptionV3Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 77.294 %, top-5 93.45 %; 27.2 million parameters, 104 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final InceptionV3Weights DEFAULT = IMAGENET1K_V1;
}
