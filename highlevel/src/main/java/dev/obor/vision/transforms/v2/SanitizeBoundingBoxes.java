package dev.obor.vision.transforms.v2;

import dev.obor.IndexException;
import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.vision.transforms.PythonText;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import dev.obor.vision.tv_tensors.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Removes boxes that are too small or leave the image, and the labels and masks that go with them:
 * Python's {@code torchvision.transforms.v2.SanitizeBoundingBoxes}.
 */
public final class SanitizeBoundingBoxes extends Transform<@Nullable Void> {
  private final SanitizeOptions options = new SanitizeOptions().defaultLabelsGetter();

  /** Makes the transform with Python's defaults. */
  public SanitizeBoundingBoxes() {
    this(o -> {});
  }

  /**
   * Makes the transform: Python's {@code SanitizeBoundingBoxes(min_size=…, min_area=…, …)}.
   *
   * @throws ValueException if a number is below 1
   */
  public SanitizeBoundingBoxes(Consumer<SanitizeOptions> options) {
    options.accept(this.options);
    if (this.options.minSize < 1) {
      throw new ValueException(
          "min_size must be >= 1, got " + PythonText.of(this.options.minSize) + ".");
    }
    if (this.options.minArea < 1) {
      throw new ValueException(
          "min_area must be >= 1, got " + PythonText.of(this.options.minArea) + ".");
    }
  }

  @Override
  Object forward(Object sample) {
    List<?> labels = Sanitizing.labels(options.labelsGetter, sample);
    List<@Nullable Object> leaves = Leaves.of(sample);
    BoundingBoxes boxes = getBoundingBoxes(present(leaves));
    Sanitizing.checkCount(labels, boxes.data(), "Number of boxes");
    Tensor valid = BoxGeometry.valid(boxes, options.minSize, options.minArea);
    List<@Nullable Object> made = new ArrayList<>();
    for (Object leaf : leaves) {
      made.add(leaf == null ? null : kept(leaf, labels, valid));
    }
    return Objects.requireNonNull(Leaves.filled(sample, made));
  }

  private static Object kept(Object inpt, List<?> labels, Tensor valid) {
    try {
      if (Sanitizing.isOneOf(labels, inpt)) {
        return BoxGeometry.rows((Tensor) inpt, valid);
      } else if (inpt instanceof BoundingBoxes boxes) {
        return boxes.with(BoxGeometry.rows(boxes.data(), valid));
      } else if (inpt instanceof Mask mask) {
        return new Mask(BoxGeometry.rows(mask.data(), valid));
      }
    } catch (IndexException e) {
      return inpt; // as Python's does with a mask that is not one for each box
    }
    return inpt;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return forward(inpt);
  }

  @Override
  protected String extraRepr() {
    return new Attributes()
        .add("min_size", options.minSize)
        .add("min_area", options.minArea)
        .add("labels_getter", options.isDefault ? "default" : null)
        .toString();
  }
}
