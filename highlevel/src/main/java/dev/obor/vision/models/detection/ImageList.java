package dev.obor.vision.models.detection;

import dev.obor.Device;
import dev.obor.Size;
import dev.obor.Tensor;
import java.util.List;

/**
 * Pictures of several sizes in one tensor, with zeros around the smaller ones: Python's {@code
 * torchvision.models.detection.image_list.ImageList}.
 *
 * @param tensors (N, C, H, W)
 * @param imageSizes the height and width of each picture without the zeros
 */
public record ImageList(Tensor tensors, List<Size> imageSizes) {
  /** The same on another device: Python's {@code images.to(device)}. */
  public ImageList to(Device device) {
    return new ImageList(tensors.to(device), imageSizes);
  }
}
