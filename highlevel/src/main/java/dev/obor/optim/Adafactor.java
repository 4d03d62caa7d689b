package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.TensorLists;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adafactor, which remembers about a matrix no more than a row and a column: Python's {@code
 * torch.optim.Adafactor}, from Shazeer and Stern, <i>Adafactor: Adaptive Learning Rates with
 * Sublinear Memory Cost</i> (2018).
 *
 * <p>For each parameter p with gradient g, in step t, with rms(x) = |x| / √n:
 *
 * <pre>
 * g = -g                                       if maximize
 * b = t^beta2_decay
 * a = max(eps2, rms(p)) * min(lr, 1 / √t)
 * p = p - lr * weight_decay * p                if weight_decay is not 0
 * r = r + b * (mean of g² along rows - r)      for matrices
 * c = c + b * (mean of g² along columns - c)
 * v = r c / max(mean of r, eps1)
 * v = v + b * (g² - v)                         for vectors
 * u = g / √max(v, eps1²)
 * p = p - a * u / max(1, rms(u) / d)
 * </pre>
 *
 * <pre>{@code
 * Adafactor optimizer = new Adafactor(model.parameters(), o -> o.lr(1e-2));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Optimizer}.
 */
public final class Adafactor extends Optimizer {
  /** Keyword arguments of the constructor. The learning rate is 0.01 by default. */
  public static final class Options extends OptimizerOptions<Options> {
    Options() {
      set("lr", 1e-2).set("beta2_decay", -0.8).set("eps", Arrays.asList(null, 1e-3)).set("d", 1.0);
      set("weight_decay", 0.0).set("foreach", null).set("maximize", false);
    }

    /** Sets the power by which the average of squares changes less and less; default -0.8. */
    public Options beta2Decay(Number value) {
      return set("beta2_decay", value);
    }

    /**
     * Sets bounds against division by zero and steps of no size.
     *
     * @param first the smallest root of a mean square; by default, null, the machine epsilon of the
     *     parameter's dtype
     * @param second the smallest size of a parameter; default 0.001
     */
    public Options eps(@Nullable Number first, Number second) {
      return set("eps", Arrays.asList(first, second));
    }

    /** Sets the size that changes are cut to, at least 1; default 1. */
    public Options d(Number value) {
      return set("d", value);
    }

    /** Sets the penalty on large parameters; default 0. */
    public Options weightDecay(Number value) {
      return set("weight_decay", value);
    }

    /**
     * Sets whether parameters are changed by one call for each operation, with slightly other
     * rounding; default false.
     */
    public Options foreach(boolean value) {
      return set("foreach", value);
    }

    /** Sets whether the objective is maximized instead of minimized; default false. */
    public Options maximize(boolean value) {
      return set("maximize", value);
    }

    private Map<String, @Nullable Object> checked() {
      checkTensorLr();
      checkAtLeastZero("lr", "Learning rate should be >= 0 but is: ");
      check(value("beta2_decay") <= 0, "beta2_decay should be <= 0 but is: " + text("beta2_decay"));
      if (values().get("eps") instanceof List<?> eps) {
        for (int i = 0; i < eps.size(); i++) {
          check(
              eps.get(i) == null || Quantity.of(eps.get(i)).number() >= 0,
              "epsilon" + (i + 1) + " should be >= 0 but is: " + PythonText.of(eps.get(i)));
        }
      }
      check(value("d") >= 1, "Clipping threshold d should be >= 1 but is: " + text("d"));
      checkAtLeastZero("weight_decay", "weight_decay should be >= 0 but is: ");
      return values();
    }
  }

  /** Makes an optimizer with the default options: Python's {@code Adafactor(params)}. */
  public Adafactor(Iterable<Tensor> params) {
    this(params, o -> {});
  }

  /** Makes an optimizer with a learning rate: Python's {@code Adafactor(params, lr)}. */
  public Adafactor(Iterable<Tensor> params, Number lr) {
    this(params, o -> o.lr(lr));
  }

  /**
   * Makes an optimizer with keyword arguments: Python's {@code Adafactor(params, lr=…,
   * beta2_decay=…, …)}.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public Adafactor(Iterable<Tensor> params, Consumer<Options> options) {
    this(singleGroup(params), options);
  }

  /**
   * Makes an optimizer for several groups; each may have other options than those given here.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public Adafactor(List<ParamGroup> groups, Consumer<Options> options) {
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
    if (found.complex()) {
      throw new TorchException("Adafactor does not support complex parameters");
    }
    if (found.sparse()) {
      throw new TorchException("Adafactor does not support sparse gradients");
    }
    for (int i = 0; i < params.length; i++) {
      Map<String, Object> state = state(params[i]);
      if (state.isEmpty()) {
        initialize(state, found.gradients()[i]);
      }
    }
    AdafactorStep arithmetic = new AdafactorStep(group);
    double[] steps = Steps.advance(remembered(params, "step"));
    for (int i = 0; i < params.length; i++) {
      arithmetic.single(params[i], found.gradients()[i], state(params[i]), steps[i]);
    }
  }

  private static void initialize(Map<String, Object> state, Tensor gradient) {
    state.put("step", Steps.remembered(0));
    if (gradient.dim() > 1) {
      long[] shape = gradient.shape().toArray();
      long[] row = shape.clone();
      row[shape.length - 1] = 1;
      long[] column = shape.clone();
      column[shape.length - 2] = 1;
      state.put("row_var", zeros(gradient, row));
      state.put("col_var", zeros(gradient, column));
    } else {
      state.put("variance", Adam.zeros(gradient));
    }
  }

  private static Tensor zeros(Tensor like, long[] shape) {
    return Aten.new_zeros(like, shape, null, null, null, null).unscoped();
  }
}
