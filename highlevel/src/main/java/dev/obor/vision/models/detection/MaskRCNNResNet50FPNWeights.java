package dev.obor.vision.models.detection;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Detection#maskrcnnResnet50Fpn}: Python's {@code
 * torchvision.models.detection.MaskRCNN_ResNet50_FPN_Weights}.
 */
public enum MaskRCNNResNet50FPNWeights implements WeightsEnum {
  /**
   * Trained on COCO: mean average precision of boxes 37.9 %, of masks 34.6 %; 44.4 million
   * parameters, 170 MB.
   */
  COCO_V1;

  /** The best of them. */
  public static final MaskRCNNResNet50FPNWeights DEFAULT = COCO_V1;
}
