package dev.obor.vision.transforms;

import java.util.List;

/**
 * Cuts out the corners and the middle of images: Python's {@code torchvision.transforms.FiveCrop}.
 *
 * <pre>{@code
 * new Compose(
 *     new FiveCrop(224),
 *     new Lambda((List<BufferedImage> crops) -> Torch.stack(crops.stream().map(F::toTensor).toList())));
 * }</pre>
 */
public final class FiveCrop implements Transform<Object, List<?>> {
  private final CropSize size;

  /** Cuts out squares, or a height and width: Python's {@code FiveCrop(size)}. */
  public FiveCrop(int... size) {
    this.size = CropSize.of(size);
  }

  /** The same with a list, which prints as such. */
  public FiveCrop(List<Integer> size) {
    this.size = CropSize.of(size);
  }

  /**
   * Cuts out five parts: Python's {@code transform(img)}.
   *
   * @return upper left, upper right, lower left, lower right and middle
   */
  public <T> List<T> call(T img) {
    return F.fiveCrop(img, size.size());
  }

  @Override
  public List<?> apply(Object img) {
    return call(img);
  }

  @Override
  public String toString() {
    return "FiveCrop(size=" + size + ")";
  }
}
