package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#densenet121}: Python's {@code
 * torchvision.models.DenseNet121_Weights}.
 */
public enum DenseNet121Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 74.434 %, top-5 91.972 %; 8.0 million parameters, 31 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final DenseNet121Weights DEFAULT = IMAGENET1K_V1;
}
