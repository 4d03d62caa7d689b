package dev.obor.data;

import dev.obor.Generator;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset can learn about the worker that reads it: Python's {@code
 * torch.utils.data.get_worker_info()}.
 *
 * <p>Workers are threads, which share the default generator of the program. What a worker draws
 * from {@link #generator} is what Python's default generator gives in the same worker, for any
 * timing:
 *
 * <pre>{@code
 * WorkerInfo worker = Data.getWorkerInfo();
 * Generator generator = worker == null ? null : worker.generator();  // null is the default one
 * Tensor noise = Aten.randn_generator(new long[] {3}, generator, null, null, null, null);
 * }</pre>
 *
 * <p>An instance belongs to the thread of its worker.
 */
public final class WorkerInfo {
  private static final ThreadLocal<@Nullable WorkerInfo> CURRENT = new ThreadLocal<>();

  private final int id;
  private final int numWorkers;
  private final long seed;
  private final Dataset<?> dataset;
  private @Nullable Generator generator;

  WorkerInfo(int id, int numWorkers, long seed, Dataset<?> dataset) {
    this.id = id;
    this.numWorkers = numWorkers;
    this.seed = seed;
    this.dataset = dataset;
  }

  static @Nullable WorkerInfo current() {
    return CURRENT.get();
  }

  /** Says that the calling thread works for this worker from now on. */
  void enter() {
    CURRENT.set(this);
  }

  /** Which worker it is, from 0. */
  public int id() {
    return id;
  }

  /** How many workers the loader has. */
  public int numWorkers() {
    return numWorkers;
  }

  /** The seed of this worker: the number that the loader drew for the loop, plus {@link #id}. */
  public long seed() {
    return seed;
  }

  /** The dataset, which all workers share. */
  public Dataset<?> dataset() {
    return dataset;
  }

  /** A generator of this worker's own, which began with {@link #seed}. */
  public Generator generator() {
    if (generator == null) {
      generator = new Generator().manualSeed(seed);
    }
    return generator;
  }

  /** As Python prints it: {@code WorkerInfo(id=0, num_workers=2, seed=…, dataset=…)}. */
  @Override
  public String toString() {
    return "WorkerInfo(id="
        + id
        + ", num_workers="
        + numWorkers
        + ", seed="
        + seed
        + ", dataset="
        + dataset
        + ")";
  }
}
