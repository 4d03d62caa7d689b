package dev.obor;

import org.jspecify.annotations.Nullable;

/** The keyword arguments of {@link Torch#pcaLowrank(Tensor, java.util.function.Consumer)}. */
public final class PcaLowrankOptions {
  @Nullable Long q;
  boolean center = true;
  long niter = 2;

  PcaLowrankOptions() {}

  /** Sets the number of components; without it, 6 or the shorter side of the matrix. */
  public PcaLowrankOptions q(long value) {
    this.q = value;
    return this;
  }

  /** Sets whether the mean row is subtracted first; without it, it is. */
  public PcaLowrankOptions center(boolean value) {
    this.center = value;
    return this;
  }

  /** Sets how often the directions are refined; without it, 2. */
  public PcaLowrankOptions niter(long value) {
    this.niter = value;
    return this;
  }
}
