package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#mnasnet0_75}: Python's {@code
 * torchvision.models.MNASNet0_75_Weights}.
 */
public enum MNASNet0_75Weights implements WeightsEnum {
  /** Trained on ImageNet: top-1 accuracy 71.18 %, top-5 90.496 %; 3.2 million parameters, 12 MB. */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final MNASNet0_75Weights DEFAULT = IMAGENET1K_V1;
}
