package dev.obor.vision.transforms.v2;

import java.util.List;
import java.util.function.Function;

/**
 * Several transforms, one after another: Python's {@code torchvision.transforms.v2.Compose}.
 *
 * <pre>{@code
 * Compose transform =
 *     new Compose(new ToImage(), new CenterCrop(224), new ToDtype(DType.FLOAT32, true));
 * Image x = transform.call(picture);
 * List<Object> sample = transform.call(picture, target);
 * }</pre>
 *
 * <p>A function of one's own among them gets the whole sample: for {@code call(picture, target)} a
 * list of both.
 */
public final class Compose extends Several {
  /**
   * Puts transforms together: Python's {@code Compose([…])}.
   *
   * @throws dev.obor.ValueException if there are none
   */
  public Compose(Function<?, ?>... transforms) {
    this(List.of(transforms));
  }

  /** Puts transforms together. */
  public Compose(List<? extends Function<?, ?>> transforms) {
    super(transforms);
  }

  @Override
  Object forward(Object sample) {
    return applyAll(sample);
  }

  @Override
  protected String extraRepr() {
    return lines();
  }
}
