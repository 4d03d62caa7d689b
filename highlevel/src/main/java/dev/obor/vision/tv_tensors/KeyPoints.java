package dev.obor.vision.tv_tensors;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.List;

/**
 * Points in an image: Python's {@code torchvision.tv_tensors.KeyPoints}.
 *
 * @param data x and y of each, of shape (…, 2)
 * @param canvasSize height and width of the image
 */
public record KeyPoints(Tensor data, List<Integer> canvasSize) implements TVTensor {
  /**
   * Takes a tensor as points; one of shape (2) becomes (1, 2).
   *
   * @throws ValueException if the last dimension is not 2
   */
  public KeyPoints {
    canvasSize = List.copyOf(canvasSize);
    if (data.dim() == 1) {
      data = data.unsqueeze(0);
    } else if (data.dim() == 0 || data.size(-1) != 2) {
      throw new ValueException("Expected a tensor of shape (..., 2), not " + data.size());
    }
  }

  /** Takes a tensor as points in an image of a height and width. */
  public KeyPoints(Tensor data, int height, int width) {
    this(data, List.of(height, width));
  }

  /** Other numbers for the same image: Python's {@code wrap(data, like=self)}. */
  public KeyPoints with(Tensor newData) {
    return new KeyPoints(newData, canvasSize);
  }

  /** As Python prints it: {@code KeyPoints([[…]], canvas_size=…)}. */
  @Override
  public String toString() {
    return TVTensors.text("KeyPoints", data, "canvas_size=" + TVTensors.pair(canvasSize));
  }
}
