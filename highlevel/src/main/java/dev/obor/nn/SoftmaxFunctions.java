package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.MemoryFormat;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.Warnings;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of {@link F} that sees the elements along a dimension together. */
public abstract class SoftmaxFunctions extends ActivationFunctions {
  SoftmaxFunctions() {}

  /**
   * Multiplies the first half of the last dimension by the sigmoid of the second: Python's {@code
   * F.glu(input)}.
   */
  public static Tensor glu(Tensor input) {
    return glu(input, -1);
  }

  /**
   * The same along another dimension: Python's {@code F.glu(input, dim)}.
   *
   * @param dim a dimension of even size
   * @throws TorchException if the size is odd or there is no such dimension
   */
  public static Tensor glu(Tensor input, long dim) {
    if (input.dim() == 0) {
      throw new TorchException("glu does not support scalars because halving size must be even");
    }
    return Aten.glu(input, dim);
  }

  /**
   * Makes numbers along a dimension positive with sum 1, {@code exp(x) / sum(exp(x))}: Python's
   * {@code F.softmax(input, dim)}.
   *
   * @param input of any shape
   * @param dim the dimension, counted from the end when negative
   * @return of the same shape
   */
  public static Tensor softmax(Tensor input, long dim) {
    return Aten.softmax_int(input, dim, null);
  }

  /**
   * The same, computed in and returned as another dtype: Python's {@code F.softmax(input, dim,
   * dtype=dtype)}.
   */
  public static Tensor softmax(Tensor input, long dim, DType dtype) {
    return Aten.softmax_int(input, dim, dtype);
  }

  /**
   * The logarithm of {@link #softmax(Tensor, long)}, faster and more exact than taking both one
   * after the other: Python's {@code F.log_softmax(input, dim)}.
   */
  public static Tensor logSoftmax(Tensor input, long dim) {
    return Aten.log_softmax_int(input, dim, null);
  }

  /**
   * The same, computed in and returned as another dtype: Python's {@code F.log_softmax(input, dim,
   * dtype=dtype)}.
   */
  public static Tensor logSoftmax(Tensor input, long dim, DType dtype) {
    return Aten.log_softmax_int(input, dim, dtype);
  }

  /** The softmax of the negative numbers: Python's {@code F.softmin(input, dim)}. */
  public static Tensor softmin(Tensor input, long dim) {
    try (Tensor negative = Aten.neg(input)) {
      return Aten.softmax_int(negative, dim, null);
    }
  }

  /**
   * The same, computed in and returned as another dtype: Python's {@code F.softmin(input, dim,
   * dtype=dtype)}.
   */
  public static Tensor softmin(Tensor input, long dim, DType dtype) {
    try (Tensor negative = Aten.neg(input)) {
      return Aten.softmax_int(negative, dim, dtype);
    }
  }

  /** The dimension that Python takes where none is said; it warns that it will not any more. */
  static long softmaxDim(String function, @Nullable Long dim, Tensor input) {
    if (dim != null) {
      return dim;
    }
    Warnings.warn(
        "Implicit dimension choice for "
            + function
            + " has been deprecated. Change the call to include dim=X as an argument.");
    int dims = input.dim();
    return dims == 0 || dims == 1 || dims == 3 ? 0 : 1;
  }

  /** Keyword arguments of {@link F#gumbelSoftmax(Tensor, Consumer)}. */
  public static final class GumbelSoftmaxOptions {
    private double tau = 1;
    private boolean hard;
    private long dim = -1;

    GumbelSoftmaxOptions() {}

    /** Sets the temperature; the higher, the more even the result; default 1. */
    public GumbelSoftmaxOptions tau(double value) {
      this.tau = value;
      return this;
    }

    /** Sets whether the result is one-hot, with the gradients of the soft result; default false. */
    public GumbelSoftmaxOptions hard(boolean value) {
      this.hard = value;
      return this;
    }

    /** Sets the dimension; default the last. */
    public GumbelSoftmaxOptions dim(long value) {
      this.dim = value;
      return this;
    }
  }

  /**
   * Draws from the Gumbel-Softmax distribution with temperature 1: Python's {@code
   * F.gumbel_softmax(logits)}.
   */
  public static Tensor gumbelSoftmax(Tensor logits) {
    return gumbelSoftmax(logits, o -> {});
  }

  /**
   * Draws from the Gumbel-Softmax distribution: Python's {@code F.gumbel_softmax(logits, tau=…,
   * hard=…, dim=…)}.
   *
   * @param logits logarithms of probabilities, up to a constant, of shape (*, classes)
   * @return of the same shape, with sum 1 along the dimension
   */
  public static Tensor gumbelSoftmax(Tensor logits, Consumer<GumbelSoftmaxOptions> options) {
    GumbelSoftmaxOptions o = new GumbelSoftmaxOptions();
    options.accept(o);
    try (Scope scope = Torch.scope()) {
      Tensor noise = Aten.empty_like(logits, null, null, null, null, MemoryFormat.CONTIGUOUS);
      Aten.exponential_(noise, 1, null);
      Tensor gumbels = Aten.neg(Aten.log(noise));
      Tensor warm = Aten.div_Scalar(Aten.add_Tensor(logits, gumbels, 1), o.tau);
      Tensor soft = Aten.softmax_int(warm, o.dim, null);
      return scope.keep(o.hard ? oneHot(logits, soft, o.dim) : soft);
    }
  }

  private static Tensor oneHot(Tensor logits, Tensor soft, long dim) {
    Tensor index = Aten.max_dim(soft, dim, true)[1];
    Tensor zeros = Aten.zeros_like(logits, null, null, null, null, MemoryFormat.CONTIGUOUS);
    Tensor hard = Aten.scatter__value(zeros, dim, index, 1.0);
    return Aten.add_Tensor(Aten.sub_Tensor(hard, soft.detach(), 1), soft, 1);
  }
}
