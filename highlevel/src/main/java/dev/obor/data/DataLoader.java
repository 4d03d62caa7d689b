package dev.obor.data;

import dev.obor.Generator;
import dev.obor.Scope;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a dataset in batches: Python's {@code torch.utils.data.DataLoader}.
 *
 * <pre>{@code
 * DataLoader<Tensor[]> loader =
 *     new DataLoader<>(dataset, o -> o.batchSize(128).shuffle(true));
 * for (Tensor[] batch : loader) {
 *   Tensor images = batch[0];
 *   Tensor labels = batch[1];
 * }
 * }</pre>
 *
 * <p>Each loop goes through the dataset once. After the same seed, order and following random
 * numbers are Python's, epoch after epoch: every loop draws one number from the generator, and a
 * shuffled one draws its order.
 *
 * <p><b>Memory.</b> The single items are closed as soon as their batch is made. The batch belongs
 * to the scope that is open when the loop asks for it, or to the garbage collector. A scope in the
 * body of the loop is opened after that and takes the batch over with {@code scope.ownAll(batch)};
 * {@link #forEachScoped} does both:
 *
 * <pre>{@code
 * for (Tensor[] batch : loader) {
 *   try (Scope scope = Torch.scope()) {
 *     scope.ownAll(batch);
 *     train(batch);
 *   }
 * }
 * loader.forEachScoped(batch -> train(batch));  // the same
 * }</pre>
 *
 * <p>If the batch is made by a function of the caller's, its items are left to the scope or the
 * collector too.
 *
 * <p>A loader may be shared between threads if its dataset and samplers may; each iterator belongs
 * to one thread.
 *
 * @param <B> a batch
 */
public final class DataLoader<B> implements Iterable<B> {
  private final Dataset<?> dataset;
  private final Order order;
  private final Reading<B> reading;
  private final @Nullable Generator generator;

  /** In which order a loader reads: single items, or batches. One of the two is null. */
  private record Order(@Nullable Sampler<Integer> items, @Nullable Sampler<int[]> batches) {
    Sampler<?> sampler() {
      return items == null ? Objects.requireNonNull(batches) : items;
    }
  }

  /** How a loader reads: an item by its index, if it can, or a batch by its indices. */
  private record Reading<B>(@Nullable IntFunction<B> item, Function<int[], B> batch) {}

  /** Keyword arguments of the constructors. */
  public static final class Options {
    private @Nullable Integer batchSize = 1;
    private boolean shuffle;
    private @Nullable Sampler<Integer> sampler;
    private @Nullable Sampler<int[]> batchSampler;
    private boolean dropLast;
    private @Nullable Generator generator;

    Options() {}

    /**
     * Sets the items in a batch; default 1. With null, as with Python's None, the loader gives
     * single items.
     */
    public Options batchSize(@Nullable Integer value) {
      this.batchSize = value;
      return this;
    }

    /** Sets whether each loop has a new random order; default false. */
    public Options shuffle(boolean value) {
      this.shuffle = value;
      return this;
    }

    /** Sets the order of the items; it excludes {@link #shuffle}. */
    public Options sampler(Sampler<Integer> value) {
      this.sampler = value;
      return this;
    }

    /**
     * Sets the batches by their indices; it excludes the batch size, shuffling, a sampler and
     * dropping.
     */
    public Options batchSampler(Sampler<int[]> value) {
      this.batchSampler = value;
      return this;
    }

    /** Sets whether a last batch that is not full is left out; default false. */
    public Options dropLast(boolean value) {
      this.dropLast = value;
      return this;
    }

    /** Sets the source of random numbers; without it the default generator. */
    public Options generator(Generator value) {
      this.generator = value;
      return this;
    }

    private Order order(Dataset<?> dataset) {
      if (sampler != null && shuffle) {
        throw new ValueException("sampler option is mutually exclusive with shuffle");
      }
      if (batchSampler != null) {
        boolean isDefault = batchSize != null && batchSize == 1;
        if (!isDefault || shuffle || sampler != null || dropLast) {
          throw new ValueException(
              "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and"
                  + " drop_last");
        }
        return new Order(null, batchSampler);
      }
      if (batchSize == null && dropLast) {
        throw new ValueException(
            "batch_size=None option disables auto-batching and is mutually exclusive with"
                + " drop_last");
      }
      Sampler<Integer> items = sampler;
      if (items == null) {
        items =
            shuffle
                ? new RandomSampler(dataset, o -> o.generator(generator))
                : new SequentialSampler(dataset);
      }
      return batchSize == null
          ? new Order(items, null)
          : new Order(null, new BatchSampler(items, batchSize, dropLast));
    }
  }

  /**
   * Makes a loader that gives batches of one item in order: Python's {@code DataLoader(dataset)}.
   */
  public DataLoader(Dataset<B> dataset) {
    this(dataset, o -> {});
  }

  /**
   * Makes a loader that goes through the dataset in order: Python's {@code DataLoader(dataset,
   * batch_size)}.
   */
  public DataLoader(Dataset<B> dataset, int batchSize) {
    this(dataset, o -> o.batchSize(batchSize));
  }

  /**
   * Makes a loader that shuffles or not: Python's {@code DataLoader(dataset, batch_size, shuffle)}.
   */
  public DataLoader(Dataset<B> dataset, int batchSize, boolean shuffle) {
    this(dataset, o -> o.batchSize(batchSize).shuffle(shuffle));
  }

  /**
   * Makes a loader with a batch size and keyword arguments: Python's {@code DataLoader(dataset,
   * batch_size, shuffle=…)}.
   */
  public DataLoader(Dataset<B> dataset, int batchSize, Consumer<Options> options) {
    this(dataset, o -> options.accept(o.batchSize(batchSize)));
  }

  /**
   * Makes a loader with keyword arguments: Python's {@code DataLoader(dataset, batch_size=…,
   * shuffle=…)}.
   *
   * <p>A batch has the type of an item, and is what {@link Dataset#getBatch} gives.
   *
   * @throws ValueException if two options exclude each other, or a number is not positive
   */
  public DataLoader(Dataset<B> dataset, Consumer<Options> options) {
    this(dataset, new Reading<>(dataset::get, dataset::getBatch), options);
  }

  /**
   * Makes a loader that makes its batches with a function: Python's {@code DataLoader(dataset,
   * collate_fn=…)}.
   *
   * <pre>{@code
   * new DataLoader<>(sentences, items -> pad(items), o -> o.batchSize(16));
   * }</pre>
   *
   * @param collateFn makes a batch of a list of items
   * @throws ValueException if two options exclude each other, a number is not positive, or there is
   *     no batch size
   */
  public <T> DataLoader(
      Dataset<T> dataset,
      Function<? super List<T>, ? extends B> collateFn,
      Consumer<Options> options) {
    this(
        dataset,
        new Reading<>(null, indices -> collateFn.apply(dataset.getItems(indices))),
        options);
  }

  private DataLoader(Dataset<?> dataset, Reading<B> reading, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.dataset = dataset;
    this.reading = reading;
    this.order = o.order(dataset);
    this.generator = o.generator;
    if (order.items() != null && reading.item() == null) {
      throw new ValueException(
          "a collateFn makes batches, but batch_size=None asks for single items\n"
              + "Set a batch size, or wrap the dataset in one whose get(index) does the work.");
    }
  }

  /** What the loader reads: Python's {@code loader.dataset}. */
  public Dataset<?> dataset() {
    return dataset;
  }

  /** The number of batches in a loop: Python's {@code len(loader)}. */
  public int size() {
    return order.sampler().size();
  }

  /** Begins to go through the dataset: Python's {@code iter(loader)}. */
  @Override
  public Iterator<B> iterator() {
    // Python seeds its workers with this number; drawing it keeps the numbers after it the same.
    RandomSampler.drawSeed(generator);
    Sampler<int[]> batches = order.batches();
    if (batches != null) {
      return new Reader<>(batches.iterator(), reading.batch());
    }
    IntFunction<B> item = Objects.requireNonNull(reading.item());
    return new Reader<>(Objects.requireNonNull(order.items()).iterator(), item::apply);
  }

  /** Reads what is at each place of an order, when it is asked for. */
  private record Reader<I, B>(Iterator<I> places, Function<I, B> read) implements Iterator<B> {
    @Override
    public boolean hasNext() {
      return places.hasNext();
    }

    @Override
    public B next() {
      return read.apply(places.next());
    }
  }

  /**
   * Runs a body for each batch, in a scope that owns the batch too and is closed after the body:
   * training needs no more memory than one step.
   *
   * <pre>{@code
   * loader.forEachScoped(batch -> {
   *   F.crossEntropy(model.call(batch[0]), batch[1]).backward();
   *   optimizer.step();
   *   optimizer.zeroGrad();
   * });
   * }</pre>
   */
  public void forEachScoped(Consumer<? super B> body) {
    Iterator<B> batches = iterator();
    boolean isMore = true;
    while (isMore) {
      try (Scope scope = Torch.scope()) {
        isMore = batches.hasNext();
        if (isMore) {
          body.accept(batches.next());
        }
      }
    }
  }
}
