package dev.obor.vision.tv_tensors;

import dev.obor.Tensor;
import dev.obor.ValueException;

/**
 * A video of shape (…, T, C, H, W): Python's {@code torchvision.tv_tensors.Video}.
 *
 * @param data the pixels of all frames
 */
public record Video(Tensor data) implements TVTensor {
  /**
   * Takes a tensor as a video.
   *
   * @throws ValueException if it has fewer than four dimensions
   */
  public Video {
    if (data.dim() < 4) {
      throw new ValueException("Tensor must be 4D or higher, got " + data.dim() + "D tensor.");
    }
  }

  /** As Python prints it: {@code Video([[…]], )}. */
  @Override
  public String toString() {
    return TVTensors.text("Video", data, "");
  }
}
