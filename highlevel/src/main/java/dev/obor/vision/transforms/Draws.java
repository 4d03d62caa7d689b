package dev.obor.vision.transforms;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;

/** Single numbers from torch's generator, drawn as torchvision draws them. */
final class Draws {
  private static final long[] ONE = {1};

  private Draws() {}

  /** {@code torch.rand(1).item()}. */
  static double rand() {
    try (Tensor drawn = Aten.rand(ONE, null, null, null, null)) {
      return drawn.item().doubleValue();
    }
  }

  /** {@code torch.rand(1) < p}, in which p has the precision of the draw. */
  static boolean isBelow(double p) {
    double drawn = rand();
    return Torch.getDefaultDtype() == DType.FLOAT64 ? drawn < p : drawn < (float) p;
  }

  /** {@code torch.empty(1).uniform_(low, high).item()}. */
  static double uniform(double low, double high) {
    try (Tensor drawn = Aten.empty_memory_format(ONE, null, null, null, null, null)) {
      drawn.uniform_(low, high);
      return drawn.item().doubleValue();
    }
  }

  /** {@code torch.exp(torch.empty(1).uniform_(low, high)).item()}. */
  static double expUniform(double low, double high) {
    try (Tensor drawn = Aten.empty_memory_format(ONE, null, null, null, null, null);
        Tensor power = drawn.uniform_(low, high).exp()) {
      return power.item().doubleValue();
    }
  }

  /** {@code torch.log(torch.tensor(values))}. */
  static double[] logs(double[] values) {
    try (Tensor numbers = Torch.tensor(values);
        Tensor logs = numbers.log()) {
      return logs.toDoubleArray();
    }
  }

  /** {@code torch.randint(low, high, size=(1,)).item()}. */
  static int randint(long low, long high) {
    try (Tensor drawn = Torch.randint(low, high, ONE)) {
      return Math.toIntExact(drawn.item().longValue());
    }
  }
}
