package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#squeezenet1_1}: Python's {@code
 * torchvision.models.SqueezeNet1_1_Weights}.
 */
public enum SqueezeNet1_1Weights implements WeightsEnum {
  /** Trained on ImageNet: top-1 accuracy 58.178 %, top-5 80.624 %; 1.2 million parameters, 5 MB. */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final SqueezeNet1_1Weights DEFAULT = IMAGENET1K_V1;
}
