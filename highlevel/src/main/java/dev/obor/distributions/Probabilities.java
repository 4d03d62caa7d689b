package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.Torch;

/** Probabilities and log odds, and what turns one into the other. */
final class Probabilities {
  private Probabilities() {}

  /** The probabilities of log odds. */
  static Tensor ofBinaryLogits(Tensor logits) {
    return logits.sigmoid();
  }

  /** The probabilities of logarithms along the last dimension. */
  static Tensor ofLogits(Tensor logits) {
    return Aten.softmax_int(logits, -1, null);
  }

  /** Probabilities that are neither 0 nor 1, but may be the next numbers to them. */
  static Tensor clamped(Tensor probs) {
    double eps = Torch.finfo(probs.dtype()).eps();
    return probs.clamp(eps, 1 - eps);
  }

  static Tensor binaryLogits(Tensor probs) {
    Tensor inside = clamped(probs);
    return inside.log().sub(inside.neg().log1p());
  }

  static Tensor logits(Tensor probs) {
    return clamped(probs).log();
  }

  /** The binary cross entropy of log odds and probabilities, element by element. */
  static Tensor crossEntropy(Tensor logits, Tensor target) {
    return Aten.binary_cross_entropy_with_logits(logits, target, null, null, 0);
  }
}
