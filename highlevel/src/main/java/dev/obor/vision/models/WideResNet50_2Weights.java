package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#wideResnet50_2}: Python's {@code
 * torchvision.models.Wide_ResNet50_2_Weights}.
 */
public enum WideResNet50_2Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 78.468 %, top-5 94.086 %; 68.9 million parameters, 132 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 81.602 %, top-5 95.758 %; 68.9 million parameters, 263 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final WideResNet50_2Weights DEFAULT = IMAGENET1K_V2;
}
