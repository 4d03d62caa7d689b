package dev.obor.data;

import dev.obor.Accelerator;
import dev.obor.Generator;
import dev.obor.ValueException;
import dev.obor.Warnings;
import dev.obor.data.DataLoader.Options;
import java.lang.ref.Cleaner;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a loader was asked to do, checked: where its sampler goes, and how a worker reads.
 *
 * @param <P> what the sampler gives
 * @param <B> a batch
 */
final class LoaderPlan<P, B> {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Dataset<?> dataset;
  private final Sampler<P> places;
  private final Supplier<Reader<P, B>> reading;
  private final Options options;
  private final @Nullable Generator generator;
  private final WorkerBatches.Settings settings;
  private @Nullable WorkerPool<P, B> persistentPool;
  private @Nullable WorkerBatches<P, B> latest;

  private LoaderPlan(
      Dataset<?> dataset, Sampler<P> places, Supplier<Reader<P, B>> reading, Options o) {
    this.dataset = dataset;
    this.places = places;
    this.options = o;
    this.generator = o.generator;
    this.reading = o.pinMemory && Accelerator.isAvailable() ? pinned(reading) : reading;
    this.settings =
        new WorkerBatches.Settings(
            o.prefetchFactor == null ? 2 : o.prefetchFactor,
            o.timeout,
            o.inOrder,
            o.persistentWorkers);
  }

  /** Batches, or items, of the dataset's own type. */
  static <B> LoaderPlan<?, B> of(Dataset<B> dataset, Options o) {
    check(dataset, o);
    if (dataset instanceof IterableDataset<B> items) {
      Integer size = o.batchSize;
      boolean dropLast = o.dropLast;
      return size == null
          ? new LoaderPlan<>(items, forEver(1), () -> Reader.items(items.iterator()), o)
          : new LoaderPlan<>(
              items, forEver(size), () -> Reader.collated(items.iterator(), dropLast), o);
    }
    Sampler<int[]> batches = batches(dataset, o);
    if (batches != null) {
      return new LoaderPlan<>(dataset, batches, () -> dataset::getBatch, o);
    }
    return new LoaderPlan<>(dataset, items(dataset, o), () -> dataset::get, o);
  }

  /** Batches that a function makes. */
  static <T, B> LoaderPlan<?, B> of(
      Dataset<T> dataset, Function<? super List<T>, ? extends B> collateFn, Options o) {
    check(dataset, o);
    if (o.batchSize == null && o.batchSampler == null) {
      throw new ValueException(
          "a collateFn makes batches, but batch_size=None asks for single items\n"
              + "Set a batch size, or wrap the dataset in one whose get(index) does the work.");
    }
    if (dataset instanceof IterableDataset<T> items) {
      boolean dropLast = o.dropLast;
      return new LoaderPlan<>(
          items,
          forEver(Objects.requireNonNull(o.batchSize)),
          () -> Reader.<T, B>batches(items.iterator(), dropLast, collateFn),
          o);
    }
    return new LoaderPlan<>(
        dataset,
        Objects.requireNonNull(batches(dataset, o)),
        () -> indices -> collateFn.apply(dataset.getItems(indices)),
        o);
  }

  // ---- checks, in Python's order and with Python's texts

  private static void check(Dataset<?> dataset, Options o) {
    checkWorkers(o);
    if (dataset instanceof IterableDataset) {
      checkIterable(o);
    }
    if (o.sampler != null && o.shuffle) {
      throw new ValueException("sampler option is mutually exclusive with shuffle");
    }
    if (o.batchSampler != null) {
      boolean isDefault = o.batchSize != null && o.batchSize == 1;
      if (!isDefault || o.shuffle || o.sampler != null || o.dropLast) {
        throw new ValueException(
            "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and"
                + " drop_last");
      }
    } else if (o.batchSize == null && o.dropLast) {
      throw new ValueException(
          "batch_size=None option disables auto-batching and is mutually exclusive with"
              + " drop_last");
    }
    if (o.batchSize != null && o.batchSize <= 0) {
      throw new ValueException(
          "batch_size should be a positive integer value, but got batch_size=" + o.batchSize);
    }
    int processors = Runtime.getRuntime().availableProcessors();
    if (o.numWorkers > processors) {
      Warnings.warn(
          "This DataLoader will create "
              + o.numWorkers
              + " worker processes in total. Our suggested max number of worker in current system"
              + " is "
              + processors
              + ", which is smaller than what this DataLoader is going to create. Please be aware"
              + " that excessive worker creation might get DataLoader running slow or even freeze,"
              + " lower the worker number to avoid potential slowness/freeze if necessary.");
    }
  }

  private static void checkWorkers(Options o) {
    if (o.numWorkers < 0) {
      throw new ValueException(
          "num_workers option should be non-negative; use num_workers=0 to disable"
              + " multiprocessing.");
    }
    if (!(o.timeout >= 0)) {
      throw new ValueException("timeout option should be non-negative");
    }
    if (o.numWorkers == 0 && o.prefetchFactor != null) {
      throw new ValueException(
          "prefetch_factor option could only be specified in multiprocessing.let num_workers > 0 to"
              + " enable multiprocessing, otherwise set prefetch_factor to None.");
    }
    if (o.prefetchFactor != null && o.prefetchFactor < 0) {
      throw new ValueException("prefetch_factor option should be non-negative");
    }
    if (o.prefetchFactor != null && o.prefetchFactor == 0) {
      throw new ValueException(
          "prefetch_factor must be greater than 0 for MultiProcessingDataLoaderIter");
    }
    if (o.persistentWorkers && o.numWorkers == 0) {
      throw new ValueException("persistent_workers option needs num_workers > 0");
    }
  }

  private static void checkIterable(Options o) {
    if (o.shuffle) {
      throw new ValueException(
          "DataLoader with IterableDataset: expected unspecified shuffle option, but got"
              + " shuffle=True");
    }
    if (o.sampler != null) {
      throw new ValueException(
          "DataLoader with IterableDataset: expected unspecified sampler option, but got sampler="
              + o.sampler);
    }
    if (o.batchSampler != null) {
      throw new ValueException(
          "DataLoader with IterableDataset: expected unspecified batch_sampler option, but got"
              + " batch_sampler="
              + o.batchSampler);
    }
  }

  // ---- samplers

  private static Sampler<Integer> items(Dataset<?> dataset, Options o) {
    if (o.sampler != null) {
      return o.sampler;
    }
    return o.shuffle
        ? new RandomSampler(dataset, s -> s.generator(o.generator))
        : new SequentialSampler(dataset);
  }

  private static @Nullable Sampler<int[]> batches(Dataset<?> dataset, Options o) {
    if (o.batchSampler != null) {
      return o.batchSampler;
    }
    Sampler<Integer> items = items(dataset, o);
    return o.batchSize == null ? null : new BatchSampler(items, o.batchSize, o.dropLast);
  }

  /** What an iterable dataset is asked for: the same number of items again and again. */
  private static Sampler<Integer> forEver(int count) {
    return () ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Integer next() {
            return count;
          }
        };
  }

  private static <P, B> Supplier<Reader<P, B>> pinned(Supplier<Reader<P, B>> reading) {
    return () -> {
      Reader<P, B> reader = reading.get();
      return place -> PinnedBatch.of(reader.read(place));
    };
  }

  // ---- loops

  int numWorkers() {
    return options.numWorkers;
  }

  int size() {
    if (!(dataset instanceof IterableDataset)) {
      return places.size();
    }
    int size = dataset.size();
    Integer batchSize = options.batchSize;
    if (batchSize == null) {
      return size;
    }
    return options.dropLast ? size / batchSize : (int) (((long) size + batchSize - 1) / batchSize);
  }

  BatchIterator<B> iterator() {
    if (options.pinMemory && !Accelerator.isAvailable()) {
      Warnings.warn(
          "'pin_memory' argument is set as true but no accelerator is found, then device pinned"
              + " memory won't be used.");
    }
    WorkerPool<P, B> old = persistentPool;
    if (old != null && !old.isClosed()) {
      if (latest != null) {
        latest.close();
      }
      old.nextEpoch();
      latest = new WorkerBatches<>(old, places.iterator(), settings);
      return latest;
    }
    // Python makes an iterator, draws the seed, and with workers makes the iterator anew.
    Iterator<P> iterator = places.iterator();
    long seed = RandomSampler.drawSeed(generator);
    if (options.numWorkers == 0) {
      return new SerialBatches<>(iterator, reading.get(), dataset instanceof IterableDataset);
    }
    WorkerPool<P, B> pool =
        new WorkerPool<>(options.numWorkers, seed, dataset, reading, options.workerInitFn);
    WorkerBatches<P, B> batches = new WorkerBatches<>(pool, places.iterator(), settings);
    if (options.persistentWorkers) {
      persistentPool = pool;
      latest = batches;
      CLEANER.register(this, pool::close);
    }
    return batches;
  }
}
