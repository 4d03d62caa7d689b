package dev.obor;

import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments of {@link Torch#unique(Tensor, java.util.function.Consumer)} and {@link
 * Torch#uniqueConsecutive(Tensor, java.util.function.Consumer)}.
 */
public final class UniqueOptions {
  boolean sorted = true;
  boolean returnInverse;
  boolean returnCounts;
  @Nullable Long dim;

  UniqueOptions() {}

  /** Sets whether the distinct elements are sorted, as they are without it. */
  public UniqueOptions sorted(boolean value) {
    this.sorted = value;
    return this;
  }

  /** Sets whether to tell where each element of the input went; without it, that is left out. */
  public UniqueOptions returnInverse(boolean value) {
    this.returnInverse = value;
    return this;
  }

  /** Sets whether to count each distinct element; without it, that is left out. */
  public UniqueOptions returnCounts(boolean value) {
    this.returnCounts = value;
    return this;
  }

  /** Sets the dimension whose slices are compared; without it, single elements are. */
  public UniqueOptions dim(long value) {
    this.dim = value;
    return this;
  }

  Unique unique(Tensor input) {
    Long along = dim;
    return chosen(
        along == null
            ? Aten._unique2(input, sorted, returnInverse, returnCounts)
            : Aten.unique_dim(input, along, sorted, returnInverse, returnCounts));
  }

  Unique consecutive(Tensor input) {
    return chosen(Aten.unique_consecutive(input, returnInverse, returnCounts, dim));
  }

  private Unique chosen(Tensor[] results) {
    return new Unique(
        results[0], asked(results[1], returnInverse), asked(results[2], returnCounts));
  }

  private static @Nullable Tensor asked(@Nullable Tensor result, boolean asked) {
    if (result != null && !asked) {
      result.close();
    }
    return asked ? result : null;
  }
}
