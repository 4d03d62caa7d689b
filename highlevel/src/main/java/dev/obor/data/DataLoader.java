package dev.obor.data;

import dev.obor.Generator;
import dev.obor.Scope;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
 * <p><b>Workers.</b> With {@code numWorkers} that many threads read the dataset, each a whole batch
 * at a time, while the loop's body runs; the batches come in the same order as without workers.
 * Every worker has at most {@code prefetchFactor} batches in advance. The tensors of a batch are
 * handed over to the thread of the loop. A dataset that throws ends the loop, with an exception of
 * the same type that tells the item and the worker. A loop that is left early should be closed, see
 * {@link BatchIterator}; otherwise its threads end by themselves after some seconds, and the
 * collector releases its batches. As the workers share the dataset, it must allow several threads
 * to read it at once.
 *
 * <p>A loader may be shared between threads if its dataset and samplers may; each iterator belongs
 * to one thread. With persistent workers only one loop goes on at a time: beginning another ends
 * it.
 *
 * @param <B> a batch
 */
public final class DataLoader<B> implements Iterable<B> {
  private final Dataset<?> dataset;
  private final LoaderPlan<?, B> plan;

  /** Keyword arguments of the constructors. */
  public static final class Options {
    @Nullable Integer batchSize = 1;
    boolean shuffle;
    @Nullable Sampler<Integer> sampler;
    @Nullable Sampler<int[]> batchSampler;
    boolean dropLast;
    @Nullable Generator generator;
    int numWorkers;
    @Nullable Integer prefetchFactor;
    boolean persistentWorkers;
    @Nullable IntConsumer workerInitFn;
    double timeout;
    boolean pinMemory;
    boolean inOrder = true;

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

    /** Sets how many threads read the dataset; default 0: the thread of the loop does. */
    public Options numWorkers(int value) {
      this.numWorkers = value;
      return this;
    }

    /**
     * Sets how many batches each worker may have read in advance; default 2. It needs workers; null
     * means the default.
     */
    public Options prefetchFactor(@Nullable Integer value) {
      this.prefetchFactor = value;
      return this;
    }

    /**
     * Sets whether the workers serve all loops, one after the other, instead of one; default false.
     * They keep their random numbers, and {@link #workerInitFn} runs once in each. As in Python,
     * only the first loop then draws a seed from the generator.
     */
    public Options persistentWorkers(boolean value) {
      this.persistentWorkers = value;
      return this;
    }

    /** Sets what each worker calls with its number before it reads. */
    public Options workerInitFn(IntConsumer value) {
      this.workerInitFn = value;
      return this;
    }

    /** Sets how many seconds to wait for a batch from a worker; default 0: for ever. */
    public Options timeout(double value) {
      this.timeout = value;
      return this;
    }

    /**
     * Sets whether batches lie in memory from which an accelerator copies faster; default false.
     * Without an accelerator it does nothing but warn, as in Python.
     */
    public Options pinMemory(boolean value) {
      this.pinMemory = value;
      return this;
    }

    /**
     * Sets whether batches come in the order of the sampler; default true. Otherwise they come as
     * the workers have them ready.
     */
    public Options inOrder(boolean value) {
      this.inOrder = value;
      return this;
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
    this(dataset, LoaderPlan.of(dataset, read(options)));
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
    this(dataset, LoaderPlan.of(dataset, collateFn, read(options)));
  }

  private DataLoader(Dataset<?> dataset, LoaderPlan<?, B> plan) {
    this.dataset = dataset;
    this.plan = plan;
  }

  private static Options read(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  /** What the loader reads: Python's {@code loader.dataset}. */
  public Dataset<?> dataset() {
    return dataset;
  }

  /** How many threads read the dataset: Python's {@code loader.num_workers}. */
  public int numWorkers() {
    return plan.numWorkers();
  }

  /**
   * The number of batches in a loop: Python's {@code len(loader)}.
   *
   * @throws dev.obor.TypeException if the sampler or the iterable dataset cannot tell
   */
  public int size() {
    return plan.size();
  }

  /** Begins to go through the dataset: Python's {@code iter(loader)}. */
  @Override
  public BatchIterator<B> iterator() {
    return plan.iterator();
  }

  /**
   * One loop as a stream, which is read by the thread that asks for its results.
   *
   * <pre>{@code
   * try (Stream<Tensor[]> batches = loader.stream()) {
   *   batches.limit(10).forEach(batch -> show(batch[0]));
   * }
   * }</pre>
   *
   * @return a sequential stream; closing it closes the loop, which is needed if it does not come to
   *     its end
   */
  public Stream<B> stream() {
    BatchIterator<B> batches = iterator();
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(batches, Spliterator.ORDERED), false)
        .onClose(batches::close);
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
    try (BatchIterator<B> batches = iterator()) {
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
}
