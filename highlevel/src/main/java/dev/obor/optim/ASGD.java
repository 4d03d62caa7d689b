package dev.obor.optim;

import dev.obor.Tensor;
import dev.obor.TensorLists;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Averaged stochastic gradient descent: Python's {@code torch.optim.ASGD}, from Polyak and
 * Juditsky, <i>Acceleration of Stochastic Approximation by Averaging</i> (1992).
 *
 * <p>For each parameter p with gradient g, in step t, with η = lr and µ = 1 at first:
 *
 * <pre>
 * g = -g                                 if maximize
 * g = g + weight_decay * p               if weight_decay is not 0
 * p = (1 - lambd * η) * p - η * g
 * a = a + µ * (p - a)
 * η = lr / (1 + lambd * lr * t)^alpha
 * µ = 1 / max(1, t - t0)
 * </pre>
 *
 * <p>The average a is in the state as {@code ax}.
 *
 * <pre>{@code
 * ASGD optimizer = new ASGD(model.parameters(), o -> o.lr(1e-2).t0(1000));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Optimizer}.
 */
public final class ASGD extends Optimizer {
  /** Keyword arguments of the constructor. The learning rate is 0.01 by default. */
  public static final class Options extends CapturableOptions<Options> {
    Options() {
      set("lr", 1e-2).set("lambd", 1e-4).set("alpha", 0.75).set("t0", 1e6).set("weight_decay", 0);
      set("foreach", null).set("maximize", false).set("differentiable", false);
      set("capturable", false);
    }

    /** Sets how fast parameters decay; default 0.0001. */
    public Options lambd(Number value) {
      return set("lambd", value);
    }

    /** Sets the power by which the learning rate falls; default 0.75. */
    public Options alpha(Number value) {
      return set("alpha", value);
    }

    /** Sets the step with which averaging begins; default 1e6. */
    public Options t0(Number value) {
      return set("t0", value);
    }

    /** Sets the penalty on large parameters; default 0. */
    public Options weightDecay(Number value) {
      return set("weight_decay", value);
    }

    private Map<String, @Nullable Object> checked() {
      checkTensorLr();
      checkAtLeastZero("lr", "Invalid learning rate: ");
      checkAtLeastZero("weight_decay", "Invalid weight_decay value: ");
      return values();
    }
  }

  /** Makes an optimizer with the default options: Python's {@code ASGD(params)}. */
  public ASGD(Iterable<Tensor> params) {
    this(params, o -> {});
  }

  /** Makes an optimizer with a learning rate: Python's {@code ASGD(params, lr)}. */
  public ASGD(Iterable<Tensor> params, Number lr) {
    this(params, o -> o.lr(lr));
  }

  /**
   * Makes an optimizer with keyword arguments: Python's {@code ASGD(params, lr=…, lambd=…, …)}.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public ASGD(Iterable<Tensor> params, Consumer<Options> options) {
    this(singleGroup(params), options);
  }

  /**
   * Makes an optimizer for several groups; each may have other options than those given here.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public ASGD(List<ParamGroup> groups, Consumer<Options> options) {
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
      Steps.complete(state(parameter), "eta", false, parameter);
      Steps.complete(state(parameter), "mu", false, parameter);
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
      throw new TorchException("ASGD does not support sparse gradients");
    }
    Way way = Way.of(group, found);
    for (Tensor parameter : params) {
      Map<String, Object> state = state(parameter);
      if (state.isEmpty()) {
        state.put("step", Steps.remembered(0, parameter));
        state.put("eta", Steps.remembered(group.number("lr"), parameter));
        state.put("mu", Steps.remembered(1, parameter));
        state.put("ax", Adam.zeros(parameter));
      }
    }
    Steps.refuseCapturable(
        group, params[0], "params, mus, etas, and state_steps must be", way != Way.FOREACH);
    ASGDStep arithmetic =
        new ASGDStep(
            group,
            new Foreach(found),
            remembered(params, "ax"),
            remembered(params, "mu"),
            remembered(params, "eta"),
            remembered(params, "step"));
    if (way == Way.FOREACH) {
      arithmetic.foreach(params, found.gradients(), found.complex());
    } else {
      arithmetic.single(params, found.gradients());
    }
  }
}
