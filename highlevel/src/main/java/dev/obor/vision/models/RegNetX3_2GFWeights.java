package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#regnetX3_2gf}: Python's {@code
 * torchvision.models.RegNet_X_3_2GF_Weights}.
 */
public enum RegNetX3_2GFWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 78.364 %, top-5 93.992 %; 15.3 million parameters, 59 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 81.196 %, top-5 95.43 %; 15.3 million parameters, 59 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final RegNetX3_2GFWeights DEFAULT = IMAGENET1K_V2;
}
