package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#resnext50_32x4d}: Python's {@code
 * torchvision.models.ResNeXt50_32X4D_Weights}.
 */
public enum ResNeXt50_32X4DWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 77.618 %, top-5 93.698 %; 25.0 million parameters, 96 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 81.198 %, top-5 95.34 %; 25.0 million parameters, 96 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final ResNeXt50_32X4DWeights DEFAULT = IMAGENET1K_V2;
}
