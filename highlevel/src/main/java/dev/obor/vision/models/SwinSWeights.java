package dev.obor.vision.models;

/** Trained weights for {@link Models#swinS}: Python's {@code torchvision.models.Swin_S_Weights}. */
public enum SwinSWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 83.196 %, top-5 96.36 %; 49.6 million parameters, 190 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final SwinSWeights DEFAULT = IMAGENET1K_V1;
}
