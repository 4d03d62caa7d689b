package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#mnasnet1_3}: Python's {@code
 * torchvision.models.MNASNet1_3_Weights}.
 */
public enum MNASNet1_3Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 76.506 %, top-5 93.522 %; 6.3 million parameters, 24 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final MNASNet1_3Weights DEFAULT = IMAGENET1K_V1;
}
