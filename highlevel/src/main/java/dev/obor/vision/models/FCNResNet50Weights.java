package dev.obor.vision.models;

/**
 * Trained weights for {@link Segmentation#fcnResnet50}: Python's {@code
 * torchvision.models.segmentation.FCN_ResNet50_Weights}.
 */
public enum FCNResNet50Weights implements WeightsEnum {
  /**
   * Trained on COCO with the classes of Pascal VOC: mean IoU 60.5 %, accuracy of pixels 91.4 %;
   * 35.3 million parameters, 135 MB.
   */
  COCO_WITH_VOC_LABELS_V1;

  /** The best of them. */
  public static final FCNResNet50Weights DEFAULT = COCO_WITH_VOC_LABELS_V1;
}
