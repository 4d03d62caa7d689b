package dev.obor.vision.models;

/** Trained weights for {@link Models#swinB}: Python's {@code torchvision.models.Swin_B_Weights}. */
public enum SwinBWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 83.582 %, top-5 96.64 %; 87.8 million parameters, 335 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final SwinBWeights DEFAULT = IMAGENET1K_V1;
}
