package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#shufflenetV2X2_0}: Python's {@code
 * torchvision.models.ShuffleNet_V2_X2_0_Weights}.
 */
public enum ShuffleNetV2X2_0Weights implements WeightsEnum {
  /** Trained on ImageNet: top-1 accuracy 76.23 %, top-5 93.006 %; 7.4 million parameters, 28 MB. */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final ShuffleNetV2X2_0Weights DEFAULT = IMAGENET1K_V1;
}
