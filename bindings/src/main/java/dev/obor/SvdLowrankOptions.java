package dev.obor;

import org.jspecify.annotations.Nullable;

/** The keyword arguments of {@link Torch#svdLowrank(Tensor, java.util.function.Consumer)}. */
public final class SvdLowrankOptions {
  long q = 6;
  long niter = 2;
  @Nullable Tensor M;

  SvdLowrankOptions() {}

  /** Sets the number of directions, somewhat more than the rank; without it, 6. */
  public SvdLowrankOptions q(long value) {
    this.q = value;
    return this;
  }

  /** Sets how often the directions are refined; without it, 2. */
  public SvdLowrankOptions niter(long value) {
    this.niter = value;
    return this;
  }

  /** Sets what is subtracted from the matrix: a matrix, or one row for all; null for nothing. */
  public SvdLowrankOptions M(@Nullable Tensor value) {
    this.M = value;
    return this;
  }
}
