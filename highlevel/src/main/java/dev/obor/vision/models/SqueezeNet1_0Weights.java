package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#squeezenet1_0}: Python's {@code
 * torchvision.models.SqueezeNet1_0_Weights}.
 */
public enum SqueezeNet1_0Weights implements WeightsEnum {
  /** Trained on ImageNet: top-1 accuracy 58.092 %, top-5 80.42 %; 1.2 million parameters, 5 MB. */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final SqueezeNet1_0Weights DEFAULT = IMAGENET1K_V1;
}
