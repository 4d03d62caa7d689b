package dev.obor.vision.models.detection;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Detection#keypointrcnnResnet50Fpn}: Python's {@code
 * torchvision.models.detection.KeypointRCNN_ResNet50_FPN_Weights}.
 */
public enum KeypointRCNNResNet50FPNWeights implements WeightsEnum {
  /**
   * Trained on COCO: mean average precision of boxes 50.6 %, of keypoints 61.1 %; 59.1 million
   * parameters, 226 MB.
   */
  COCO_LEGACY,

  /**
   * Trained on COCO: mean average precision of boxes 54.6 %, of keypoints 65.0 %; 59.1 million
   * parameters, 226 MB.
   */
  COCO_V1;

  /** The best of them. */
  public static final KeypointRCNNResNet50FPNWeights DEFAULT = COCO_V1;
}
