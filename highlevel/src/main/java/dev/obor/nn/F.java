package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.TorchException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The functions below the modules: Python's {@code torch.nn.functional}, by custom imported as
 * {@code F}.
 *
 * <pre>{@code
 * Tensor scores = F.linear(x, weight, bias);
 * Tensor loss = F.crossEntropy(scores, labels, o -> o.labelSmoothing(0.1));
 * }</pre>
 *
 * <p>Results are new tensors unless a function says otherwise; they belong to the caller's scope.
 * All functions may be called from any thread.
 */
public final class F {
  private F() {}

  // ---- linear maps

  /** Multiplies by a matrix without adding a bias: Python's {@code F.linear(input, weight)}. */
  public static Tensor linear(Tensor input, Tensor weight) {
    return Aten.linear(input, weight, null);
  }

  /**
   * Applies the affine map {@code y = x Aᵀ + b}: Python's {@code F.linear(input, weight, bias)}.
   *
   * @param input of shape (*, in)
   * @param weight A, of shape (out, in)
   * @param bias b, of shape (out), or null for none
   * @return of shape (*, out)
   * @throws TorchException if the shapes or dtypes do not fit
   */
  public static Tensor linear(Tensor input, Tensor weight, @Nullable Tensor bias) {
    return Aten.linear(input, weight, bias);
  }

  // ---- activations

  /** Replaces negative elements by zero: Python's {@code F.relu(input)}. */
  public static Tensor relu(Tensor input) {
    return Aten.relu(input);
  }

  /** The same, in place or not: Python's {@code F.relu(input, inplace)}. */
  public static Tensor relu(Tensor input, boolean inplace) {
    return inplace ? Aten.relu_(input) : Aten.relu(input);
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

  // ---- losses

  /**
   * The mean cross entropy of scores and classes: Python's {@code F.cross_entropy(input, target)}.
   */
  public static Tensor crossEntropy(Tensor input, Tensor target) {
    return Aten.cross_entropy_loss(input, target, null, Reduction.MEAN.code(), -100, 0);
  }

  /**
   * The cross entropy of scores and classes, or class probabilities: Python's {@code
   * F.cross_entropy(input, target, weight=…, ignore_index=…, reduction=…, label_smoothing=…)}.
   * {@link CrossEntropyLoss} has the formula.
   *
   * @param input scores that are not normalised, of shape (C), (N, C) or (N, C, d1, d2, …)
   * @param target classes, int64 of shape (), (N) or (N, d1, d2, …), or probabilities of the
   *     input's shape and dtype
   * @param options {@code weight}, {@code ignoreIndex}, {@code reduction}, {@code labelSmoothing}
   * @return a number, or with reduction {@code none} of the shape of the classes
   * @throws TorchException if the shapes or dtypes do not fit, or a class is out of bounds
   */
  public static Tensor crossEntropy(
      Tensor input, Tensor target, Consumer<CrossEntropyLoss.Options> options) {
    CrossEntropyLoss.Options o = new CrossEntropyLoss.Options();
    options.accept(o);
    return crossEntropy(input, target, o.weight, o.reduction, o.ignoreIndex, o.labelSmoothing);
  }

  static Tensor crossEntropy(
      Tensor input,
      Tensor target,
      @Nullable Tensor weight,
      Reduction reduction,
      long ignoreIndex,
      double labelSmoothing) {
    return Aten.cross_entropy_loss(
        input, target, weight, reduction.code(), ignoreIndex, labelSmoothing);
  }

  /**
   * The mean negative log likelihood of log probabilities and classes: Python's {@code
   * F.nll_loss(input, target)}.
   */
  public static Tensor nllLoss(Tensor input, Tensor target) {
    return Aten.nll_loss_nd(input, target, null, Reduction.MEAN.code(), -100);
  }

  /**
   * The negative log likelihood: Python's {@code F.nll_loss(input, target, weight=…,
   * ignore_index=…, reduction=…)}. {@link NLLLoss} has the formula.
   *
   * @param input log probabilities, such as {@link #logSoftmax} gives, of shape (C), (N, C) or (N,
   *     C, d1, d2, …)
   * @param target classes, int64 of shape (), (N) or (N, d1, d2, …)
   * @param options {@code weight}, {@code ignoreIndex}, {@code reduction}
   * @return a number, or with reduction {@code none} of the target's shape
   * @throws TorchException if the shapes or dtypes do not fit, or a class is out of bounds
   */
  public static Tensor nllLoss(Tensor input, Tensor target, Consumer<NLLLoss.Options> options) {
    NLLLoss.Options o = new NLLLoss.Options();
    options.accept(o);
    return Aten.nll_loss_nd(input, target, o.weight, o.reduction.code(), o.ignoreIndex);
  }

  /** The mean squared difference: Python's {@code F.mse_loss(input, target)}. */
  public static Tensor mseLoss(Tensor input, Tensor target) {
    return mseLoss(input, target, Reduction.MEAN);
  }

  /**
   * The squared difference, reduced as said: Python's {@code F.mse_loss(input, target,
   * reduction=…)}.
   *
   * @param input of any shape
   * @param target of the same shape
   * @return a number, or with reduction {@code none} of the input's shape
   */
  public static Tensor mseLoss(Tensor input, Tensor target, Reduction reduction) {
    return Aten.mse_loss(input, target, reduction.code());
  }

  /** The same by the name of the reduction: {@code F.mseLoss(input, target, "sum")}. */
  public static Tensor mseLoss(Tensor input, Tensor target, String reduction) {
    return mseLoss(input, target, Reduction.of(reduction));
  }
}
