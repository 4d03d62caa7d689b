package dev.obor.nn;

import java.util.function.Consumer;

/**
 * The keyword argument of layers that take no other one than {@code inplace}, such as {@link ReLU}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class InplaceOptions {
  private boolean inplace;

  InplaceOptions() {}

  /** Sets whether the input itself is changed; default false. */
  public InplaceOptions inplace(boolean value) {
    this.inplace = value;
    return this;
  }

  static boolean of(Consumer<InplaceOptions> options, boolean otherwise) {
    InplaceOptions o = new InplaceOptions();
    o.inplace = otherwise;
    options.accept(o);
    return o.inplace;
  }
}
