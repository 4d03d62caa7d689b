package dev.obor.vision.transforms;

import dev.obor.ValueException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Changes the size of images: Python's {@code torchvision.transforms.Resize}.
 *
 * <pre>{@code
 * new Resize(255);        // the smaller edge becomes 255, the proportions stay
 * new Resize(224, 320);   // height and width
 * new Resize(224, 320, o -> o.interpolation(InterpolationMode.BICUBIC));
 * }</pre>
 *
 * <p>Images come out as Pillow makes them, always smoothed where they shrink.
 */
public final class Resize extends ImageTransform {
  private final Object printed;
  private final int[] size;
  private final Consumer<ResizeOptions> options;

  /** Makes the smaller edge a size: Python's {@code Resize(size)}. */
  public Resize(int size) {
    this(size, o -> {});
  }

  /** The same with keyword arguments. */
  public Resize(int size, Consumer<ResizeOptions> options) {
    this(size, new int[] {size}, options);
  }

  /** Makes images of a height and width: Python's {@code Resize((h, w))}. */
  public Resize(int height, int width) {
    this(height, width, o -> {});
  }

  /** The same with keyword arguments. */
  public Resize(int height, int width, Consumer<ResizeOptions> options) {
    this(new int[] {height, width}, options);
  }

  /** Makes images of a height and width, or the smaller edge a size. */
  public Resize(int[] size) {
    this(size, o -> {});
  }

  /** The same with keyword arguments. */
  public Resize(int[] size, Consumer<ResizeOptions> options) {
    this(size.clone(), size, options);
  }

  /** The same with a list, which prints as such. */
  public Resize(List<Integer> size) {
    this(size, o -> {});
  }

  /** The same with a list and keyword arguments. */
  public Resize(List<Integer> size, Consumer<ResizeOptions> options) {
    this(List.copyOf(size), Arguments.ints(size), options);
  }

  private Resize(Object printed, int[] size, Consumer<ResizeOptions> options) {
    if (size.length != 1 && size.length != 2) {
      throw new ValueException("If size is a sequence, it should have 1 or 2 values");
    }
    this.printed = printed;
    this.size = size.clone();
    this.options = options;
  }

  @Override
  protected <T> T forward(T img) {
    return F.resize(img, size, options);
  }

  @Override
  public String toString() {
    ResizeOptions o = new ResizeOptions();
    options.accept(o);
    return "Resize(size="
        + PythonText.of(printed)
        + ", interpolation="
        + o.interpolation.value()
        + ", max_size="
        + PythonText.of(o.maxSize)
        + ", antialias="
        + PythonText.of(o.antialias)
        + ")";
  }
}
