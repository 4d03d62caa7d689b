package dev.obor.vision.models;

/**
 * Trained weights for {@link Segmentation#deeplabv3MobilenetV3Large}: Python's {@code
 * torchvision.models.segmentation.DeepLabV3_MobileNet_V3_Large_Weights}.
 */
public enum DeepLabV3MobileNetV3LargeWeights implements WeightsEnum {
  /**
   * Trained on COCO with the classes of Pascal VOC: mean IoU 60.3 %, accuracy of pixels 91.2 %;
   * 11.0 million parameters, 42 MB.
   */
  COCO_WITH_VOC_LABELS_V1;

  /** The best of them. */
  public static final DeepLabV3MobileNetV3LargeWeights DEFAULT = COCO_WITH_VOC_LABELS_V1;
}
