package dev.obor.vision.models;

/** Trained weights for {@link Models#swinT}: Python's {@code torchvision.models.Swin_T_Weights}. */
public enum SwinTWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 81.474 %, top-5 95.776 %; 28.3 million parameters, 108 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final SwinTWeights DEFAULT = IMAGENET1K_V1;
}
