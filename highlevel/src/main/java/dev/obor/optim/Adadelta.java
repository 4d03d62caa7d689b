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
 * Adadelta: Python's {@code torch.optim.Adadelta}, from Zeiler, <i>ADADELTA: An Adaptive Learning
 * Rate Method</i> (2012).
 *
 * <p>For each parameter p with gradient g:
 *
 * <pre>
 * g = -g                                 if maximize
 * g = g + weight_decay * p               if weight_decay is not 0
 * v = rho * v + (1 - rho) * g²
 * d = √(u + eps) / √(v + eps) * g
 * u = rho * u + (1 - rho) * d²
 * p = p - lr * d
 * </pre>
 *
 * <pre>{@code
 * Adadelta optimizer = new Adadelta(model.parameters(), o -> o.rho(0.95));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Optimizer}.
 */
public final class Adadelta extends Optimizer {
  /** Keyword arguments of the constructor. The learning rate is 1 by default. */
  public static final class Options extends CapturableOptions<Options> {
    Options() {
      set("lr", 1.0).set("rho", 0.9).set("eps", 1e-6).set("weight_decay", 0);
      set("maximize", false).set("capturable", false).set("foreach", null);
      set("differentiable", false);
    }

    /** Sets how much of the averages of squares is kept, from 0 to 1; default 0.9. */
    public Options rho(Number value) {
      return set("rho", value);
    }

    /** Sets what is added to the squares, against division by zero; default 1e-6. */
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
      check(value("rho") >= 0 && value("rho") <= 1, "Invalid rho value: " + text("rho"));
      checkAtLeastZero("eps", "Invalid epsilon value: ");
      checkAtLeastZero("weight_decay", "Invalid weight_decay value: ");
      return values();
    }
  }

  /** Makes an optimizer with the default options: Python's {@code Adadelta(params)}. */
  public Adadelta(Iterable<Tensor> params) {
    this(params, o -> {});
  }

  /** Makes an optimizer with a learning rate: Python's {@code Adadelta(params, lr)}. */
  public Adadelta(Iterable<Tensor> params, Number lr) {
    this(params, o -> o.lr(lr));
  }

  /**
   * Makes an optimizer with keyword arguments: Python's {@code Adadelta(params, lr=…, rho=…, …)}.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public Adadelta(Iterable<Tensor> params, Consumer<Options> options) {
    this(singleGroup(params), options);
  }

  /**
   * Makes an optimizer for several groups; each may have other options than those given here.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public Adadelta(List<ParamGroup> groups, Consumer<Options> options) {
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
      throw new TorchException("Adadelta does not support sparse gradients");
    }
    Way way = Way.of(group, found);
    for (Tensor parameter : params) {
      Map<String, Object> state = state(parameter);
      if (state.isEmpty()) {
        state.put("step", Steps.remembered(0));
        state.put("square_avg", Adam.zeros(parameter));
        state.put("acc_delta", Adam.zeros(parameter));
      }
    }
    Steps.refuseCapturable(group, params[0], "params and state_steps must be", false);
    AdadeltaStep arithmetic =
        new AdadeltaStep(
            group,
            new Foreach(found),
            remembered(params, "square_avg"),
            remembered(params, "acc_delta"),
            remembered(params, "step"));
    if (way == Way.FOREACH || way == Way.BATCH) {
      arithmetic.foreach(params, found.gradients(), found.complex());
    } else {
      arithmetic.single(params, found.gradients());
    }
  }
}
