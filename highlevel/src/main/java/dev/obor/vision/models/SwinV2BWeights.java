package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#swinV2B}: Python's {@code
 * torchvision.models.Swin_V2_B_Weights}.
 */
public enum SwinV2BWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 84.112 %, top-5 96.864 %; 87.9 million parameters, 336 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final SwinV2BWeights DEFAULT = IMAGENET1K_V1;
}
