package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#vitB32}: Python's {@code torchvision.models.ViT_B_32_Weights}.
 */
public enum ViTB32Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 75.912 %, top-5 92.466 %; 88.2 million parameters, 337 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final ViTB32Weights DEFAULT = IMAGENET1K_V1;
}
