package dev.obor.vision.models.detection;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Detection#ssd300Vgg16}: Python's {@code
 * torchvision.models.detection.SSD300_VGG16_Weights}.
 */
public enum SSD300VGG16Weights implements WeightsEnum {
  /** Trained on COCO: mean average precision of boxes 25.1 %; 35.6 million parameters, 136 MB. */
  COCO_V1;

  /** The best of them. */
  public static final SSD300VGG16Weights DEFAULT = COCO_V1;
}
