package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#vitL32}: Python's {@code torchvision.models.ViT_L_32_Weights}.
 */
public enum ViTL32Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 76.972 %, top-5 93.07 %; 306.5 million parameters, 1169 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final ViTL32Weights DEFAULT = IMAGENET1K_V1;
}
