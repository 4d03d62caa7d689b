package dev.obor.vision.models;

/**
 * Trained weights for {@link Segmentation#fcnResnet101}: Python's {@code
 * torchvision.models.segmentation.FCN_ResNet101_Weights}.
 */
public enum FCNResNet101Weights implements WeightsEnum {
  /**
   * Trained on COCO with the classes of Pascal VOC: mean IoU 63.7 %, accuracy of pixels 91.9 %;
   * 54.3 million parameters, 208 MB.
   */
  COCO_WITH_VOC_LABELS_V1;

  /** The best of them. */
  public static final FCNResNet101Weights DEFAULT = COCO_WITH_VOC_LABELS_V1;
}
