package dev.obor.vision.models;

/**
 * Trained weights for {@link Segmentation#deeplabv3Resnet50}: Python's {@code
 * torchvision.models.segmentation.DeepLabV3_ResNet50_Weights}.
 */
public enum DeepLabV3ResNet50Weights implements WeightsEnum {
  /**
   * Trained on COCO with the classes of Pascal VOC: mean IoU 66.4 %, accuracy of pixels 92.4 %;
   * 42.0 million parameters, 161 MB.
   */
  COCO_WITH_VOC_LABELS_V1;

  /** The best of them. */
  public static final DeepLabV3ResNet50Weights DEFAULT = COCO_WITH_VOC_LABELS_V1;
}
