package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#swinV2S}: Python's {@code
 * torchvision.models.Swin_V2_S_Weights}.
 */
public enum SwinV2SWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 83.712 %, top-5 96.816 %; 49.7 million parameters, 191 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final SwinV2SWeights DEFAULT = IMAGENET1K_V1;
}
