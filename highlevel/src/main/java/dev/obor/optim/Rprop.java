package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.Scalar;
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
 * Resilient backpropagation: Python's {@code torch.optim.Rprop}, from Riedmiller and Braun, <i>A
 * Direct Adaptive Method for Faster Backpropagation Learning: The RPROP Algorithm</i> (1993).
 *
 * <p>For each element p of a parameter, with gradient g, the gradient q of the last step (0 at
 * first) and a step size s (lr at first):
 *
 * <pre>
 * g = -g                                   if maximize
 * s = min(s * etaplus, max_step)           if g * q &gt; 0
 * s = max(s * etaminus, min_step), g = 0   if g * q &lt; 0
 * p = p - sign(g) * s
 * </pre>
 *
 * <p>The size of the gradient does not count, so it is for whole data sets rather than batches.
 *
 * <pre>{@code
 * Rprop optimizer = new Rprop(model.parameters(), o -> o.lr(1e-2).etas(0.5, 1.2));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Optimizer}.
 */
public final class Rprop extends Optimizer {
  /** Keyword arguments of the constructor. The learning rate is 0.01 by default. */
  public static final class Options extends CapturableOptions<Options> {
    Options() {
      set("lr", 1e-2).set("etas", Tuple.of(0.5, 1.2)).set("step_sizes", Tuple.of(1e-6, 50));
      set("foreach", null).set("maximize", false).set("differentiable", false);
      set("capturable", false);
    }

    /**
     * Sets what a step size is multiplied by; default 0.5 and 1.2.
     *
     * @param minus where the gradient changed its sign, between 0 and 1
     * @param plus where it did not, more than 1
     */
    public Options etas(Number minus, Number plus) {
      return set("etas", Tuple.of(minus, plus));
    }

    /** Sets the smallest and the largest step size; default 1e-6 and 50. */
    public Options stepSizes(Number min, Number max) {
      return set("step_sizes", Tuple.of(min, max));
    }

    private Map<String, @Nullable Object> checked() {
      checkTensorLr();
      checkAtLeastZero("lr", "Invalid learning rate: ");
      if (values().get("etas") instanceof List<?> etas) {
        double minus = Quantity.of(etas.get(0)).number();
        double plus = Quantity.of(etas.get(1)).number();
        check(
            0 < minus && minus < 1 && 1 < plus,
            "Invalid eta values: "
                + PythonText.of(etas.get(0))
                + ", "
                + PythonText.of(etas.get(1)));
      }
      return values();
    }
  }

  /** Makes an optimizer with the default options: Python's {@code Rprop(params)}. */
  public Rprop(Iterable<Tensor> params) {
    this(params, o -> {});
  }

  /** Makes an optimizer with a learning rate: Python's {@code Rprop(params, lr)}. */
  public Rprop(Iterable<Tensor> params, Number lr) {
    this(params, o -> o.lr(lr));
  }

  /**
   * Makes an optimizer with keyword arguments: Python's {@code Rprop(params, lr=…, etas=…, …)}.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public Rprop(Iterable<Tensor> params, Consumer<Options> options) {
    this(singleGroup(params), options);
  }

  /**
   * Makes an optimizer for several groups; each may have other options than those given here.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public Rprop(List<ParamGroup> groups, Consumer<Options> options) {
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
      throw new TorchException("Rprop does not support sparse gradients");
    }
    Way way = Way.of(group, found);
    for (Tensor parameter : params) {
      Map<String, Object> state = state(parameter);
      if (state.isEmpty()) {
        state.put("step", Steps.remembered(0));
        state.put("prev", Adam.zeros(parameter));
        state.put("step_size", sizes(parameter, group.number("lr")));
      }
    }
    Steps.refuseCapturable(group, params[0], "params and state_steps must be", true);
    RpropStep arithmetic =
        new RpropStep(
            group,
            new Foreach(found),
            remembered(params, "prev"),
            remembered(params, "step_size"),
            remembered(params, "step"));
    if (way == Way.FOREACH || way == Way.BATCH) {
      arithmetic.foreach(params, found.gradients(), found.complex());
    } else {
      arithmetic.single(params, found.gradients());
    }
  }

  /** Of a complex parameter the real and the imaginary part have sizes of their own. */
  private static Tensor sizes(Tensor parameter, double lr) {
    Number value = parameter.dtype().isComplex() ? Scalar.of(lr, lr) : (Number) lr;
    return Aten.full_like(parameter.detach(), value, null, null, null, null, null).unscoped();
  }
}
