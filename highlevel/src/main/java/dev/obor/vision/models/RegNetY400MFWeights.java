package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#regnetY400mf}: Python's {@code
 * torchvision.models.RegNet_Y_400MF_Weights}.
 */
public enum RegNetY400MFWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 74.046 %, top-5 91.716 %; 4.3 million parameters, 17 MB.
   */
  IMAGENET1K_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 75.804 %, top-5 92.742 %; 4.3 million parameters, 17 MB.
   */
  IMAGENET1K_V2;

  /** The best of them. */
  public static final RegNetY400MFWeights DEFAULT = IMAGENET1K_V2;
}
