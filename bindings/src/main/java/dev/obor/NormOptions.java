package dev.obor;

import org.jspecify.annotations.Nullable;

/** The keyword arguments of {@link Torch#norm(Tensor, java.util.function.Consumer)}. */
public final class NormOptions {
  @Nullable Number order;
  @Nullable String name = "fro";
  long @Nullable [] dim;
  boolean keepdim;
  @Nullable DType dtype;

  NormOptions() {}

  /** Sets the order of the norm, such as 1, 2 or an infinity; without it, the Frobenius norm. */
  public NormOptions p(Number value) {
    this.order = value;
    this.name = null;
    return this;
  }

  /** Sets the norm by name: {@code "fro"} or {@code "nuc"}. */
  public NormOptions p(String value) {
    this.name = value;
    this.order = null;
    return this;
  }

  /** Sets the dimensions to reduce; without it, all. */
  public NormOptions dim(long... value) {
    this.dim = value;
    return this;
  }

  /** Sets whether reduced dimensions stay with size 1; without it, they do not. */
  public NormOptions keepdim(boolean value) {
    this.keepdim = value;
    return this;
  }

  /** Sets the type that the elements are converted to first. */
  public NormOptions dtype(DType value) {
    this.dtype = value;
    return this;
  }
}
