package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#regnetX32gf}: Python's {@code
 * torchvision.models.RegNet_X_32GF_Weights}.
 */
public enum RegNetX32GFWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 80.622 %, top-5 95.248 %; 107.8 million parameters, 412 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 83.014 %, top-5 96.288 %; 107.8 million parameters, 412 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final RegNetX32GFWeights DEFAULT = IMAGENET1K_V2;
}
