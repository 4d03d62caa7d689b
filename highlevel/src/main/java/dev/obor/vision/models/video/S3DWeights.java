package dev.obor.vision.models.video;

import dev.obor.vision.models.WeightsEnum;

/** Trained weights for {@link Video#s3d}: Python's {@code torchvision.models.video.S3D_Weights}. */
public enum S3DWeights implements WeightsEnum {
  /**
   * Trained on Kinetics-400: top-1 accuracy 68.368 %, top-5 88.05 %; 8.3 million parameters, 32 MB.
   */
  KINETICS400_V1;

  /** The best of them. */
  public static final S3DWeights DEFAULT = KINETICS400_V1;
}
