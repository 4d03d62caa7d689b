package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#vitL16}: Python's {@code torchvision.models.ViT_L_16_Weights}.
 */
public enum ViTL16Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 79.662 %, top-5 94.638 %; 304.3 million parameters, 1161
   * MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 88.064 %, top-5 98.512 %; 305.2 million parameters, 1164
   * MB.
   */
  IMAGENET1K_SWAG_E2E_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 85.146 %, top-5 97.422 %; 304.3 million parameters, 1161
   * MB.
   */
  IMAGENET1K_SWAG_LINEAR_V1;

  /** The best of them. */
  public static final ViTL16Weights DEFAULT = IMAGENET1K_V1;
}
