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
 * RMSprop: Python's {@code torch.optim.RMSprop}, from Hinton's lectures, <i>Neural Networks for
 * Machine Learning</i>, lecture 6e (2012); centred as in Graves, <i>Generating Sequences With
 * Recurrent Neural Networks</i> (2013).
 *
 * <p>For each parameter p with gradient g:
 *
 * <pre>
 * g = -g                                 if maximize
 * g = g + weight_decay * p               if weight_decay is not 0
 * v = alpha * v + (1 - alpha) * g²
 * a = alpha * a + (1 - alpha) * g        if centered
 * d = √(v - a²) + eps if centered, else √v + eps
 * b = momentum * b + g / d, p = p - lr * b    if momentum is more than 0
 * p = p - lr * g / d                          otherwise
 * </pre>
 *
 * <pre>{@code
 * RMSprop optimizer = new RMSprop(model.parameters(), o -> o.lr(1e-3).momentum(0.9));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Optimizer}.
 */
public final class RMSprop extends Optimizer {
  /** Keyword arguments of the constructor. The learning rate is 0.01 by default. */
  public static final class Options extends CapturableOptions<Options> {
    Options() {
      set("lr", 1e-2).set("momentum", 0).set("alpha", 0.99).set("eps", 1e-8);
      set("centered", false).set("weight_decay", 0).set("capturable", false).set("foreach", null);
      set("maximize", false).set("differentiable", false);
    }

    /** Sets how much of the average of squares is kept; default 0.99. */
    public Options alpha(Number value) {
      return set("alpha", value);
    }

    /** Sets what is added to the denominator, against division by zero; default 1e-8. */
    public Options eps(Number value) {
      return set("eps", value);
    }

    /** Sets the penalty on large parameters; default 0. */
    public Options weightDecay(Number value) {
      return set("weight_decay", value);
    }

    /** Sets how much of the last direction is kept; default 0. */
    public Options momentum(Number value) {
      return set("momentum", value);
    }

    /** Sets whether the gradient is divided by an estimate of its variance; default false. */
    public Options centered(boolean value) {
      return set("centered", value);
    }

    private Map<String, @Nullable Object> checked() {
      checkTensorLr();
      checkAtLeastZero("lr", "Invalid learning rate: ");
      checkAtLeastZero("eps", "Invalid epsilon value: ");
      checkAtLeastZero("momentum", "Invalid momentum value: ");
      checkAtLeastZero("weight_decay", "Invalid weight_decay value: ");
      checkAtLeastZero("alpha", "Invalid alpha value: ");
      return values();
    }
  }

  /** Makes an optimizer with the default options: Python's {@code RMSprop(params)}. */
  public RMSprop(Iterable<Tensor> params) {
    this(params, o -> {});
  }

  /** Makes an optimizer with a learning rate: Python's {@code RMSprop(params, lr)}. */
  public RMSprop(Iterable<Tensor> params, Number lr) {
    this(params, o -> o.lr(lr));
  }

  /**
   * Makes an optimizer with keyword arguments: Python's {@code RMSprop(params, lr=…, alpha=…, …)}.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public RMSprop(Iterable<Tensor> params, Consumer<Options> options) {
    this(singleGroup(params), options);
  }

  /**
   * Makes an optimizer for several groups; each may have other options than those given here.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public RMSprop(List<ParamGroup> groups, Consumer<Options> options) {
    super(groups, checked(options));
  }

  private static Map<String, @Nullable Object> checked(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o.checked();
  }

  @Override
  void completeLoaded(ParamGroup group) {
    group.setDefault("momentum", 0);
    group.setDefault("centered", false);
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
      throw new TorchException("RMSprop does not support sparse gradients");
    }
    Way way = Way.of(group, found);
    for (Tensor parameter : params) {
      Map<String, Object> state = state(parameter);
      if (state.isEmpty()) {
        state.put("step", Steps.remembered(0));
        state.put("square_avg", Adam.zeros(parameter));
        if (group.number("momentum") > 0) {
          state.put("momentum_buffer", Adam.zeros(parameter));
        }
        if (group.flag("centered")) {
          state.put("grad_avg", Adam.zeros(parameter));
        }
      }
    }
    Steps.refuseCapturable(group, params[0], "params and state_steps must be", true);
    RMSpropStep arithmetic =
        new RMSpropStep(
            group,
            new Foreach(found),
            remembered(params, "square_avg"),
            group.number("momentum") > 0 ? remembered(params, "momentum_buffer") : new Tensor[0],
            group.flag("centered") ? remembered(params, "grad_avg") : new Tensor[0],
            remembered(params, "step"));
    if (way == Way.FOREACH || way == Way.BATCH) {
      arithmetic.foreach(params, found.gradients(), found.complex());
    } else {
      arithmetic.single(params, found.gradients());
    }
  }
}
