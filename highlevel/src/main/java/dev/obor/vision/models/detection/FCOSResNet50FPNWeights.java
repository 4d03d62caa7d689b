package dev.obor.vision.models.detection;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Detection#fcosResnet50Fpn}: Python's {@code
 * torchvision.models.detection.FCOS_ResNet50_FPN_Weights}.
 */
public enum FCOSResNet50FPNWeights implements WeightsEnum {
  /** Trained on COCO: mean average precision of boxes 39.2 %; 32.3 million parameters, 124 MB. */
  COCO_V1;

  /** The best of them. */
  public static final FCOSResNet50FPNWeights DEFAULT = COCO_V1;
}
