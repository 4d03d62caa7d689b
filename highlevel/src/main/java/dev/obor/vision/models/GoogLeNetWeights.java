package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#googlenet}: Python's {@code
 * torchvision.models.GoogLeNet_Weights}.
 */
public enum GoogLeNetWeights implements WeightsEnum {
  /** Trained on ImageNet: top-1 accuracy 69.778 %, top-5 89.53 %; 6.6 million parameters, 50 MB. */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final GoogLeNetWeights DEFAULT = IMAGENET1K_V1;
}
