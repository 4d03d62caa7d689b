package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;

/** Numbers for the distances between the pixels of a window. */
final class WindowPositions {
  private WindowPositions() {}

  /**
   * For each pair of pixels of a square window the number of their distance, from zero on.
   *
   * @return (pixels, pixels), int64
   */
  static Tensor of(long window) {
    int size = Math.toIntExact(window);
    int pixels = size * size;
    long[] numbers = new long[pixels * pixels];
    for (int i = 0; i < pixels; i++) {
      for (int k = 0; k < pixels; k++) {
        long down = (long) i / size - k / size + size - 1;
        long right = (long) i % size - k % size + size - 1;
        numbers[i * pixels + k] = down * (2L * size - 1) + right;
      }
    }
    return Torch.fromArray(numbers, pixels, pixels).to(Torch.getDefaultDevice());
  }
}
