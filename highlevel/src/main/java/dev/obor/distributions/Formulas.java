package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;

/** What the formulas of many distributions have in common. */
final class Formulas {
  /** Euler's constant. */
  static final double EULER = 0.5772156649015329;

  static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private Formulas() {}

  /** A number less a tensor. */
  static Tensor minus(double number, Tensor x) {
    return Aten.rsub_Scalar(x, number, 1);
  }

  /** 1 less a tensor. */
  static Tensor oneMinus(Tensor x) {
    return Aten.rsub_Scalar(x, 1, 1);
  }

  /** A number divided by a tensor. */
  static Tensor over(double number, Tensor x) {
    return x.reciprocal().mul(number);
  }

  static Tensor softplus(Tensor x) {
    return Aten.softplus(x, 1, 20);
  }

  static Tensor logSigmoid(Tensor x) {
    return Aten.log_sigmoid(x);
  }

  /** Sums the last dimensions. */
  static Tensor sumRightmost(Tensor value, int dims) {
    if (dims == 0) {
      return value;
    }
    Size kept = dims < 0 ? Sizes.first(value.size(), -dims) : Sizes.butLast(value.size(), dims);
    return value.reshape(Sizes.append(kept, -1)).sum(-1);
  }

  /** Infinity in the shape and dtype of a tensor. */
  static Tensor infinite(Tensor like) {
    return Torch.fullLike(like, Double.POSITIVE_INFINITY);
  }

  /** The smallest positive number with full precision of a tensor's dtype. */
  static double tiny(Tensor of) {
    return Torch.finfo(of.dtype()).tiny();
  }

  /** The distance from 1 to the next number of a tensor's dtype. */
  static double eps(Tensor of) {
    return Torch.finfo(of.dtype()).eps();
  }

  /** The sum of the logarithms of the diagonals of matrices. */
  static Tensor logDiagonal(Tensor matrices) {
    return matrices.diagonal(0, -2, -1).log().sum(-1);
  }
}
