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
 * Rectified Adam: Python's {@code torch.optim.RAdam}, from Liu and others, <i>On the Variance of
 * the Adaptive Learning Rate and Beyond</i> (2019).
 *
 * <p>For each parameter p with gradient g, in step t:
 *
 * <pre>
 * g = -g                                  if maximize
 * g = g + weight_decay * p                if weight_decay is not 0
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g²
 * n = m / (1 - beta1^t)
 * R = 2 / (1 - beta2) - 1
 * ρ = R - 2 * t * beta2^t / (1 - beta2^t)
 * r = √((ρ - 4) (ρ - 2) R / ((R - 4) (R - 2) ρ))
 * p = p - lr * n * r * √(1 - beta2^t) / (√v + eps)   if ρ &gt; 5
 * p = p - lr * n                                     otherwise
 * </pre>
 *
 * <p>With {@code decoupledWeightDecay} the second line is p = p - lr * weight_decay * p.
 *
 * <pre>{@code
 * RAdam optimizer = new RAdam(model.parameters(), o -> o.lr(1e-3));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Optimizer}.
 */
public final class RAdam extends Optimizer {
  /** Keyword arguments of the constructor. The learning rate is 0.001 by default. */
  public static final class Options extends CapturableOptions<Options> {
    Options() {
      set("lr", 1e-3).set("betas", Tuple.of(0.9, 0.999)).set("eps", 1e-8).set("weight_decay", 0);
      set("maximize", false).set("foreach", null).set("capturable", false);
      set("decoupled_weight_decay", false).set("differentiable", false);
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
      return values();
    }
  }

  /** Makes an optimizer with the default options: Python's {@code RAdam(params)}. */
  public RAdam(Iterable<Tensor> params) {
    this(params, o -> {});
  }

  /** Makes an optimizer with a learning rate: Python's {@code RAdam(params, lr)}. */
  public RAdam(Iterable<Tensor> params, Number lr) {
    this(params, o -> o.lr(lr));
  }

  /**
   * Makes an optimizer with keyword arguments: Python's {@code RAdam(params, lr=…, betas=…, …)}.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public RAdam(Iterable<Tensor> params, Consumer<Options> options) {
    this(singleGroup(params), options);
  }

  /**
   * Makes an optimizer for several groups; each may have other options than those given here.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public RAdam(List<ParamGroup> groups, Consumer<Options> options) {
    super(groups, checked(options));
  }

  private static Map<String, @Nullable Object> checked(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o.checked();
  }

  @Override
  void completeLoaded(ParamGroup group) {
    group.setDefault("foreach", null);
    group.setDefault("maximize", false);
    group.setDefault("differentiable", false);
    group.setDefault("decoupled_weight_decay", false);
    group.setDefault("capturable", false);
    for (Tensor parameter : group.params()) {
      Steps.complete(state(parameter), "step", false, parameter);
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
      throw new TorchException("RAdam does not support sparse gradients");
    }
    Way way = Way.of(group, found);
    for (Tensor parameter : params) {
      Map<String, Object> state = state(parameter);
      if (state.isEmpty()) {
        state.put("step", Steps.remembered(0));
        state.put("exp_avg", Adam.zeros(parameter));
        state.put("exp_avg_sq", Adam.zeros(parameter));
      }
    }
    Steps.refuseCapturable(group, params[0], "params and state_steps must be", way != Way.FOREACH);
    RAdamStep arithmetic =
        new RAdamStep(
            group,
            new Foreach(found),
            remembered(params, "exp_avg"),
            remembered(params, "exp_avg_sq"),
            remembered(params, "step"));
    if (way == Way.FOREACH) {
      arithmetic.foreach(params, found.gradients(), found.complex());
    } else {
      arithmetic.single(params, found.gradients());
    }
  }
}
