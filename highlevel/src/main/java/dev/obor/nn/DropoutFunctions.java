package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.Warnings;
import java.util.function.Consumer;

/** The part of {@link F} that drops elements or channels at random. */
public abstract class DropoutFunctions extends AdaptivePoolingFunctions {
  DropoutFunctions() {}

  /** Keyword arguments of {@code F.dropout} and its relatives. */
  public static final class DropoutOptions {
    private Number p = 0.5;
    private boolean training;
    private boolean inplace;

    DropoutOptions(boolean training) {
      this.training = training;
    }

    /** Sets the probability that something is dropped; default 0.5. */
    public DropoutOptions p(Number value) {
      this.p = value;
      return this;
    }

    /**
     * Sets whether anything is dropped at all; default true, but false for {@code F.alphaDropout}
     * and {@code F.featureAlphaDropout}, as in Python.
     */
    public DropoutOptions training(boolean value) {
      this.training = value;
      return this;
    }

    /** Sets whether the input itself is changed; default false. */
    public DropoutOptions inplace(boolean value) {
      this.inplace = value;
      return this;
    }
  }

  static void checkProbability(Number p) {
    if (p.doubleValue() < 0 || p.doubleValue() > 1) {
      throw new ValueException(
          "dropout probability has to be between 0 and 1, but got " + ModuleText.python(p));
    }
  }

  /** With probability 0.5: Python's {@code F.dropout(input)}. */
  public static Tensor dropout(Tensor input) {
    return dropout(input, 0.5);
  }

  /** With a probability: Python's {@code F.dropout(input, p)}. */
  public static Tensor dropout(Tensor input, Number p) {
    return dropout(input, p, true);
  }

  /** The same in training or not: Python's {@code F.dropout(input, p, training)}. */
  public static Tensor dropout(Tensor input, Number p, boolean training) {
    return dropout(input, p, training, false);
  }

  /** The same with keyword arguments: {@code F.dropout(x, o -> o.training(isTraining()))}. */
  public static Tensor dropout(Tensor input, Consumer<DropoutOptions> options) {
    DropoutOptions o = new DropoutOptions(true);
    options.accept(o);
    return dropout(input, o.p, o.training, o.inplace);
  }

  /**
   * Replaces elements by zero, each with probability p, and multiplies the others by {@code 1 / (1
   * - p)}: Python's {@code F.dropout(input, p, training, inplace)}.
   *
   * @param input of any shape
   * @param p the probability
   * @param training whether anything is dropped at all
   * @param inplace whether the input itself is changed
   * @throws ValueException if p is not between 0 and 1
   */
  public static Tensor dropout(Tensor input, Number p, boolean training, boolean inplace) {
    checkProbability(p);
    return inplace
        ? Aten.dropout_(input, p.doubleValue(), training)
        : Aten.dropout(input, p.doubleValue(), training);
  }

  /** With probability 0.5: Python's {@code F.alpha_dropout(input)}. */
  public static Tensor alphaDropout(Tensor input) {
    return alphaDropout(input, 0.5);
  }

  /** With a probability: Python's {@code F.alpha_dropout(input, p)}. */
  public static Tensor alphaDropout(Tensor input, Number p) {
    return alphaDropout(input, p, false);
  }

  /** The same in training or not: Python's {@code F.alpha_dropout(input, p, training)}. */
  public static Tensor alphaDropout(Tensor input, Number p, boolean training) {
    return alphaDropout(input, p, training, false);
  }

  /** The same with keyword arguments: {@code F.alphaDropout(x, o -> o.training(isTraining()))}. */
  public static Tensor alphaDropout(Tensor input, Consumer<DropoutOptions> options) {
    DropoutOptions o = new DropoutOptions(false);
    options.accept(o);
    return alphaDropout(input, o.p, o.training, o.inplace);
  }

  /**
   * Replaces elements by the value that SELU has far below zero, and then scales all so that mean
   * and variance stay: Python's {@code F.alpha_dropout(input, p, training, inplace)}.
   *
   * @param input of any shape
   * @param p the probability
   * @param training whether anything is dropped at all
   * @param inplace whether the input itself is changed
   * @throws ValueException if p is not between 0 and 1
   */
  public static Tensor alphaDropout(Tensor input, Number p, boolean training, boolean inplace) {
    checkProbability(p);
    return inplace
        ? Aten.alpha_dropout_(input, p.doubleValue(), training)
        : Aten.alpha_dropout(input, p.doubleValue(), training);
  }

  /** With probability 0.5: Python's {@code F.dropout1d(input)}. */
  public static Tensor dropout1d(Tensor input) {
    return dropout1d(input, 0.5);
  }

  /** With a probability: Python's {@code F.dropout1d(input, p)}. */
  public static Tensor dropout1d(Tensor input, Number p) {
    return dropout1d(input, p, true);
  }

  /** The same in training or not: Python's {@code F.dropout1d(input, p, training)}. */
  public static Tensor dropout1d(Tensor input, Number p, boolean training) {
    return dropout1d(input, p, training, false);
  }

  /** The same with keyword arguments: {@code F.dropout1d(x, o -> o.training(isTraining()))}. */
  public static Tensor dropout1d(Tensor input, Consumer<DropoutOptions> options) {
    DropoutOptions o = new DropoutOptions(true);
    options.accept(o);
    return dropout1d(input, o.p, o.training, o.inplace);
  }

  /**
   * Replaces whole channels by zero, each with probability p, and multiplies the others by {@code 1
   * / (1 - p)}: Python's {@code F.dropout1d(input, p, training, inplace)}.
   *
   * @param input of shape (N, C, L) or (C, L)
   * @param p the probability
   * @param training whether anything is dropped at all
   * @param inplace whether the input itself is changed
   * @throws ValueException if p is not between 0 and 1
   */
  public static Tensor dropout1d(Tensor input, Number p, boolean training, boolean inplace) {
    checkProbability(p);
    if (input.dim() != 2 && input.dim() != 3) {
      throw new TorchException(
          "dropout1d: Expected 2D or 3D input, but received a "
              + input.dim()
              + "D input. Note that dropout1d exists to provide channel-wise dropout on inputs with 1 "
              + "spatial dimension, a channel dimension, and an optional batch dimension "
              + "(i.e. 2D or 3D inputs).");
    }
    return input.dim() == 3
        ? features(input, p, training, inplace)
        : withoutBatch(input, p, training, inplace);
  }

  /** With probability 0.5: Python's {@code F.dropout2d(input)}. */
  public static Tensor dropout2d(Tensor input) {
    return dropout2d(input, 0.5);
  }

  /** With a probability: Python's {@code F.dropout2d(input, p)}. */
  public static Tensor dropout2d(Tensor input, Number p) {
    return dropout2d(input, p, true);
  }

  /** The same in training or not: Python's {@code F.dropout2d(input, p, training)}. */
  public static Tensor dropout2d(Tensor input, Number p, boolean training) {
    return dropout2d(input, p, training, false);
  }

  /** The same with keyword arguments: {@code F.dropout2d(x, o -> o.training(isTraining()))}. */
  public static Tensor dropout2d(Tensor input, Consumer<DropoutOptions> options) {
    DropoutOptions o = new DropoutOptions(true);
    options.accept(o);
    return dropout2d(input, o.p, o.training, o.inplace);
  }

  /**
   * Replaces whole channels by zero, each with probability p, and multiplies the others by {@code 1
   * / (1 - p)}: Python's {@code F.dropout2d(input, p, training, inplace)}.
   *
   * <p>As in Python, other numbers of dimensions than 4 are warned of: three are read as (N, C, L),
   * which {@link F#dropout1d} is for.
   *
   * @param input of shape (N, C, H, W) or (N, C, L)
   * @param p the probability
   * @param training whether anything is dropped at all
   * @param inplace whether the input itself is changed
   * @throws ValueException if p is not between 0 and 1
   */
  public static Tensor dropout2d(Tensor input, Number p, boolean training, boolean inplace) {
    checkProbability(p);
    int dims = input.dim();
    if (dims == 3) {
      Warnings.warn(
          "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout"
              + " behavior is desired - input is interpreted as shape (N, C, L), where C is the"
              + " channel dim. This behavior will change in a future release to interpret the input"
              + " as one without a batch dimension, i.e. shape (C, H, W). To maintain the 1D"
              + " channel-wise dropout behavior, please switch to using dropout1d instead.");
    } else if (dims != 4) {
      warnOfDimensions("dropout2d", dims, 2);
    }
    return features(input, p, training, inplace);
  }

  /** With probability 0.5: Python's {@code F.dropout3d(input)}. */
  public static Tensor dropout3d(Tensor input) {
    return dropout3d(input, 0.5);
  }

  /** With a probability: Python's {@code F.dropout3d(input, p)}. */
  public static Tensor dropout3d(Tensor input, Number p) {
    return dropout3d(input, p, true);
  }

  /** The same in training or not: Python's {@code F.dropout3d(input, p, training)}. */
  public static Tensor dropout3d(Tensor input, Number p, boolean training) {
    return dropout3d(input, p, training, false);
  }

  /** The same with keyword arguments: {@code F.dropout3d(x, o -> o.training(isTraining()))}. */
  public static Tensor dropout3d(Tensor input, Consumer<DropoutOptions> options) {
    DropoutOptions o = new DropoutOptions(true);
    options.accept(o);
    return dropout3d(input, o.p, o.training, o.inplace);
  }

  /**
   * Replaces whole channels by zero, each with probability p, and multiplies the others by {@code 1
   * / (1 - p)}: Python's {@code F.dropout3d(input, p, training, inplace)}.
   *
   * <p>As in Python, other numbers of dimensions are warned of.
   *
   * @param input of shape (N, C, D, H, W) or (C, D, H, W)
   * @param p the probability
   * @param training whether anything is dropped at all
   * @param inplace whether the input itself is changed
   * @throws ValueException if p is not between 0 and 1
   */
  public static Tensor dropout3d(Tensor input, Number p, boolean training, boolean inplace) {
    checkProbability(p);
    int dims = input.dim();
    if (dims != 4 && dims != 5) {
      warnOfDimensions("dropout3d", dims, 3);
    }
    return dims == 5
        ? features(input, p, training, inplace)
        : withoutBatch(input, p, training, inplace);
  }

  private static void warnOfDimensions(String name, int dims, int spatial) {
    Warnings.warn(
        name
            + ": Received a "
            + dims
            + "-D input to "
            + name
            + ", which is deprecated and will result in an error in a future release. To retain the"
            + " behavior and silence this warning, please use dropout instead. Note that "
            + name
            + " exists to provide channel-wise dropout on inputs with "
            + spatial
            + " spatial dimensions, a channel dimension, and an optional batch dimension (i.e. "
            + (spatial + 1)
            + "D or "
            + (spatial + 2)
            + "D inputs).");
  }

  /** With probability 0.5: Python's {@code F.feature_alpha_dropout(input)}. */
  public static Tensor featureAlphaDropout(Tensor input) {
    return featureAlphaDropout(input, 0.5);
  }

  /** With a probability: Python's {@code F.feature_alpha_dropout(input, p)}. */
  public static Tensor featureAlphaDropout(Tensor input, Number p) {
    return featureAlphaDropout(input, p, false);
  }

  /** The same in training or not: Python's {@code F.feature_alpha_dropout(input, p, training)}. */
  public static Tensor featureAlphaDropout(Tensor input, Number p, boolean training) {
    return featureAlphaDropout(input, p, training, false);
  }

  /**
   * The same with keyword arguments: {@code F.featureAlphaDropout(x, o ->
   * o.training(isTraining()))}.
   */
  public static Tensor featureAlphaDropout(Tensor input, Consumer<DropoutOptions> options) {
    DropoutOptions o = new DropoutOptions(false);
    options.accept(o);
    return featureAlphaDropout(input, o.p, o.training, o.inplace);
  }

  /**
   * Does to whole channels what {@link F#alphaDropout} does to elements: Python's {@code
   * F.feature_alpha_dropout(input, p, training, inplace)}.
   *
   * @param input of shape (N, C, *)
   * @param p the probability
   * @param training whether anything is dropped at all
   * @param inplace whether the input itself is changed
   * @throws ValueException if p is not between 0 and 1
   */
  public static Tensor featureAlphaDropout(
      Tensor input, Number p, boolean training, boolean inplace) {
    checkProbability(p);
    return inplace
        ? Aten.feature_alpha_dropout_(input, p.doubleValue(), training)
        : Aten.feature_alpha_dropout(input, p.doubleValue(), training);
  }

  private static Tensor features(Tensor input, Number p, boolean training, boolean inplace) {
    return inplace
        ? Aten.feature_dropout_(input, p.doubleValue(), training)
        : Aten.feature_dropout(input, p.doubleValue(), training);
  }

  private static Tensor withoutBatch(Tensor input, Number p, boolean training, boolean inplace) {
    if (inplace) {
      Aten.unsqueeze_(input, 0);
      Aten.feature_dropout_(input, p.doubleValue(), training);
      return Aten.squeeze__dim(input, 0);
    }
    try (Scope scope = Torch.scope()) {
      Tensor batch = Aten.feature_dropout(Aten.unsqueeze(input, 0), p.doubleValue(), training);
      return scope.keep(Aten.squeeze_dim(batch, 0));
    }
  }
}
