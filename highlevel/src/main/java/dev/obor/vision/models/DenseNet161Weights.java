package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#densenet161}: Python's {@code
 * torchvision.models.DenseNet161_Weights}.
 */
public enum DenseNet161Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 77.138 %, top-5 93.56 %; 28.7 million parameters, 110 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final DenseNet161Weights DEFAULT = IMAGENET1K_V1;
}
