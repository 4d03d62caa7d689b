package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#densenet201}: Python's {@code
 * torchvision.models.DenseNet201_Weights}.
 */
public enum DenseNet201Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 76.896 %, top-5 93.37 %; 20.0 million parameters, 77 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final DenseNet201Weights DEFAULT = IMAGENET1K_V1;
}
