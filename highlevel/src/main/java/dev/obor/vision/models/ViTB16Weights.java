package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#vitB16}: Python's {@code torchvision.models.ViT_B_16_Weights}.
 */
public enum ViTB16Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 81.072 %, top-5 95.318 %; 86.6 million parameters, 330 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 85.304 %, top-5 97.65 %; 86.9 million parameters, 331 MB.
   */
  IMAGENET1K_SWAG_E2E_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 81.886 %, top-5 96.18 %; 86.6 million parameters, 330 MB.
   */
  IMAGENET1K_SWAG_LINEAR_V1;

  /** The best of them. */
  public static final ViTB16Weights DEFAULT = IMAGENET1K_V1;
}
