package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#alexnet}: Python's {@code torchvision.models.AlexNet_Weights}.
 */
public enum AlexNetWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 56.522 %, top-5 79.066 %; 61.1 million parameters, 233 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final AlexNetWeights DEFAULT = IMAGENET1K_V1;
}
