package dev.obor.vision.models.detection;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Detection#fasterrcnnMobilenetV3Large320Fpn}: Python's {@code
 * torchvision.models.detection.FasterRCNN_MobileNet_V3_Large_320_FPN_Weights}.
 */
public enum FasterRCNNMobileNetV3Large320FPNWeights implements WeightsEnum {
  /** Trained on COCO: mean average precision of boxes 22.8 %; 19.4 million parameters, 74 MB. */
  COCO_V1;

  /** The best of them. */
  public static final FasterRCNNMobileNetV3Large320FPNWeights DEFAULT = COCO_V1;
}
