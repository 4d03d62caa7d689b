package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;

/** The part of {@link F} that changes each element by itself. */
abstract class ActivationFunctions {
  ActivationFunctions() {}

  /**
   * Replaces the elements that are not greater than a threshold by a value: Python's {@code
   * F.threshold(input, threshold, value)}.
   */
  public static Tensor threshold(Tensor input, Number threshold, Number value) {
    return threshold(input, threshold, value, false);
  }

  /**
   * The same, in the input itself or not: Python's {@code F.threshold(input, threshold, value,
   * inplace)}.
   */
  public static Tensor threshold(Tensor input, Number threshold, Number value, boolean inplace) {
    return inplace
        ? Aten.threshold_(input, threshold, value)
        : Aten.threshold(input, threshold, value);
  }

  /**
   * The same in the input itself, which it returns: Python's {@code F.threshold_(input, threshold,
   * value)}.
   */
  public static Tensor threshold_(Tensor input, Number threshold, Number value) {
    return Aten.threshold_(input, threshold, value);
  }

  /** Replaces negative elements by zero: Python's {@code F.relu(input)}. */
  public static Tensor relu(Tensor input) {
    return relu(input, false);
  }

  /** The same, in the input itself or not: Python's {@code F.relu(input, inplace)}. */
  public static Tensor relu(Tensor input, boolean inplace) {
    return inplace ? Aten.relu_(input) : Aten.relu(input);
  }

  /** The same in the input itself, which it returns: Python's {@code F.relu_(input)}. */
  public static Tensor relu_(Tensor input) {
    return Aten.relu_(input);
  }

  /**
   * Limits the elements to the range from {@code minVal} to {@code maxVal}: Python's {@code
   * F.hardtanh(input)}.
   */
  public static Tensor hardtanh(Tensor input) {
    return hardtanh(input, -1.0, 1.0);
  }

  /** The same with {@code minVal}: Python's {@code F.hardtanh(input, min_val)}. */
  public static Tensor hardtanh(Tensor input, Number minVal) {
    return hardtanh(input, minVal, 1.0);
  }

  /**
   * The same with {@code minVal} and {@code maxVal}: Python's {@code F.hardtanh(input, min_val,
   * max_val)}.
   */
  public static Tensor hardtanh(Tensor input, Number minVal, Number maxVal) {
    return hardtanh(input, minVal, maxVal, false);
  }

  /**
   * The same, in the input itself or not: Python's {@code F.hardtanh(input, min_val, max_val,
   * inplace)}.
   *
   * @throws ValueException if {@code minVal} is the greater one
   */
  public static Tensor hardtanh(Tensor input, Number minVal, Number maxVal, boolean inplace) {
    if (minVal.doubleValue() > maxVal.doubleValue()) {
      throw new ValueException("min_val cannot be greater than max_val");
    }
    return inplace ? Aten.hardtanh_(input, minVal, maxVal) : Aten.hardtanh(input, minVal, maxVal);
  }

  /** The same in the input itself, which it returns: Python's {@code F.hardtanh_(input)}. */
  public static Tensor hardtanh_(Tensor input) {
    return Aten.hardtanh_(input, -1.0, 1.0);
  }

  /**
   * The same in the input itself, which it returns: Python's {@code F.hardtanh_(input, min_val)}.
   */
  public static Tensor hardtanh_(Tensor input, Number minVal) {
    return Aten.hardtanh_(input, minVal, 1.0);
  }

  /**
   * The same in the input itself, which it returns: Python's {@code F.hardtanh_(input, min_val,
   * max_val)}.
   */
  public static Tensor hardtanh_(Tensor input, Number minVal, Number maxVal) {
    return Aten.hardtanh_(input, minVal, maxVal);
  }

  /** Limits the elements to the range from 0 to 6: Python's {@code F.relu6(input)}. */
  public static Tensor relu6(Tensor input) {
    return relu6(input, false);
  }

  /** The same, in the input itself or not: Python's {@code F.relu6(input, inplace)}. */
  public static Tensor relu6(Tensor input, boolean inplace) {
    return inplace ? Aten.relu6_(input) : Aten.relu6(input);
  }

  /**
   * Keeps positive elements and takes {@code alpha * (exp(x) - 1)} of the others: Python's {@code
   * F.elu(input)}.
   */
  public static Tensor elu(Tensor input) {
    return elu(input, 1.0);
  }

  /** The same with {@code alpha}: Python's {@code F.elu(input, alpha)}. */
  public static Tensor elu(Tensor input, Number alpha) {
    return elu(input, alpha, false);
  }

  /** The same, in the input itself or not: Python's {@code F.elu(input, alpha, inplace)}. */
  public static Tensor elu(Tensor input, Number alpha, boolean inplace) {
    return inplace ? Aten.elu_(input, alpha, 1, 1) : Aten.elu(input, alpha, 1, 1);
  }

  /** The same in the input itself, which it returns: Python's {@code F.elu_(input)}. */
  public static Tensor elu_(Tensor input) {
    return Aten.elu_(input, 1.0, 1, 1);
  }

  /** The same in the input itself, which it returns: Python's {@code F.elu_(input, alpha)}. */
  public static Tensor elu_(Tensor input, Number alpha) {
    return Aten.elu_(input, alpha, 1, 1);
  }

  /**
   * Keeps positive elements and takes {@code alpha * (exp(x) - 1)} of the others, all multiplied by
   * a scale; both are chosen so that means and variances stay: Python's {@code F.selu(input)}.
   */
  public static Tensor selu(Tensor input) {
    return selu(input, false);
  }

  /** The same, in the input itself or not: Python's {@code F.selu(input, inplace)}. */
  public static Tensor selu(Tensor input, boolean inplace) {
    return inplace ? Aten.selu_(input) : Aten.selu(input);
  }

  /** The same in the input itself, which it returns: Python's {@code F.selu_(input)}. */
  public static Tensor selu_(Tensor input) {
    return Aten.selu_(input);
  }

  /**
   * Keeps positive elements and takes {@code alpha * (exp(x / alpha) - 1)} of the others: Python's
   * {@code F.celu(input)}.
   */
  public static Tensor celu(Tensor input) {
    return celu(input, 1.0);
  }

  /** The same with {@code alpha}: Python's {@code F.celu(input, alpha)}. */
  public static Tensor celu(Tensor input, Number alpha) {
    return celu(input, alpha, false);
  }

  /** The same, in the input itself or not: Python's {@code F.celu(input, alpha, inplace)}. */
  public static Tensor celu(Tensor input, Number alpha, boolean inplace) {
    return inplace ? Aten.celu_(input, alpha) : Aten.celu(input, alpha);
  }

  /** The same in the input itself, which it returns: Python's {@code F.celu_(input)}. */
  public static Tensor celu_(Tensor input) {
    return Aten.celu_(input, 1.0);
  }

  /** The same in the input itself, which it returns: Python's {@code F.celu_(input, alpha)}. */
  public static Tensor celu_(Tensor input, Number alpha) {
    return Aten.celu_(input, alpha);
  }

  /**
   * Keeps positive elements and multiplies the others by a slope: Python's {@code
   * F.leaky_relu(input)}.
   */
  public static Tensor leakyRelu(Tensor input) {
    return leakyRelu(input, 0.01);
  }

  /** The same with {@code negativeSlope}: Python's {@code F.leaky_relu(input, negative_slope)}. */
  public static Tensor leakyRelu(Tensor input, Number negativeSlope) {
    return leakyRelu(input, negativeSlope, false);
  }

  /**
   * The same, in the input itself or not: Python's {@code F.leaky_relu(input, negative_slope,
   * inplace)}.
   */
  public static Tensor leakyRelu(Tensor input, Number negativeSlope, boolean inplace) {
    return inplace ? Aten.leaky_relu_(input, negativeSlope) : Aten.leaky_relu(input, negativeSlope);
  }

  /** The same in the input itself, which it returns: Python's {@code F.leaky_relu_(input)}. */
  public static Tensor leakyRelu_(Tensor input) {
    return Aten.leaky_relu_(input, 0.01);
  }

  /**
   * The same in the input itself, which it returns: Python's {@code F.leaky_relu_(input,
   * negative_slope)}.
   */
  public static Tensor leakyRelu_(Tensor input, Number negativeSlope) {
    return Aten.leaky_relu_(input, negativeSlope);
  }

  /** Computes {@code min(max(x + 3, 0), 6) / 6}: Python's {@code F.hardsigmoid(input)}. */
  public static Tensor hardsigmoid(Tensor input) {
    return hardsigmoid(input, false);
  }

  /** The same, in the input itself or not: Python's {@code F.hardsigmoid(input, inplace)}. */
  public static Tensor hardsigmoid(Tensor input, boolean inplace) {
    return inplace ? Aten.hardsigmoid_(input) : Aten.hardsigmoid(input);
  }

  /** Computes {@code x * sigmoid(x)}: Python's {@code F.silu(input)}. */
  public static Tensor silu(Tensor input) {
    return silu(input, false);
  }

  /** The same, in the input itself or not: Python's {@code F.silu(input, inplace)}. */
  public static Tensor silu(Tensor input, boolean inplace) {
    return inplace ? Aten.silu_(input) : Aten.silu(input);
  }

  /** Computes {@code x * tanh(softplus(x))}: Python's {@code F.mish(input)}. */
  public static Tensor mish(Tensor input) {
    return mish(input, false);
  }

  /** The same, in the input itself or not: Python's {@code F.mish(input, inplace)}. */
  public static Tensor mish(Tensor input, boolean inplace) {
    return inplace ? Aten.mish_(input) : Aten.mish(input);
  }

  /** Computes {@code x * min(max(x + 3, 0), 6) / 6}: Python's {@code F.hardswish(input)}. */
  public static Tensor hardswish(Tensor input) {
    return hardswish(input, false);
  }

  /** The same, in the input itself or not: Python's {@code F.hardswish(input, inplace)}. */
  public static Tensor hardswish(Tensor input, boolean inplace) {
    return inplace ? Aten.hardswish_(input) : Aten.hardswish(input);
  }

  /**
   * Replaces the elements between {@code -lambd} and {@code lambd} by zero: Python's {@code
   * F.hardshrink(input)}.
   */
  public static Tensor hardshrink(Tensor input) {
    return hardshrink(input, 0.5);
  }

  /** The same with {@code lambd}: Python's {@code F.hardshrink(input, lambd)}. */
  public static Tensor hardshrink(Tensor input, Number lambd) {
    return Aten.hardshrink(input, lambd);
  }

  /**
   * Moves every element by {@code lambd} towards zero, and those that are nearer to it to zero:
   * Python's {@code F.softshrink(input)}.
   */
  public static Tensor softshrink(Tensor input) {
    return softshrink(input, 0.5);
  }

  /** The same with {@code lambd}: Python's {@code F.softshrink(input, lambd)}. */
  public static Tensor softshrink(Tensor input, Number lambd) {
    return Aten.softshrink(input, lambd);
  }

  /**
   * Computes {@code log(1 + exp(beta * x)) / beta}; where {@code beta * x} is greater than the
   * threshold it takes x itself: Python's {@code F.softplus(input)}.
   */
  public static Tensor softplus(Tensor input) {
    return softplus(input, 1, 20);
  }

  /** The same with {@code beta}: Python's {@code F.softplus(input, beta)}. */
  public static Tensor softplus(Tensor input, Number beta) {
    return softplus(input, beta, 20);
  }

  /**
   * The same with {@code beta} and {@code threshold}: Python's {@code F.softplus(input, beta,
   * threshold)}.
   */
  public static Tensor softplus(Tensor input, Number beta, Number threshold) {
    return Aten.softplus(input, beta, threshold);
  }

  /** Computes {@code log(sigmoid(x))}: Python's {@code F.logsigmoid(input)}. */
  public static Tensor logsigmoid(Tensor input) {
    return Aten.log_sigmoid(input);
  }

  /** Computes the hyperbolic tangent: Python's {@code F.tanh(input)}. */
  public static Tensor tanh(Tensor input) {
    return Aten.tanh(input);
  }

  /** Computes {@code 1 / (1 + exp(-x))}: Python's {@code F.sigmoid(input)}. */
  public static Tensor sigmoid(Tensor input) {
    return Aten.sigmoid(input);
  }

  /**
   * Computes {@code x * Φ(x)} with the normal distribution's function Φ: Python's {@code
   * F.gelu(input)}.
   */
  public static Tensor gelu(Tensor input) {
    return gelu(input, "none");
  }

  /**
   * The same exactly or approximately: Python's {@code F.gelu(input, approximate)}.
   *
   * @param approximate {@code none}, or {@code tanh} for an approximation by a hyperbolic tangent
   */
  public static Tensor gelu(Tensor input, String approximate) {
    return Aten.gelu(input, approximate);
  }

  /**
   * Keeps positive elements and multiplies the others by a slope that is learned: Python's {@code
   * F.prelu(input, weight)}.
   *
   * @param weight the slope, a single one or one for each channel, which is the second dimension
   */
  public static Tensor prelu(Tensor input, Tensor weight) {
    return Aten.prelu(input, weight);
  }

  /**
   * Keeps positive elements and multiplies the others by the mean of the default bounds, 11/48:
   * Python's {@code F.rrelu(input)}.
   */
  public static Tensor rrelu(Tensor input) {
    return rrelu(input, 1.0 / 8, 1.0 / 3, false);
  }

  /** The same with the bounds of the slope: Python's {@code F.rrelu(input, lower, upper)}. */
  public static Tensor rrelu(Tensor input, Number lower, Number upper) {
    return rrelu(input, lower, upper, false);
  }

  /**
   * Keeps positive elements and multiplies the others by a slope: Python's {@code F.rrelu(input,
   * lower, upper, training)}.
   *
   * @param training whether each element gets a slope of its own, drawn from [lower, upper), or all
   *     the mean of both
   */
  public static Tensor rrelu(Tensor input, Number lower, Number upper, boolean training) {
    return rrelu(input, lower, upper, training, false);
  }

  /**
   * The same, in the input itself or not: Python's {@code F.rrelu(input, lower, upper, training,
   * inplace)}.
   */
  public static Tensor rrelu(
      Tensor input, Number lower, Number upper, boolean training, boolean inplace) {
    return inplace
        ? Aten.rrelu_(input, lower, upper, training, null)
        : Aten.rrelu(input, lower, upper, training, null);
  }

  /**
   * The same in the input itself, which it returns: Python's {@code F.rrelu_(input, lower, upper,
   * training)}.
   */
  public static Tensor rrelu_(Tensor input, Number lower, Number upper, boolean training) {
    return Aten.rrelu_(input, lower, upper, training, null);
  }

  /** Computes {@code x - tanh(x)}: Python's {@code F.tanhshrink(input)}. */
  public static Tensor tanhshrink(Tensor input) {
    try (Tensor tanh = Aten.tanh(input)) {
      return Aten.sub_Tensor(input, tanh, 1);
    }
  }

  /** Computes {@code x / (1 + |x|)}: Python's {@code F.softsign(input)}. */
  public static Tensor softsign(Tensor input) {
    try (Scope scope = Torch.scope()) {
      return scope.keep(Aten.div_Tensor(input, Aten.add_Scalar(Aten.abs(input), 1, 1)));
    }
  }
}
