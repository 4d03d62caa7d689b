package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#mnasnet0_5}: Python's {@code
 * torchvision.models.MNASNet0_5_Weights}.
 */
public enum MNASNet0_5Weights implements WeightsEnum {
  /** Trained on ImageNet: top-1 accuracy 67.734 %, top-5 87.49 %; 2.2 million parameters, 9 MB. */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final MNASNet0_5Weights DEFAULT = IMAGENET1K_V1;
}
