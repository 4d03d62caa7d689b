package dev.obor.vision.models;

/**
 * Trained weights for {@link Segmentation#lrasppMobilenetV3Large}: Python's {@code
 * torchvision.models.segmentation.LRASPP_MobileNet_V3_Large_Weights}.
 */
public enum LRASPPMobileNetV3LargeWeights implements WeightsEnum {
  /**
   * Trained on COCO with the classes of Pascal VOC: mean IoU 57.9 %, accuracy of pixels 91.2 %; 3.2
   * million parameters, 12 MB.
   */
  COCO_WITH_VOC_LABELS_V1;

  /** The best of them. */
  public static final LRASPPMobileNetV3LargeWeights DEFAULT = COCO_WITH_VOC_LABELS_V1;
}
