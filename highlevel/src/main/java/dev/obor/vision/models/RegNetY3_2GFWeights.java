package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#regnetY3_2gf}: Python's {@code
 * torchvision.models.RegNet_Y_3_2GF_Weights}.
 */
public enum RegNetY3_2GFWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 78.948 %, top-5 94.576 %; 19.4 million parameters, 75 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 81.982 %, top-5 95.972 %; 19.4 million parameters, 75 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final RegNetY3_2GFWeights DEFAULT = IMAGENET1K_V2;
}
