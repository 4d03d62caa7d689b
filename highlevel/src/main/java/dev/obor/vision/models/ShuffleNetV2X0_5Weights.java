package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#shufflenetV2X0_5}: Python's {@code
 * torchvision.models.ShuffleNet_V2_X0_5_Weights}.
 */
public enum ShuffleNetV2X0_5Weights implements WeightsEnum {
  /** Trained on ImageNet: top-1 accuracy 60.552 %, top-5 81.746 %; 1.4 million parameters, 5 MB. */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final ShuffleNetV2X0_5Weights DEFAULT = IMAGENET1K_V1;
}
