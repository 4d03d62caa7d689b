package dev.obor.data;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Generator;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.Arrays;
import java.util.PrimitiveIterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Indices drawn with given probabilities: Python's {@code torch.utils.data.WeightedRandomSampler}.
 *
 * <pre>{@code
 * new WeightedRandomSampler(new double[] {0.1, 0.9, 0.4}, 5);  // such as [1, 1, 2, 1, 2]
 * }</pre>
 *
 * <p>After the same seed the indices are Python's. It may be shared between threads; an iterator
 * belongs to one.
 */
public final class WeightedRandomSampler implements Sampler<Integer> {
  private final double[] weights;
  private final int numSamples;
  private final boolean replacement;
  private final @Nullable Generator generator;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private boolean replacement = true;
    private @Nullable Generator generator;

    Options() {}

    /** Sets whether an index can come more than once; default true. */
    public Options replacement(boolean value) {
      this.replacement = value;
      return this;
    }

    /** Sets the source of random numbers; without it the default generator. */
    public Options generator(Generator value) {
      this.generator = value;
      return this;
    }
  }

  /**
   * Makes a sampler that draws with replacement.
   *
   * @param weights one for each index, from 0; they need not sum to 1
   * @param numSamples how many indices come
   */
  public WeightedRandomSampler(double[] weights, int numSamples) {
    this(weights, numSamples, o -> {});
  }

  /** The same of a tensor with one dimension, which is copied. */
  public WeightedRandomSampler(Tensor weights, int numSamples) {
    this(weights, numSamples, o -> {});
  }

  /** The same of a tensor, with keyword arguments. */
  public WeightedRandomSampler(Tensor weights, int numSamples, Consumer<Options> options) {
    this(elements(weights), numSamples, options);
  }

  /**
   * Makes a sampler with keyword arguments: {@code o -> o.replacement(false)}.
   *
   * @throws ValueException if no index would come
   */
  public WeightedRandomSampler(double[] weights, int numSamples, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    if (numSamples <= 0) {
      throw new ValueException(
          "num_samples should be a positive integer value, but got num_samples=" + numSamples);
    }
    this.weights = weights.clone();
    this.numSamples = numSamples;
    this.replacement = o.replacement;
    this.generator = o.generator;
  }

  private static double[] elements(Tensor weights) {
    if (weights.dim() != 1) {
      String shape = Arrays.toString(weights.size().toArray());
      throw new ValueException(
          "weights should be a 1d sequence but given weights have shape "
              + shape.replace('[', '(').replace(']', ')'));
    }
    return weights.toDoubleArray();
  }

  @Override
  public PrimitiveIterator.OfInt iterator() {
    return new DrawnIndices(
        () -> {
          try (Tensor tensor = Torch.tensor(weights, o -> o.dtype(DType.FLOAT64));
              Tensor drawn = Aten.multinomial(tensor, numSamples, replacement, generator)) {
            return drawn.toIntArray();
          }
        });
  }

  @Override
  public int size() {
    return numSamples;
  }
}
