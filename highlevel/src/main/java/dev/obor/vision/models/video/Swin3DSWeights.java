package dev.obor.vision.models.video;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Video#swin3dS}: Python's {@code
 * torchvision.models.video.Swin3D_S_Weights}.
 */
public enum Swin3DSWeights implements WeightsEnum {
  /**
   * Trained on Kinetics-400: top-1 accuracy 79.521 %, top-5 94.158 %; 49.8 million parameters, 218
   * MB.
   */
  KINETICS400_V1;

  /** The best of them. */
  public static final Swin3DSWeights DEFAULT = KINETICS400_V1;
}
