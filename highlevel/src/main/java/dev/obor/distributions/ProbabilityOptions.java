package dev.obor.distributions;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keyword arguments of distributions that are given by probabilities or by log odds. */
public class ProbabilityOptions extends DistributionOptions {
  private @Nullable Object probs;
  private @Nullable Object logits;

  ProbabilityOptions() {}

  static ProbabilityOptions read(Consumer<? super ProbabilityOptions> options) {
    ProbabilityOptions o = new ProbabilityOptions();
    options.accept(o);
    return o;
  }

  /** Sets the probabilities. */
  public ProbabilityOptions probs(Tensor value) {
    this.probs = value;
    return this;
  }

  /** Sets one probability. */
  public ProbabilityOptions probs(double value) {
    this.probs = value;
    return this;
  }

  /** Sets the logarithms of the odds, or of probabilities that need not sum to 1. */
  public ProbabilityOptions logits(Tensor value) {
    this.logits = value;
    return this;
  }

  /** Sets the logarithm of the odds. */
  public ProbabilityOptions logits(double value) {
    this.logits = value;
    return this;
  }

  @Override
  public ProbabilityOptions validateArgs(boolean value) {
    super.validateArgs(value);
    return this;
  }

  /** Whether probabilities were given, and not log odds. */
  boolean hasProbs() {
    if ((probs == null) == (logits == null)) {
      throw new ValueException("Either `probs` or `logits` must be specified, but not both.");
    }
    return probs != null;
  }

  /** What was given, as a tensor. */
  Odds odds(Odds.Kind kind) {
    return new Odds(Broadcast.of(given()).get(0), hasProbs(), kind);
  }

  /** The one of both that was given: a tensor or a number. */
  Object given() {
    Object value = hasProbs() ? probs : logits;
    if (value == null) {
      throw new AssertionError("neither was given");
    }
    return value;
  }
}
