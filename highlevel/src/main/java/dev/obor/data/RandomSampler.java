package dev.obor.data;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Generator;
import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The items of a dataset in random order, or drawn with replacement: Python's {@code
 * torch.utils.data.RandomSampler}.
 *
 * <pre>{@code
 * new RandomSampler(dataset);
 * new RandomSampler(dataset, o -> o.replacement(true).numSamples(1000));
 * }</pre>
 *
 * <p>After the same seed the order is Python's, and so are the random numbers that follow. Without
 * a generator of its own, each iterator draws one number from the default generator and seeds a new
 * one with it.
 *
 * <p>It may be shared between threads; an iterator belongs to one.
 */
public final class RandomSampler implements Sampler<Integer> {
  private static final int CHUNK = 32;

  private final Dataset<?> dataset;
  private final boolean replacement;
  private final @Nullable Integer numSamples;
  private final @Nullable Generator generator;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private boolean replacement;
    private @Nullable Integer numSamples;
    private @Nullable Generator generator;

    Options() {}

    /** Sets whether an item can come more than once; default false. */
    public Options replacement(boolean value) {
      this.replacement = value;
      return this;
    }

    /** Sets how many items come; without it as many as the dataset has. */
    public Options numSamples(int value) {
      this.numSamples = value;
      return this;
    }

    /** Sets the source of random numbers; null means the default way. */
    public Options generator(@Nullable Generator value) {
      this.generator = value;
      return this;
    }
  }

  /** Makes a sampler that gives each item once. */
  public RandomSampler(Dataset<?> dataset) {
    this(dataset, o -> {});
  }

  /**
   * Makes a sampler with keyword arguments.
   *
   * @throws ValueException if no item would come
   */
  public RandomSampler(Dataset<?> dataset, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.dataset = dataset;
    this.replacement = o.replacement;
    this.numSamples = o.numSamples;
    this.generator = o.generator;
    if (size() <= 0) {
      throw new ValueException(
          "num_samples should be a positive integer value, but got num_samples=" + size());
    }
  }

  @Override
  public PrimitiveIterator.OfInt iterator() {
    return new Draws();
  }

  @Override
  public int size() {
    return numSamples == null ? dataset.size() : numSamples;
  }

  /**
   * One 64-bit number from a generator, as Python's {@code torch.empty((),
   * dtype=torch.int64).random_()} draws it.
   */
  static long drawSeed(@Nullable Generator generator) {
    try (Tensor seed = Aten.empty_memory_format(new long[0], DType.INT64, null, null, null, null)) {
      return Aten.random_(seed, generator).item().longValue();
    }
  }

  /**
   * Draws in the portions in which Python draws, each when its first number is needed. Without
   * replacement a last permutation is drawn even if nothing of it is needed.
   */
  private final class Draws implements PrimitiveIterator.OfInt {
    private final int items = dataset.size();
    private final int portion = replacement ? CHUNK : items;
    private int portionsLeft = size() / portion + 1;
    private int[] drawn = {};
    private int next;
    private @Nullable Generator source = generator;

    @Override
    public boolean hasNext() {
      while (next == drawn.length && portionsLeft > 0) {
        draw();
      }
      return next < drawn.length;
    }

    @Override
    public int nextInt() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return drawn[next++];
    }

    private void draw() {
      portionsLeft--;
      next = 0;
      int count = portionsLeft == 0 ? size() % portion : portion;
      if (source == null) {
        source = new Generator().manualSeed(drawSeed(null));
      }
      try (Tensor numbers = replacement ? numbers(count) : permutation()) {
        int[] all = numbers.toIntArray();
        drawn = count == all.length ? all : Arrays.copyOf(all, count);
      }
    }

    private Tensor numbers(int count) {
      return Aten.randint_generator(
          items, new long[] {count}, source, DType.INT64, null, null, null);
    }

    private Tensor permutation() {
      return Aten.randperm_generator(items, source, DType.INT64, null, null, null);
    }
  }
}
