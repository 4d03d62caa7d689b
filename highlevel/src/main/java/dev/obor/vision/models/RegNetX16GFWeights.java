package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#regnetX16gf}: Python's {@code
 * torchvision.models.RegNet_X_16GF_Weights}.
 */
public enum RegNetX16GFWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 80.058 %, top-5 94.944 %; 54.3 million parameters, 208 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 82.716 %, top-5 96.196 %; 54.3 million parameters, 208 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final RegNetX16GFWeights DEFAULT = IMAGENET1K_V2;
}
