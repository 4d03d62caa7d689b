package dev.obor.vision.models.video;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Video#r3d18}: Python's {@code
 * torchvision.models.video.R3D_18_Weights}.
 */
public enum R3D18Weights implements WeightsEnum {
  /**
   * Trained on Kinetics-400: top-1 accuracy 63.2 %, top-5 83.479 %; 33.4 million parameters, 127
   * MB.
   */
  KINETICS400_V1;

  /** The best of them. */
  public static final R3D18Weights DEFAULT = KINETICS400_V1;
}
