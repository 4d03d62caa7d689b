package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#wideResnet101_2}: Python's {@code
 * torchvision.models.Wide_ResNet101_2_Weights}.
 */
public enum WideResNet101_2Weights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 78.848 %, top-5 94.284 %; 126.9 million parameters, 243 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 82.51 %, top-5 96.02 %; 126.9 million parameters, 485 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final WideResNet101_2Weights DEFAULT = IMAGENET1K_V2;
}
