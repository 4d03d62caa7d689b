package dev.obor.vision.models.detection;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Detection#fasterrcnnResnet50FpnV2}: Python's {@code
 * torchvision.models.detection.FasterRCNN_ResNet50_FPN_V2_Weights}.
 */
public enum FasterRCNNResNet50FPNV2Weights implements WeightsEnum {
  /** Trained on COCO: mean average precision of boxes 46.7 %; 43.7 million parameters, 167 MB. */
  COCO_V1;

  /** The best of them. */
  public static final FasterRCNNResNet50FPNV2Weights DEFAULT = COCO_V1;
}
