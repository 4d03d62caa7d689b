package dev.obor.vision.models.video;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Video#mvitV1B}: Python's {@code
 * torchvision.models.video.MViT_V1_B_Weights}.
 */
public enum MViTV1BWeights implements WeightsEnum {
  /**
   * Trained on Kinetics-400: top-1 accuracy 78.477 %, top-5 93.582 %; 36.6 million parameters, 140
   * MB.
   */
  KINETICS400_V1;

  /** The best of them. */
  public static final MViTV1BWeights DEFAULT = KINETICS400_V1;
}
