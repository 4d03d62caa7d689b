package dev.obor.vision.models.detection;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Detection#fasterrcnnResnet50Fpn}: Python's {@code
 * torchvision.models.detection.FasterRCNN_ResNet50_FPN_Weights}.
 */
public enum FasterRCNNResNet50FPNWeights implements WeightsEnum {
  /** Trained on COCO: mean average precision of boxes 37.0 %; 41.8 million parameters, 160 MB. */
  COCO_V1;

  /** The best of them. */
  public static final FasterRCNNResNet50FPNWeights DEFAULT = COCO_V1;
}
