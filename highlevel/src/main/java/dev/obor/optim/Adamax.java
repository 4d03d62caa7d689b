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
 * Adamax, Adam with the largest gradient in the place of the average of squares: Python's {@code
 * torch.optim.Adamax}, from Kingma and Ba, <i>Adam: A Method for Stochastic Optimization</i>
 * (2014).
 *
 * <p>For each parameter p with gradient g, in step t:
 *
 * <pre>
 * g = -g                                 if maximize
 * g = g + weight_decay * p               if weight_decay is not 0
 * m = beta1 * m + (1 - beta1) * g
 * u = max(beta2 * u, |g| + eps)
 * p = p - lr * m / ((1 - beta1^t) * u)
 * </pre>
 *
 * <pre>{@code
 * Adamax optimizer = new Adamax(model.parameters(), o -> o.lr(2e-3).weightDecay(1e-4));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Optimizer}.
 */
public final class Adamax extends Optimizer {
  /** Keyword arguments of the constructor. The learning rate is 0.002 by default. */
  public static final class Options extends CapturableOptions<Options> {
    Options() {
      set("lr", 2e-3).set("betas", Tuple.of(0.9, 0.999)).set("eps", 1e-8).set("weight_decay", 0);
      set("foreach", null).set("maximize", false).set("differentiable", false);
      set("capturable", false);
    }

    /**
     * Sets how much of the averages of the gradient and of its size is kept; default 0.9 and 0.999.
     *
     * @param first at least 0, below 1
     * @param second at least 0, below 1
     */
    public Options betas(double first, double second) {
      return set("betas", Tuple.of(first, second));
    }

    /** Sets what is added to the gradient's size, against division by zero; default 1e-8. */
    public Options eps(Number value) {
      return set("eps", value);
    }

    /** Sets the penalty on large parameters; default 0. */
    public Options weightDecay(Number value) {
      return set("weight_decay", value);
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

  /** Makes an optimizer with the default options: Python's {@code Adamax(params)}. */
  public Adamax(Iterable<Tensor> params) {
    this(params, o -> {});
  }

  /** Makes an optimizer with a learning rate: Python's {@code Adamax(params, lr)}. */
  public Adamax(Iterable<Tensor> params, Number lr) {
    this(params, o -> o.lr(lr));
  }

  /**
   * Makes an optimizer with keyword arguments: Python's {@code Adamax(params, lr=…, betas=…, …)}.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public Adamax(Iterable<Tensor> params, Consumer<Options> options) {
    this(singleGroup(params), options);
  }

  /**
   * Makes an optimizer for several groups; each may have other options than those given here.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public Adamax(List<ParamGroup> groups, Consumer<Options> options) {
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
      throw new TorchException("Adamax does not support sparse gradients");
    }
    Way way = Way.of(group, found);
    for (Tensor parameter : params) {
      Map<String, Object> state = state(parameter);
      if (state.isEmpty()) {
        state.put("step", Steps.remembered(0));
        state.put("exp_avg", Adam.zeros(parameter));
        state.put("exp_inf", Adam.zeros(parameter));
      }
    }
    Steps.refuseCapturable(group, params[0], "params and state_steps must be", way != Way.FOREACH);
    AdamaxStep arithmetic =
        new AdamaxStep(
            group,
            new Foreach(found),
            remembered(params, "exp_avg"),
            remembered(params, "exp_inf"),
            remembered(params, "step"));
    if (way == Way.FOREACH || way == Way.BATCH) {
      arithmetic.foreach(params, found.gradients(), found.complex());
    } else {
      arithmetic.single(params, found.gradients());
    }
  }
}
