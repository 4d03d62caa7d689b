package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#regnetY1_6gf}: Python's {@code
 * torchvision.models.RegNet_Y_1_6GF_Weights}.
 */
public enum RegNetY1_6GFWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 77.95 %, top-5 93.966 %; 11.2 million parameters, 43 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 80.876 %, top-5 95.444 %; 11.2 million parameters, 43 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final RegNetY1_6GFWeights DEFAULT = IMAGENET1K_V2;
}
