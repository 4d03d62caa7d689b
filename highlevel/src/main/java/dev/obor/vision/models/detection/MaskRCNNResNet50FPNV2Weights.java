package dev.obor.vision.models.detection;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Detection#maskrcnnResnet50FpnV2}: Python's {@code
 * torchvision.models.detection.MaskRCNN_ResNet50_FPN_V2_Weights}.
 */
public enum MaskRCNNResNet50FPNV2Weights implements WeightsEnum {
  /**
   * Trained on COCO: mean average precision of boxes 47.4 %, of masks 41.8 %; 46.4 million
   * parameters, 177 MB.
   */
  COCO_V1;

  /** The best of them. */
  public static final MaskRCNNResNet50FPNV2Weights DEFAULT = COCO_V1;
}
