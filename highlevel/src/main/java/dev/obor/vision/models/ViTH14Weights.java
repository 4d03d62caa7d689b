package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#vitH14}: Python's {@code torchvision.models.ViT_H_14_Weights}.
 */
public enum ViTH14Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 88.552 %, top-5 98.694 %; 633.5 million parameters, 2417
   * MB.
   */
  IMAGENET1K_SWAG_E2E_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 85.708 %, top-5 97.73 %; 632.0 million parameters, 2411 MB.
   */
  IMAGENET1K_SWAG_LINEAR_V1;

  /** The best of them. */
  public static final ViTH14Weights DEFAULT = IMAGENET1K_SWAG_E2E_V1;
}
