package dev.obor.vision.models.video;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Video#mc3_18}: Python's {@code
 * torchvision.models.video.MC3_18_Weights}.
 */
public enum MC3_18Weights implements WeightsEnum {
  /**
   * Trained on Kinetics-400: top-1 accuracy 63.96 %, top-5 84.13 %; 11.7 million parameters, 45 MB.
   */
  KINETICS400_V1;

  /** The best of them. */
  public static final MC3_18Weights DEFAULT = KINETICS400_V1;
}
