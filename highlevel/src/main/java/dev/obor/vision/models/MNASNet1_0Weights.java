package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#mnasnet1_0}: Python's {@code
 * torchvision.models.MNASNet1_0_Weights}.
 */
public enum MNASNet1_0Weights implements WeightsEnum {
  /** Trained on ImageNet: top-1 accuracy 73.456 %, top-5 91.51 %; 4.4 million parameters, 17 MB. */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final MNASNet1_0Weights DEFAULT = IMAGENET1K_V1;
}
