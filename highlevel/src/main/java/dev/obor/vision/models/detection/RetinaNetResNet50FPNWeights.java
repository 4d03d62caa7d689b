package dev.obor.vision.models.detection;

import dev.obor.vision.models.WeightsEnum;

/**
 * Trained weights for {@link Detection#retinanetResnet50Fpn}: Python's {@code
 * torchvision.models.detection.RetinaNet_ResNet50_FPN_Weights}.
 */
public enum RetinaNetResNet50FPNWeights implements WeightsEnum {
  /** Trained on COCO: mean average precision of boxes 36.4 %; 34.0 million parameters, 130 MB. */
  COCO_V1;

  /** The best of them. */
  public static final RetinaNetResNet50FPNWeights DEFAULT = COCO_V1;
}
