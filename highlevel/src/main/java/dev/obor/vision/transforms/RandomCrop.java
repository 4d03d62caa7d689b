package dev.obor.vision.transforms;

import dev.obor.Scope;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts out a part of a size at a place that is drawn for each image: Python's {@code
 * torchvision.transforms.RandomCrop}.
 *
 * <pre>{@code
 * new RandomCrop(32, o -> o.padding(4));
 * new RandomCrop(24, 32);   // height and width
 * }</pre>
 */
public final class RandomCrop extends ImageTransform {
  private final int[] size;
  private final RandomCropOptions options = new RandomCropOptions();

  /** Cuts out a square: Python's {@code RandomCrop(size)}. */
  public RandomCrop(int size) {
    this(size, o -> {});
  }

  /** The same with keyword arguments: Python's {@code RandomCrop(size, padding=…, …)}. */
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
    this.size = Arguments.size(size);
    options.accept(this.options);
  }

  /**
   * Draws a place: Python's {@code RandomCrop.get_params(img, output_size)}.
   *
   * @return the first row, the first column, height and width
   * @throws ValueException if the image is smaller
   */
  public static List<Integer> getParams(Object img, int[] outputSize) {
    int[] old = F.dimensions(img);
    int th = outputSize[0];
    int tw = outputSize[1];
    if (old[1] < th || old[2] < tw) {
      throw new ValueException(
          "Required crop size "
              + PythonText.of(outputSize)
              + " is larger than input image size "
              + PythonText.of(new int[] {old[1], old[2]}));
    }
    if (old[2] == tw && old[1] == th) {
      return List.of(0, 0, th, tw);
    }
    int i = Draws.randint(0, old[1] - th + 1);
    int j = Draws.randint(0, old[2] - tw + 1);
    return List.of(i, j, th, tw);
  }

  @Override
  protected <T> T forward(T img) {
    try (Scope scope = Torch.scope()) {
      T padded = img;
      if (options.padding != null) {
        padded = pad(padded, options.padding);
      }
      int[] old = F.dimensions(padded);
      if (options.padIfNeeded && old[2] < size[1]) {
        padded = pad(padded, size[1] - old[2], 0);
      }
      if (options.padIfNeeded && old[1] < size[0]) {
        padded = pad(padded, 0, size[0] - old[1]);
      }
      List<Integer> place = getParams(padded, size);
      return scope.keepAll(F.crop(padded, place.get(0), place.get(1), size[0], size[1]));
    }
  }

  private <T> T pad(T img, int... padding) {
    return F.pad(img, padding, o -> o.fill(options.fill).paddingMode(options.paddingMode));
  }

  @Override
  public String toString() {
    int[] padding = options.padding;
    return "RandomCrop(size="
        + PythonText.of(size)
        + ", padding="
        + (padding != null && padding.length == 1
            ? PythonText.of(padding[0])
            : PythonText.of(padding))
        + ")";
  }
}
