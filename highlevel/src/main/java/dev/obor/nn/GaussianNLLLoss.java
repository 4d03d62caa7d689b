package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * The negative log likelihood of Gaussian distributed targets: Python's {@code
 * torch.nn.GaussianNLLLoss}.
 *
 * <p>With expectation x, target y and variance v the loss of an element is {@code (log max(v, eps)
 * + (x - y)² / max(v, eps)) / 2}; the default reduction takes the mean.
 *
 * <p>Inputs: expectations, targets, and variances of the same shape, with a last dimension of 1, or
 * without it. Output: a number, or with reduction {@code none} of the shape of the expectations.
 *
 * <pre>{@code
 * Tensor loss = new GaussianNLLLoss().call(means, targets, variances);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class GaussianNLLLoss extends Module {
  /** Whether the constant {@code log(2 π) / 2} is added. */
  public final boolean full;

  /** The least variance. */
  public final double eps;

  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /**
   * Keyword arguments of the constructor, and of {@link F#gaussianNllLoss(Tensor, Tensor, Tensor,
   * Consumer)}.
   */
  public static final class Options extends LossOptions<Options> {
    boolean full;
    double eps = 1e-6;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets whether the constant {@code log(2 π) / 2} is added; default false. */
    public Options full(boolean value) {
      this.full = value;
      return this;
    }

    /** Sets the least variance; default 1e-6. */
    public Options eps(double value) {
      this.eps = value;
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.GaussianNLLLoss()}. */
  public GaussianNLLLoss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.GaussianNLLLoss(reduction=…, …)}. */
  public GaussianNLLLoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.full = o.full;
    this.eps = o.eps;
    this.reduction = o.reduction();
  }

  /** Runs {@code forward} with one variance for all elements, with the hooks around it. */
  public Tensor call(Tensor input, Tensor target, double var) {
    return callWithHooks(
        Tensor.class,
        (args, kwargs) -> F.gaussianNllLoss((Tensor) args[0], (Tensor) args[1], var, this::set),
        input,
        target);
  }

  private void set(Options o) {
    o.full(full).eps(eps).reduction(reduction);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target, Tensor var) {
    return F.gaussianNllLoss(input, target, var, this::set);
  }
}
