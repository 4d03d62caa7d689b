package dev.obor.vision.datasets;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import org.jspecify.annotations.Nullable;

/**
 * A transform that can write what it makes of an image to where a batch has it.
 *
 * <p>The datasets of this package use it when a loader asks for a whole batch.
 */
public interface BatchTransform {
  /** Transforms an image and adds the result to a batch. */
  void apply(Object img, ImageBatch batch);

  /**
   * Transforms grey images whose levels lie one behind the other, as datasets that are held in
   * memory have them.
   *
   * @param levels the levels of all images, each row by row
   * @param count how many images there are
   * @return what becomes of the single images, stacked along a new first dimension; null, as by
   *     default, if they are to be transformed one by one
   */
  default @Nullable Tensor applyGray(byte[] levels, int count, int height, int width) {
    return null;
  }

  /** What {@code ToTensor} makes of grey images whose levels lie one behind the other. */
  static Tensor grayTensors(byte[] levels, int count, int height, int width) {
    try (Scope scope = Torch.scope()) {
      Tensor bytes = Torch.fromUnsignedArray(levels, count, 1, height, width);
      return scope.keep(bytes.toFloat().div_(255));
    }
  }
}
