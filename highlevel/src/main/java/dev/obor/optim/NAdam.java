package dev.obor.optim;

import dev.obor.Tensor;
import dev.obor.TensorLists;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.serialization.Tuple;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adam with Nesterov's momentum: Python's {@code torch.optim.NAdam}, from Dozat, <i>Incorporating
 * Nesterov Momentum into Adam</i> (2016).
 *
 * <p>For each parameter p with gradient g, in step t:
 *
 * <pre>
 * g  = -g                                 if maximize
 * g  = g + weight_decay * p               if weight_decay is not 0
 * µ  = beta1 * (1 - 0.96^(t * momentum_decay) / 2)
 * µ' = beta1 * (1 - 0.96^((t + 1) * momentum_decay) / 2)
 * M  = M * µ                              M is 1 at first
 * m  = beta1 * m + (1 - beta1) * g
 * v  = beta2 * v + (1 - beta2) * g²
 * p  = p - lr * (µ' * m / (1 - M * µ') + (1 - µ) * g / (1 - M)) / (√(v / (1 - beta2^t)) + eps)
 * </pre>
 *
 * <p>With {@code decoupledWeightDecay} the second line is p = p - lr * weight_decay * p.
 *
 * <pre>{@code
 * NAdam optimizer = new NAdam(model.parameters(), o -> o.lr(2e-3).momentumDecay(4e-3));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Optimizer}.
 */
public final class NAdam extends Optimizer {
  /** Keyword arguments of the constructor. The learning rate is 0.002 by default. */
  public static final class Options extends CapturableOptions<Options> {
    Options() {
      set("lr", 2e-3).set("betas", Tuple.of(0.9, 0.999)).set("eps", 1e-8).set("weight_decay", 0);
      set("momentum_decay", 4e-3).set("decoupled_weight_decay", false).set("maximize", false);
      set("foreach", null).set("capturable", false).set("differentiable", false);
    }

    /**
     * Sets how much of the averages of the gradient and of its square is kept; default 0.9 and
     * 0.999.
     *
     * @param first at least 0, below 1
     * @param second at least 0, below 1
     */
    public Options betas(double first, double second) {
      return set("betas", Tuple.of(first, second));
    }

    /** Sets what is added to the denominator, against division by zero; default 1e-8. */
    public Options eps(Number value) {
      return set("eps", value);
    }

    /** Sets the penalty on large parameters; default 0. */
    public Options weightDecay(Number value) {
      return set("weight_decay", value);
    }

    /** Sets how fast the momentum comes to its full size; default 0.004. */
    public Options momentumDecay(Number value) {
      return set("momentum_decay", value);
    }

    /** Sets whether weight decay leaves the averages alone, as in {@link AdamW}; default false. */
    public Options decoupledWeightDecay(boolean value) {
      return set("decoupled_weight_decay", value);
    }

    private Map<String, @Nullable Object> checked() {
      checkTensorLr();
      checkAtLeastZero("lr", "Invalid learning rate: ");
      checkAtLeastZero("eps", "Invalid epsilon value: ");
      AdamOptions.checkBetas(this);
      checkAtLeastZero("weight_decay", "Invalid weight_decay value: ");
      checkAtLeastZero("momentum_decay", "Invalid momentum_decay value: ");
      return values();
    }
  }

  /** Makes an optimizer with the default options: Python's {@code NAdam(params)}. */
  public NAdam(Iterable<Tensor> params) {
    this(params, o -> {});
  }

  /** Makes an optimizer with a learning rate: Python's {@code NAdam(params, lr)}. */
  public NAdam(Iterable<Tensor> params, Number lr) {
    this(params, o -> o.lr(lr));
  }

  /**
   * Makes an optimizer with keyword arguments: Python's {@code NAdam(params, lr=…, betas=…, …)}.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public NAdam(Iterable<Tensor> params, Consumer<Options> options) {
    this(singleGroup(params), options);
  }

  /**
   * Makes an optimizer for several groups; each may have other options than those given here.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public NAdam(List<ParamGroup> groups, Consumer<Options> options) {
    super(groups, checked(options));
  }

  private static Map<String, @Nullable Object> checked(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o.checked();
  }

  @Override
  void completeLoaded(ParamGroup group) {
    group.setDefault("maximize", false);
    group.setDefault("foreach", null);
    group.setDefault("capturable", false);
    group.setDefault("differentiable", false);
    group.setDefault("decoupled_weight_decay", false);
    for (Tensor parameter : group.params()) {
      Steps.complete(state(parameter), "step", false, parameter);
      Steps.complete(state(parameter), "mu_product", false, parameter);
    }
  }

  @Override
  protected void update(ParamGroup group) {
    TensorLists.WithGradients found = TensorLists.withGradients(group.params());
    Tensor[] params = found.tensors();
    if (params.length == 0) {
      return;
    }
    if (found.sparse()) {
      throw new TorchException("NAdam does not support sparse gradients");
    }
    Way way = Way.of(group, found);
    for (Tensor parameter : params) {
      Map<String, Object> state = state(parameter);
      if (state.isEmpty()) {
        state.put("step", Steps.remembered(0));
        state.put("mu_product", Steps.remembered(1));
        state.put("exp_avg", Adam.zeros(parameter));
        state.put("exp_avg_sq", Adam.zeros(parameter));
      }
    }
    Steps.refuseCapturable(
        group,
        params[0],
        way == Way.FOREACH
            ? "params, mu_products, and state_steps must be"
            : "params, mu_products and state_steps must be",
        way != Way.FOREACH);
    NAdamStep arithmetic =
        new NAdamStep(
            group,
            new Foreach(found),
            remembered(params, "exp_avg"),
            remembered(params, "exp_avg_sq"),
            remembered(params, "mu_product"),
            remembered(params, "step"));
    if (way == Way.FOREACH) {
      arithmetic.foreach(params, found.gradients(), found.complex());
    } else {
      arithmetic.single(params, found.gradients());
    }
  }
}
