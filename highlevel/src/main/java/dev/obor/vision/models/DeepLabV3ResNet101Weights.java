package dev.obor.vision.models;

/**
 * Trained weights for {@link Segmentation#deeplabv3Resnet101}: Python's {@code
 * torchvision.models.segmentation.DeepLabV3_ResNet101_Weights}.
 */
public enum DeepLabV3ResNet101Weights implements WeightsEnum {
  /**
   * Trained on COCO with the classes of Pascal VOC: mean IoU 67.4 %, accuracy of pixels 92.4 %;
   * 61.0 million parameters, 233 MB.
   */
  COCO_WITH_VOC_LABELS_V1;

  /** The best of them. */
  public static final DeepLabV3ResNet101Weights DEFAULT = COCO_WITH_VOC_LABELS_V1;
}
