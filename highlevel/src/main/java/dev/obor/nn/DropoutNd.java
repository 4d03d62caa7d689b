package dev.obor.nn;

import java.util.function.Consumer;

/**
 * What all dropout layers have in common: Python's {@code _DropoutNd}.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public abstract class DropoutNd extends Module {
  /** The probability that something is dropped. */
  public final Number p;

  /** Whether the input itself is changed. */
  public final boolean inplace;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private Number p = 0.5;
    private boolean inplace;

    Options() {}

    /** Sets the probability that something is dropped; default 0.5. */
    public Options p(Number value) {
      this.p = value;
      return this;
    }

    /** Sets whether the input itself is changed; default false. */
    public Options inplace(boolean value) {
      this.inplace = value;
      return this;
    }
  }

  DropoutNd(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    DropoutFunctions.checkProbability(o.p);
    this.p = o.p;
    this.inplace = o.inplace;
  }

  @Override
  public String extraRepr() {
    return "p=" + ModuleText.python(p) + ", inplace=" + ModuleText.python(inplace);
  }
}
