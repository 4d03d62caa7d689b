package dev.obor.vision.models;

/**
 * Trained weights for {@link Models#maxvitT}: Python's {@code torchvision.models.MaxVit_T_Weights}.
 */
public enum MaxVitTWeights implements WeightsEnum {
  /**
   * Trained on ImageNet: top-1 accuracy 83.7 %, top-5 96.722 %; 30.9 million parameters, 119 MB.
   */
  IMAGENET1K_V1;

  /** The best of them. */
  public static final MaxVitTWeights DEFAULT = IMAGENET1K_V1;
}
