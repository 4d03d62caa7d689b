package dev.obor.vision.models.video;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Video#mvitV2S}: Python's {@code
 * torchvision.models.video.MViT_V2_S_Weights}.
 */
public enum MViTV2SWeights implements WeightsEnum {
  /**
   * Trained on Kinetics-400: top-1 accuracy 80.757 %, top-5 94.665 %; 34.5 million parameters, 132
   * MB.
   */
  KINETICS400_V1;

  /** The best of them. */
  public static final MViTV2SWeights DEFAULT = KINETICS400_V1;
}
