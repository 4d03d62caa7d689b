package dev.obor.nn;

import java.util.function.Consumer;

/**
 * The keyword argument of layers that take a limit, such as {@link Hardshrink}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class ShrinkOptions {
  private Number lambd = 0.5;

  ShrinkOptions() {}

  /** Sets the limit; default 0.5. */
  public ShrinkOptions lambd(Number value) {
    this.lambd = value;
    return this;
  }

  static Number of(Consumer<ShrinkOptions> options, Number otherwise) {
    ShrinkOptions o = new ShrinkOptions();
    o.lambd = otherwise;
    options.accept(o);
    return o.lambd;
  }
}
