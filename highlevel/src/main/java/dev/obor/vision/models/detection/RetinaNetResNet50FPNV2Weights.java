package dev.obor.vision.models.detection;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Detection#retinanetResnet50FpnV2}: Python's {@code
 * torchvision.models.detection.RetinaNet_ResNet50_FPN_V2_Weights}.
 */
public enum RetinaNetResNet50FPNV2Weights implements WeightsEnum {
  /** Trained on COCO: mean average precision of boxes 41.5 %; 38.2 million parameters, 146 MB. */
  COCO_V1;

  /** The best of them. */
  public static final RetinaNetResNet50FPNV2Weights DEFAULT = COCO_V1;
}
