package dev.obor.vision.tv_tensors;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Boxes around things in an image: Python's {@code torchvision.tv_tensors.BoundingBoxes}.
 *
 * <pre>{@code
 * new BoundingBoxes(Torch.tensor(new double[][] {{1, 2, 5, 9}}), BoundingBoxFormat.XYXY, 10, 12);
 * }</pre>
 *
 * @param data of shape (N, K), where K is 4, for turned boxes 5 and for corners 8
 * @param format what the numbers mean
 * @param canvasSize height and width of the image
 * @param clampingMode what transforms do with boxes that leave the image: {@code soft}, {@code
 *     hard}, which differs for turned boxes only, or null for nothing
 */
public record BoundingBoxes(
    Tensor data, BoundingBoxFormat format, List<Integer> canvasSize, @Nullable String clampingMode)
    implements TVTensor {
  /**
   * Takes a tensor as boxes; one of shape (K) becomes (1, K).
   *
   * @throws ValueException if it has more than two dimensions, or turned boxes have integers, or
   *     there is no such mode
   */
  public BoundingBoxes {
    canvasSize = List.copyOf(canvasSize);
    if (!data.isFloatingPoint() && format.isRotated()) {
      throw new ValueException(
          "Rotated bounding boxes should be floating point tensors, got " + data.dtype() + ".");
    }
    if (data.dim() == 1) {
      data = data.unsqueeze(0);
    } else if (data.dim() != 2) {
      throw new ValueException("Expected a 1D or 2D tensor, got " + data.dim() + "D");
    }
    if (clampingMode != null && !clampingMode.equals("hard") && !clampingMode.equals("soft")) {
      throw new ValueException(
          "clamping_mode must be None, hard or soft, got " + clampingMode + ".");
    }
  }

  /** Takes a tensor as boxes that are clamped softly. */
  public BoundingBoxes(Tensor data, BoundingBoxFormat format, List<Integer> canvasSize) {
    this(data, format, canvasSize, "soft");
  }

  /** Takes a tensor as boxes in an image of a height and width. */
  public BoundingBoxes(Tensor data, BoundingBoxFormat format, int height, int width) {
    this(data, format, List.of(height, width));
  }

  /** Other numbers for the same image: Python's {@code wrap(data, like=self)}. */
  public BoundingBoxes with(Tensor newData) {
    return new BoundingBoxes(newData, format, canvasSize, clampingMode);
  }

  /** Other numbers for another image: Python's {@code wrap(data, like=self, canvas_size=…)}. */
  public BoundingBoxes with(Tensor newData, List<Integer> newCanvasSize) {
    return new BoundingBoxes(newData, format, newCanvasSize, clampingMode);
  }

  /** Other numbers that mean something else: Python's {@code wrap(data, like=self, format=…)}. */
  public BoundingBoxes with(Tensor newData, BoundingBoxFormat newFormat) {
    return new BoundingBoxes(newData, newFormat, canvasSize, clampingMode);
  }

  /**
   * As Python prints it: {@code BoundingBoxes([[…]], format=…, canvas_size=…, clamping_mode=…)}.
   */
  @Override
  public String toString() {
    return TVTensors.text(
        "BoundingBoxes",
        data,
        "format="
            + format
            + ", canvas_size="
            + TVTensors.pair(canvasSize)
            + ", clamping_mode="
            + (clampingMode == null ? "None" : clampingMode));
  }
}
