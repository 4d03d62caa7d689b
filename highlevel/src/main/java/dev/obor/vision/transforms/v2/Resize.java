package dev.obor.vision.transforms.v2;

import dev.obor.ValueException;
import dev.obor.vision.transforms.PythonText;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes the size of samples: Python's {@code torchvision.transforms.v2.Resize}.
 *
 * <pre>{@code
 * new Resize(255);        // the smaller edge becomes 255, the proportions stay
 * new Resize(224, 320);   // height and width
 * new Resize(null, o -> o.maxSize(320));  // the larger edge becomes 320
 * }</pre>
 */
public final class Resize extends Transform<@Nullable Void> {
  private final int @Nullable [] size;
  private final ResizeOptions options = new ResizeOptions();

  /** Makes the smaller edge a size: Python's {@code Resize(size)}. */
  public Resize(int size) {
    this(List.of(size), o -> {});
  }

  /** The same with keyword arguments. */
  public Resize(int size, Consumer<ResizeOptions> options) {
    this(List.of(size), options);
  }

  /** Makes a height and width: Python's {@code Resize((h, w))}. */
  public Resize(int height, int width) {
    this(List.of(height, width), o -> {});
  }

  /** The same with keyword arguments. */
  public Resize(int height, int width, Consumer<ResizeOptions> options) {
    this(List.of(height, width), options);
  }

  /**
   * Makes the transform: Python's {@code Resize(size, …)}.
   *
   * @param size one or two numbers, or null to make the larger edge the maxSize
   * @throws ValueException if there are more
   */
  public Resize(@Nullable List<Integer> size, Consumer<ResizeOptions> options) {
    options.accept(this.options);
    if (size == null && this.options.maxSize == null) {
      throw new ValueException(
          "max_size must be an integer when size is None, but got None instead.");
    }
    if (size != null && size.size() != 1 && size.size() != 2) {
      throw new ValueException(
          "size can be an integer, a sequence of one or two integers, or None, but got "
              + PythonText.of(size)
              + " instead.");
    }
    this.size = size == null ? null : size.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return GeometryKernels.resize(inpt, size, options).orSame();
  }

  @Override
  protected String extraRepr() {
    return new Attributes()
        .add("size", size == null ? null : Attributes.list(size))
        .add("interpolation", options.interpolation)
        .add("max_size", options.maxSize)
        .add("antialias", options.antialias)
        .toString();
  }
}
