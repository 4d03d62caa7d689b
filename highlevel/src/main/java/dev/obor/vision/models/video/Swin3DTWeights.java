package dev.obor.vision.models.video;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Video#swin3dT}: Python's {@code
 * torchvision.models.video.Swin3D_T_Weights}.
 */
public enum Swin3DTWeights implements WeightsEnum {
  /**
   * Trained on Kinetics-400: top-1 accuracy 77.715 %, top-5 93.519 %; 28.2 million parameters, 122
   * MB.
   */
  KINETICS400_V1;

  /** The best of them. */
  public static final Swin3DTWeights DEFAULT = KINETICS400_V1;
}
