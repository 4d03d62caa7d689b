package dev.obor;

import org.jspecify.annotations.Nullable;

/** The keyword arguments of {@code torch.histogramdd}. */
public final class HistogramddOptions {
  double @Nullable [] range;
  @Nullable Tensor weight;
  boolean density;

  HistogramddOptions() {}

  /**
   * Sets the least and the greatest edge, for each dimension in turn; without it, those of the
   * data.
   */
  public HistogramddOptions range(double... value) {
    this.range = value;
    return this;
  }

  /** Sets a weight for each point; without it, each counts one. */
  public HistogramddOptions weight(Tensor value) {
    this.weight = value;
    return this;
  }

  /** Sets whether to give densities instead of counts; without it, counts. */
  public HistogramddOptions density(boolean value) {
    this.density = value;
    return this;
  }
}
