package dev.obor.vision.models.video;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Video#r2plus1d18}: Python's {@code
 * torchvision.models.video.R2Plus1D_18_Weights}.
 */
public enum R2Plus1D18Weights implements WeightsEnum {
  /**
   * Trained on Kinetics-400: top-1 accuracy 67.463 %, top-5 86.175 %; 31.5 million parameters, 120
   * MB.
   */
  KINETICS400_V1;

  /** The best of them. */
  public static final R2Plus1D18Weights DEFAULT = KINETICS400_V1;
}
