package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#shufflenetV2X1_5}: Python's {@code
 * torchvision.models.ShuffleNet_V2_X1_5_Weights}.
 */
public enum ShuffleNetV2X1_5Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 72.996 %, top-5 91.086 %; 3.5 million parameters, 14 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final ShuffleNetV2X1_5Weights DEFAULT = IMAGENET1K_V1;
}
