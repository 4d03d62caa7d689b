package dev.obor.vision.models.video;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Video#swin3dB}: Python's {@code
 * torchvision.models.video.Swin3D_B_Weights}.
 */
public enum Swin3DBWeights implements WeightsEnum {
  /**
   * Trained on Kinetics-400: top-1 accuracy 79.427 %, top-5 94.386 %; 88.0 million parameters, 364
   * MB.
   */
  KINETICS400_V1,

  /**
   * Trained on Kinetics-400: top-1 accuracy 81.643 %, top-5 95.574 %; 88.0 million parameters, 364
   * MB.
   */
  KINETICS400_IMAGENET22K_V1;

  /** The best of them. */
  public static final Swin3DBWeights DEFAULT = KINETICS400_V1;
}
