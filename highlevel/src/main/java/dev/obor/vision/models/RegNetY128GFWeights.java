package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#regnetY128gf}: Python's {@code
 * torchvision.models.RegNet_Y_128GF_Weights}.
 */
public enum RegNetY128GFWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 88.228 %, top-5 98.682 %; 644.8 million parameters, 2462
   * MB.
   */
  IMAGENET1K_SWAG_E2E_V1,

  /**
   * Trained on ImageNet: top-1 accuracy 86.068 %, top-5 97.844 %; 644.8 million parameters, 2462
   * MB.
   */
  IMAGENET1K_SWAG_LINEAR_V1;

  /** The best of them. */
  public static final RegNetY128GFWeights DEFAULT = IMAGENET1K_SWAG_E2E_V1;
}
