package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.vision.transforms.Draws;
import dev.obor.vision.tv_tensors.BoundingBoxFormat;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import dev.obor.vision.tv_tensors.Image;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts out a part that overlaps with a box by as much as is drawn: Python's {@code
 * torchvision.transforms.v2.RandomIoUCrop}.
 *
 * <p>Boxes whose middle is outside become zeros, which {@link SanitizeBoundingBoxes} removes.
 */
public final class RandomIoUCrop extends Transform<RandomIoUCrop.@Nullable Params> {
  private final RandomIoUCropOptions options = new RandomIoUCropOptions();

  /**
   * A part of a sample.
   *
   * @param top the first row
   * @param left the first column
   * @param height the number of rows
   * @param width the number of columns
   * @param isWithinCropArea a bool for each box
   */
  public record Params(int top, int left, int height, int width, Tensor isWithinCropArea) {}

  /** Makes the transform with Python's defaults. */
  public RandomIoUCrop() {
    this(o -> {});
  }

  /** Makes the transform: Python's {@code RandomIoUCrop(min_scale=…, …)}. */
  public RandomIoUCrop(Consumer<RandomIoUCropOptions> options) {
    options.accept(this.options);
  }

  @Override
  protected void checkInputs(List<Object> flatInputs) {
    if (!hasAll(flatInputs, BoundingBoxes.class)
        || !hasAny(flatInputs, BufferedImage.class, Image.class, Tensor.class)) {
      throw new TypeException(
          "RandomIoUCrop() requires input sample to contain tensor or PIL images and bounding"
              + " boxes. Sample can also contain masks.");
    }
  }

  @Override
  protected @Nullable Params makeParams(List<Object> flatInputs) {
    List<Integer> size = querySize(flatInputs);
    BoundingBoxes boxes = getBoundingBoxes(flatInputs);
    Tensor corners = BoxFormats.convert(boxes.data(), boxes.format(), BoundingBoxFormat.XYXY);
    while (true) {
      double overlap = options.samplerOptions[Draws.randint(0, options.samplerOptions.length)];
      if (overlap >= 1) {
        return null;
      }
      for (int trial = 0; trial < options.trials; trial++) {
        Params drawn = drawn(size.get(0), size.get(1), corners, overlap);
        if (drawn != null) {
          return drawn;
        }
      }
    }
  }

  private @Nullable Params drawn(int height, int width, Tensor corners, double overlap) {
    float[] r = drawnPair();
    float spread = (float) (options.maxScale - options.minScale);
    int newWidth = (int) (width * (r[0] * spread + (float) options.minScale));
    int newHeight = (int) (height * (r[1] * spread + (float) options.minScale));
    double aspect = (double) newWidth / newHeight;
    if (!(options.minAspectRatio <= aspect && aspect <= options.maxAspectRatio)) {
      return null;
    }
    float[] place = drawnPair();
    int left = (int) ((width - newWidth) * place[0]);
    int top = (int) ((height - newHeight) * place[1]);
    int right = left + newWidth;
    int bottom = top + newHeight;
    if (left == right || top == bottom) {
      return null;
    }
    boolean[] within = new boolean[Math.toIntExact(corners.size(0))];
    double most = -1;
    float[] c = corners.toFloatArray();
    for (int i = 0; i < within.length; i++) {
      float x0 = c[4 * i];
      float y0 = c[4 * i + 1];
      float x1 = c[4 * i + 2];
      float y1 = c[4 * i + 3];
      float middleX = 0.5f * (x0 + x1);
      float middleY = 0.5f * (y0 + y1);
      within[i] = left < middleX && middleX < right && top < middleY && middleY < bottom;
      if (within[i]) {
        float shared =
            Math.max(0, Math.min(x1, right) - Math.max(x0, left))
                * Math.max(0, Math.min(y1, bottom) - Math.max(y0, top));
        float both = (x1 - x0) * (y1 - y0) + (float) newWidth * newHeight - shared;
        most = Math.max(most, shared / both);
      }
    }
    if (most < 0 || most < overlap) {
      return null;
    }
    return new Params(top, left, newHeight, newWidth, Torch.fromArray(within));
  }

  private static float[] drawnPair() {
    try (Tensor drawn = Draws.rand(2)) {
      return drawn.toFloatArray();
    }
  }

  @Override
  protected Object transform(Object inpt, @Nullable Params params) {
    if (params == null) {
      return inpt;
    }
    Object part =
        GeometryKernels.crop(inpt, params.top, params.left, params.height, params.width).orSame();
    if (part instanceof BoundingBoxes boxes) {
      Tensor outside = params.isWithinCropArea.logicalNot().unsqueeze(1).to(boxes.device());
      return boxes.with(boxes.data().maskedFill(outside, 0));
    }
    return part;
  }

  @Override
  protected String extraRepr() {
    return new Attributes()
        .add("min_scale", options.minScale)
        .add("max_scale", options.maxScale)
        .add("min_aspect_ratio", options.minAspectRatio)
        .add("max_aspect_ratio", options.maxAspectRatio)
        .add("options", Attributes.list(options.samplerOptions))
        .add("trials", options.trials)
        .toString();
  }
}
