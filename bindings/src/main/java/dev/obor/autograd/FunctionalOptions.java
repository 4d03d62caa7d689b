package dev.obor.autograd;

import dev.obor.ValueException;

/**
 * The keyword arguments of the functions of {@link Functional}.
 *
 * <p>An object of this class lives for one call; it is not safe for use by several threads.
 */
public final class FunctionalOptions {
  private static final String FORWARD = "forward-mode";

  boolean createGraph;
  boolean strict;
  boolean vectorize;
  boolean forwardMode;

  FunctionalOptions() {}

  /** Sets whether the results can be differentiated; without it, they cannot. */
  public FunctionalOptions createGraph(boolean value) {
    this.createGraph = value;
    return this;
  }

  /**
   * Sets whether a result that does not depend on an input is an error; without it, its derivative
   * is zero.
   */
  public FunctionalOptions strict(boolean value) {
    this.strict = value;
    return this;
  }

  /**
   * Accepted for the sake of programs that come from Python, where it computes all rows of a
   * Jacobian in one pass; here rows are computed one after another, with the same result.
   */
  public FunctionalOptions vectorize(boolean value) {
    this.vectorize = value;
    return this;
  }

  /**
   * Sets whether a Jacobian is computed column by column ({@code "forward-mode"}), which takes one
   * pass for each element of the inputs, or row by row ({@code "reverse-mode"}, as without it),
   * which takes one for each element of the outputs.
   *
   * @throws ValueException if the value is neither
   */
  public FunctionalOptions strategy(String value) {
    this.forwardMode = isForward(value);
    return this;
  }

  /** Sets what {@link #strategy} sets, for the outer one of a Hessian's two derivatives. */
  public FunctionalOptions outerJacobianStrategy(String value) {
    return strategy(value);
  }

  private static boolean isForward(String value) {
    if (!value.equals(FORWARD) && !value.equals("reverse-mode")) {
      throw new ValueException(
          "Expected strategy to be either \"forward-mode\" or \"reverse-mode\", got \""
              + value
              + "\".");
    }
    return value.equals(FORWARD);
  }
}
