package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#shufflenetV2X1_0}: Python's {@code
 * torchvision.models.ShuffleNet_V2_X1_0_Weights}.
 */
public enum ShuffleNetV2X1_0Weights implements WeightsEnum {
  /** Trained on ImageNet: top-1 accuracy 69.362 %, top-5 88.316 %; 2.3 million parameters, 9 MB. */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final ShuffleNetV2X1_0Weights DEFAULT = IMAGENET1K_V1;
}
