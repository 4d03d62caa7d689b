package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#densenet169}: Python's {@code
 * torchvision.models.DenseNet169_Weights}.
 */
public enum DenseNet169Weights implements WeightsEnum {
  /** Trained on ImageNet: top-1 accuracy 75.6 %, top-5 92.806 %; 14.1 million parameters, 55 MB. */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final DenseNet169Weights DEFAULT = IMAGENET1K_V1;
}
