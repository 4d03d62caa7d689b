package dev.obor.vision.models.detection;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Detection#ssdlite320MobilenetV3Large}: Python's {@code
 * torchvision.models.detection.SSDLite320_MobileNet_V3_Large_Weights}.
 */
public enum SSDLite320MobileNetV3LargeWeights implements WeightsEnum {
  /** Trained on COCO: mean average precision of boxes 21.3 %; 3.4 million parameters, 13 MB. */
  COCO_V1;

  /** The best of them. */
  public static final SSDLite320MobileNetV3LargeWeights DEFAULT = COCO_V1;
}
