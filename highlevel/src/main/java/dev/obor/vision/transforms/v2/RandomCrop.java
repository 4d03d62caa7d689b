package dev.obor.vision.transforms.v2;

import dev.obor.ValueException;
import dev.obor.vision.transforms.Draws;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts out a part of a size at a place that is drawn for each sample: Python's {@code
 * torchvision.transforms.v2.RandomCrop}.
 *
 * <pre>{@code
 * new RandomCrop(32, o -> o.padding(4));
 * new RandomCrop(24, 32);   // height and width
 * }</pre>
 */
public final class RandomCrop extends Transform<RandomCrop.Params> {
  private final CropSize size;
  private final int @Nullable [] padding;
  private final RandomCropOptions options = new RandomCropOptions();

  /**
   * What is done to a sample.
   *
   * @param top the first row, if anything is cut off
   * @param left the first column
   * @param needsCrop whether anything is cut off
   * @param padding left, top, right and bottom, which come first
   */
  public record Params(int top, int left, boolean needsCrop, List<Integer> padding) {}

  /** Cuts out a square: Python's {@code RandomCrop(size)}. */
  public RandomCrop(int size) {
    this(size, o -> {});
  }

  /** The same with keyword arguments. */
  public RandomCrop(int size, Consumer<RandomCropOptions> options) {
    this(new int[] {size}, options);
  }

  /** Cuts out a height and width: Python's {@code RandomCrop((h, w))}. */
  public RandomCrop(int height, int width) {
    this(new int[] {height, width}, o -> {});
  }

  /** The same with keyword arguments. */
  public RandomCrop(int height, int width, Consumer<RandomCropOptions> options) {
    this(new int[] {height, width}, options);
  }

  /** Cuts out a height and width, or a square, with keyword arguments. */
  public RandomCrop(int[] size, Consumer<RandomCropOptions> options) {
    this.size = CropSize.of(size);
    options.accept(this.options);
    RandomCropOptions o = this.options;
    if (o.padIfNeeded || o.padding != null) {
      Ranges.checkPadding(o.padding, o.paddingMode);
    }
    this.padding = o.padding == null ? null : ImageGeometry.sides(o.padding);
  }

  @Override
  protected Params makeParams(List<Object> flatInputs) {
    List<Integer> old = querySize(flatInputs);
    int[] sides = padding == null ? new int[4] : padding.clone();
    int height = old.get(0) + sides[1] + sides[3];
    int width = old.get(1) + sides[0] + sides[2];
    if (options.padIfNeeded && height < size.height()) {
      int more = size.height() - height;
      sides[1] += more;
      sides[3] += more;
      height += 2 * more;
    }
    if (options.padIfNeeded && width < size.width()) {
      int more = size.width() - width;
      sides[0] += more;
      sides[2] += more;
      width += 2 * more;
    }
    if (height < size.height() || width < size.width()) {
      throw new ValueException(
          "Required crop size ("
              + size.height()
              + ", "
              + size.width()
              + ") is larger than "
              + (padding == null ? "" : "padded ")
              + "input image size ("
              + height
              + ", "
              + width
              + ").");
    }
    boolean isHigher = height > size.height();
    boolean isWider = width > size.width();
    int top = isHigher ? Draws.randint(0, height - size.height() + 1) : 0;
    int left = isWider ? Draws.randint(0, width - size.width() + 1) : 0;
    return new Params(top, left, isHigher || isWider, Attributes.list(sides));
  }

  @Override
  protected Object transform(Object inpt, Params params) {
    Object result = inpt;
    int[] sides = params.padding.stream().mapToInt(Integer::intValue).toArray();
    if (Arrays.stream(sides).anyMatch(side -> side != 0)) {
      PadOptions pad = new PadOptions();
      pad.copyFill(options);
      pad.paddingMode(options.paddingMode);
      result = GeometryKernels.pad(result, sides, pad).orSame();
    }
    if (params.needsCrop) {
      result =
          GeometryKernels.crop(result, params.top, params.left, size.height(), size.width())
              .orSame();
    }
    return result;
  }

  @Override
  protected String extraRepr() {
    int[] p = padding;
    return new Attributes()
        .add("size", size.printed())
        .add("padding", p == null ? null : List.of(p[0], p[2], p[1], p[3]))
        .add("pad_if_needed", options.padIfNeeded)
        .add("fill", options.printed())
        .add("padding_mode", options.paddingMode)
        .toString();
  }
}
