package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.Map;

/**
 * Probabilities or their logarithmic form, whichever a distribution was given; the other one is
 * computed from it each time.
 *
 * @param given the tensor that was given
 * @param isProbs whether it has the probabilities
 * @param kind what the logarithms mean
 */
record Odds(Tensor given, boolean isProbs, Kind kind) {
  /** What the logarithms mean. */
  enum Kind {
    /** Log odds of an event. */
    BINARY,
    /** The same, with probabilities that are neither 0 nor 1. */
    CLAMPED,
    /** Logarithms of the probabilities along the last dimension. */
    CATEGORICAL
  }

  Tensor probs() {
    if (isProbs) {
      return given;
    }
    return switch (kind) {
      case BINARY -> Probabilities.ofBinaryLogits(given);
      case CLAMPED -> Probabilities.clamped(Probabilities.ofBinaryLogits(given));
      case CATEGORICAL -> Probabilities.ofLogits(given);
    };
  }

  Tensor logits() {
    if (!isProbs) {
      return given;
    }
    return kind == Kind.CATEGORICAL
        ? Probabilities.logits(given)
        : Probabilities.binaryLogits(given);
  }

  Odds expand(Size shape) {
    return new Odds(given.expand(shape), isProbs, kind);
  }

  /** As the distribution shows it. */
  Map<String, Tensor> parameters() {
    return Map.of(isProbs ? "probs" : "logits", given);
  }
}
