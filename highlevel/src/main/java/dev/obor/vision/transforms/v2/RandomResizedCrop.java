package dev.obor.vision.transforms.v2;

import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts out a part of an area and shape that are drawn for each sample, and changes its size:
 * Python's {@code torchvision.transforms.v2.RandomResizedCrop}.
 *
 * <pre>{@code
 * new RandomResizedCrop(224);
 * new RandomResizedCrop(224, 320, o -> o.scale(0.3, 1));
 * }</pre>
 */
public final class RandomResizedCrop extends Transform<List<Integer>> {
  private final CropSize size;
  private final RandomResizedCropOptions options = new RandomResizedCropOptions();

  /** Makes squares: Python's {@code RandomResizedCrop(size)}. */
  public RandomResizedCrop(int size) {
    this(new int[] {size}, o -> {});
  }

  /** The same with keyword arguments. */
  public RandomResizedCrop(int size, Consumer<RandomResizedCropOptions> options) {
    this(new int[] {size}, options);
  }

  /** Makes a height and width: Python's {@code RandomResizedCrop((h, w))}. */
  public RandomResizedCrop(int height, int width) {
    this(new int[] {height, width}, o -> {});
  }

  /** The same with keyword arguments. */
  public RandomResizedCrop(int height, int width, Consumer<RandomResizedCropOptions> options) {
    this(new int[] {height, width}, options);
  }

  private RandomResizedCrop(int[] size, Consumer<RandomResizedCropOptions> options) {
    this.size = CropSize.of(size);
    options.accept(this.options);
    Ranges.warnOfOrder(this.options.scale, this.options.ratio);
  }

  @Override
  protected List<Integer> makeParams(List<Object> flatInputs) {
    List<Integer> old = querySize(flatInputs);
    return dev.obor.vision.transforms.RandomResizedCrop.getParams(
        old.get(0), old.get(1), options.scale, options.ratio);
  }

  @Override
  protected Object transform(Object inpt, List<Integer> part) {
    ResizeOptions resize = new ResizeOptions();
    resize.interpolation(options.interpolation).antialias(options.antialias);
    return GeometryKernels.resizedCrop(
            inpt, part.get(0), part.get(1), part.get(2), part.get(3), size.size(), resize)
        .orSame();
  }

  @Override
  protected String extraRepr() {
    return new Attributes()
        .add("size", size.printed())
        .add("scale", options.scale)
        .add("ratio", options.ratio)
        .add("interpolation", options.interpolation)
        .add("antialias", options.antialias)
        .toString();
  }
}
