package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import dev.obor.vision.tv_tensors.KeyPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Removes instances with points outside of the image, and the labels that go with them: Python's
 * {@code torchvision.transforms.v2.SanitizeKeyPoints}.
 */
public final class SanitizeKeyPoints extends Transform<@Nullable Void> {
  private final SanitizeOptions options = new SanitizeOptions();

  /** Makes the transform for samples without labels. */
  public SanitizeKeyPoints() {}

  /** Makes the transform: Python's {@code SanitizeKeyPoints(labels_getter)}. */
  public SanitizeKeyPoints(Consumer<SanitizeOptions> options) {
    options.accept(this.options);
  }

  @Override
  Object forward(Object sample) {
    List<?> labels = Sanitizing.labels(options.labelsGetter, sample);
    List<@Nullable Object> leaves = Leaves.of(sample);
    KeyPoints points = getKeypoints(present(leaves));
    Sanitizing.checkCount(labels, points.data(), "Number of kepyoints");
    Tensor valid = PointGeometry.valid(points);
    List<@Nullable Object> made = new ArrayList<>();
    for (Object leaf : leaves) {
      made.add(leaf == null ? null : kept(leaf, labels, valid));
    }
    return Objects.requireNonNull(Leaves.filled(sample, made));
  }

  private static Object kept(Object inpt, List<?> labels, Tensor valid) {
    if (Sanitizing.isOneOf(labels, inpt)) {
      return BoxGeometry.rows((Tensor) inpt, valid);
    }
    return inpt instanceof KeyPoints points
        ? points.with(BoxGeometry.rows(points.data(), valid))
        : inpt;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return forward(inpt);
  }

  @Override
  protected String extraRepr() {
    return new Attributes().add("labels_getter", options.isDefault ? "default" : null).toString();
  }
}
