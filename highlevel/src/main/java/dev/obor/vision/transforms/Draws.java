package dev.obor.vision.transforms;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Generator;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.data.Data;
import dev.obor.data.WorkerInfo;
import org.jspecify.annotations.Nullable;

/**
 * Random numbers for transforms, drawn as torchvision draws them.
 *
 * <p>They come from torch's default generator; in a worker of a {@link dev.obor.data.DataLoader}
 * from the worker's own, as in Python, where each worker is a process. A transform of one's own
 * that draws here repeats Python's numbers with any number of workers:
 *
 * <pre>{@code
 * Transform<Tensor, Tensor> brighter = img -> img.mul(Draws.uniform(0.5, 1.5));
 * }</pre>
 *
 * <p>What is drawn from {@link PythonRandom} follows the worker too.
 */
public final class Draws {
  private static final long[] ONE = {1};

  private Draws() {}

  /**
   * The generator of the worker whose thread this is; null, which is the default one, elsewhere.
   */
  public static @Nullable Generator generator() {
    WorkerInfo worker = Data.getWorkerInfo();
    return worker == null ? null : worker.generator();
  }

  /** Python's {@code torch.rand(1).item()}: a number from 0 to 1, without 1. */
  public static double rand() {
    try (Tensor drawn = rand(ONE)) {
      return drawn.item().doubleValue();
    }
  }

  /** Python's {@code torch.rand(size)}, of the default dtype. */
  public static Tensor rand(long... size) {
    return Aten.rand_generator(size, generator(), null, null, null, null);
  }

  /** Python's {@code torch.rand(1) < p}, in which p has the precision of the draw. */
  public static boolean isBelow(double p) {
    double drawn = rand();
    return Torch.getDefaultDtype() == DType.FLOAT64 ? drawn < p : drawn < (float) p;
  }

  /** Python's {@code torch.empty(1).uniform_(low, high).item()}. */
  public static double uniform(double low, double high) {
    try (Tensor drawn = Aten.empty_memory_format(ONE, null, null, null, null, null)) {
      Aten.uniform_(drawn, low, high, generator());
      return drawn.item().doubleValue();
    }
  }

  /** Python's {@code torch.exp(torch.empty(1).uniform_(low, high)).item()}. */
  public static double expUniform(double low, double high) {
    try (Tensor drawn = Aten.empty_memory_format(ONE, null, null, null, null, null)) {
      Aten.uniform_(drawn, low, high, generator());
      try (Tensor power = drawn.exp()) {
        return power.item().doubleValue();
      }
    }
  }

  /** {@code torch.log(torch.tensor(values))}, which draws nothing but goes with the last. */
  static double[] logs(double[] values) {
    try (Tensor numbers = Torch.tensor(values);
        Tensor logs = numbers.log()) {
      return logs.toDoubleArray();
    }
  }

  /** Python's {@code torch.randint(low, high, size=(1,)).item()}: a number below high. */
  public static int randint(long low, long high) {
    try (Tensor drawn =
        Aten.randint_low_generator(low, high, ONE, generator(), DType.INT64, null, null, null)) {
      return Math.toIntExact(drawn.item().longValue());
    }
  }

  /** Python's {@code torch.randint(high, size)} as an array. */
  static int[] randints(long high, long... size) {
    try (Tensor drawn =
        Aten.randint_generator(high, size, generator(), DType.INT64, null, null, null)) {
      return drawn.toIntArray();
    }
  }

  /** Python's {@code torch.randn(size, dtype=dtype)}; null is the default dtype. */
  public static Tensor randn(@Nullable DType dtype, long... size) {
    return Aten.randn_generator(size, generator(), dtype, null, null, null);
  }

  /** Python's {@code torch.randperm(n)}: the numbers below n in an order. */
  public static int[] randperm(int n) {
    try (Tensor drawn = Aten.randperm_generator(n, generator(), DType.INT64, null, null, null)) {
      return drawn.toIntArray();
    }
  }

  /** Python's {@code torch.multinomial(torch.tensor(p), 1)}: a place in an array of weights. */
  public static int multinomial(double... p) {
    try (Tensor weights = Torch.tensor(p);
        Tensor drawn = Aten.multinomial(weights, 1, false, generator())) {
      return Math.toIntExact(drawn.item().longValue());
    }
  }

  /**
   * Draws from Dirichlet distributions: Python's {@code torch._sample_dirichlet(concentration)}.
   *
   * @param concentration positive numbers, of shape (rows, K)
   * @return of the same shape; each row sums to 1
   */
  public static Tensor dirichlet(Tensor concentration) {
    return Aten._sample_dirichlet(concentration, generator());
  }
}
