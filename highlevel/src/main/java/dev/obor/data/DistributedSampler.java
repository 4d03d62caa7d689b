package dev.obor.data;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Generator;
import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.PrimitiveIterator;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The share of a dataset that one of several processes reads: Python's {@code
 * torch.utils.data.DistributedSampler}.
 *
 * <p>All shares have the same size: either some items come twice, or with {@code dropLast} some are
 * left out. The order is the same in every process and depends on the seed and the epoch; {@link
 * #setEpoch} is called before each epoch, or every epoch has the same order.
 *
 * <pre>{@code
 * DistributedSampler sampler = new DistributedSampler(dataset, 4, rank);
 * DataLoader<Tensor[]> loader = new DataLoader<>(dataset, o -> o.sampler(sampler));
 * for (int epoch = 0; epoch < 10; epoch++) {
 *   sampler.setEpoch(epoch);
 *   loader.forEachScoped(batch -> train(batch));
 * }
 * }</pre>
 *
 * <p>Unlike in Python the number of processes and the rank are always given. It may be shared
 * between threads; an iterator belongs to one.
 */
public final class DistributedSampler implements Sampler<Integer> {
  private final Dataset<?> dataset;
  private final int numReplicas;
  private final int rank;
  private final boolean shuffle;
  private final long seed;
  private final boolean dropLast;
  private volatile int epoch;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private boolean shuffle = true;
    private long seed;
    private boolean dropLast;

    Options() {}

    /** Sets whether each epoch has a random order; default true. */
    public Options shuffle(boolean value) {
      this.shuffle = value;
      return this;
    }

    /** Sets the seed of the order, which is the same in all processes; default 0. */
    public Options seed(long value) {
      this.seed = value;
      return this;
    }

    /** Sets whether items are left out instead of read twice; default false. */
    public Options dropLast(boolean value) {
      this.dropLast = value;
      return this;
    }
  }

  /** Makes a sampler that shuffles. */
  public DistributedSampler(Dataset<?> dataset, int numReplicas, int rank) {
    this(dataset, numReplicas, rank, o -> {});
  }

  /**
   * Makes a sampler with keyword arguments.
   *
   * @param numReplicas how many processes share the dataset
   * @param rank which of them this one is, from 0
   * @throws ValueException if there is no such process
   */
  public DistributedSampler(
      Dataset<?> dataset, int numReplicas, int rank, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    if (rank >= numReplicas || rank < 0) {
      throw new ValueException(
          "Invalid rank "
              + rank
              + ", rank should be in the interval [0, "
              + (numReplicas - 1)
              + "]");
    }
    this.dataset = dataset;
    this.numReplicas = numReplicas;
    this.rank = rank;
    this.shuffle = o.shuffle;
    this.seed = o.seed;
    this.dropLast = o.dropLast;
  }

  /** Says which epoch comes next: Python's {@code set_epoch(epoch)}. */
  public void setEpoch(int epoch) {
    this.epoch = epoch;
  }

  @Override
  public PrimitiveIterator.OfInt iterator() {
    return new DrawnIndices(this::share);
  }

  private int[] share() {
    int[] order = order();
    int[] share = new int[size()];
    for (int i = 0; i < share.length; i++) {
      int place = rank + i * numReplicas;
      share[i] = order[place % order.length]; // beyond the end the first items come again
    }
    return share;
  }

  private int[] order() {
    int size = dataset.size();
    if (!shuffle) {
      return IntStream.range(0, size).toArray();
    }
    Generator generator = new Generator().manualSeed(seed + epoch);
    try (Tensor order = Aten.randperm_generator(size, generator, DType.INT64, null, null, null)) {
      return order.toIntArray();
    }
  }

  @Override
  public int size() {
    int size = dataset.size();
    return dropLast ? size / numReplicas : (int) (((long) size + numReplicas - 1) / numReplicas);
  }
}
