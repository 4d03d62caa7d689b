package dev.obor.optim;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Adam with decoupled weight decay: Python's {@code torch.optim.AdamW}, from Loshchilov and Hutter,
 * <i>Decoupled Weight Decay Regularization</i> (2017).
 *
 * <p>For each parameter p with gradient g, in step t:
 *
 * <pre>
 * g = -g                                 if maximize
 * p = p - lr * weight_decay * p
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g²
 * u = max(u, v) if amsgrad, else v
 * p = p - lr * (m / (1 - beta1^t)) / (√(u / (1 - beta2^t)) + eps)
 * </pre>
 *
 * <pre>{@code
 * AdamW optimizer = new AdamW(model.parameters(), o -> o.lr(1e-3).weightDecay(0.05));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Optimizer}.
 */
public final class AdamW extends Adam {
  /** Keyword arguments of the constructor; the weight decay is 0.01 by default. */
  public static final class Options extends AdamOptions<Options> {
    Options() {
      super(1e-2, true);
    }
  }

  /** Makes an optimizer with the default options: Python's {@code AdamW(params)}. */
  public AdamW(Iterable<Tensor> params) {
    this(params, o -> {});
  }

  /** Makes an optimizer with a learning rate: Python's {@code AdamW(params, lr)}. */
  public AdamW(Iterable<Tensor> params, Number lr) {
    this(params, o -> o.lr(lr));
  }

  /**
   * Makes an optimizer with keyword arguments: Python's {@code AdamW(params, lr=…, betas=…, …)}.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public AdamW(Iterable<Tensor> params, Consumer<Options> options) {
    this(singleGroup(params), options);
  }

  /**
   * Makes an optimizer for several groups; each may have other options than those given here.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public AdamW(List<ParamGroup> groups, Consumer<Options> options) {
    super(groups, checked(new Options(), options));
  }

  @Override
  void completeLoaded(ParamGroup group) {
    super.completeLoaded(group);
    group.set("decoupled_weight_decay", true);
  }
}
