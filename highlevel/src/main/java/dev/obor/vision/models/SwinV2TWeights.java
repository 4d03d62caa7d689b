package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#swinV2T}: Python's {@code
 * torchvision.models.Swin_V2_T_Weights}.
 */
public enum SwinV2TWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 82.072 %, top-5 96.132 %; 28.4 million parameters, 109 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final SwinV2TWeights DEFAULT = IMAGENET1K_V1;
}
