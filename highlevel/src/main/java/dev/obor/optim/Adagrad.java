package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.Scalar;
import dev.obor.Tensor;
import dev.obor.TensorLists;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adagrad: Python's {@code torch.optim.Adagrad}, from Duchi, Hazan and Singer, <i>Adaptive
 * Subgradient Methods for Online Learning and Stochastic Optimization</i> (2011).
 *
 * <p>For each parameter p with gradient g, in step t:
 *
 * <pre>
 * g = -g                                 if maximize
 * g = g + weight_decay * p               if weight_decay is not 0
 * s = s + g²                             s is initial_accumulator_value at first
 * p = p - lr / (1 + (t - 1) * lr_decay) * g / (√s + eps)
 * </pre>
 *
 * <p>Gradients may be sparse.
 *
 * <pre>{@code
 * Adagrad optimizer = new Adagrad(model.parameters(), o -> o.lr(1e-2).lrDecay(1e-4));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Optimizer}.
 */
public final class Adagrad extends Optimizer {
  /** Keyword arguments of the constructor. The learning rate is 0.01 by default. */
  public static final class Options extends GradientOptions<Options> {
    Options() {
      set("lr", 1e-2).set("lr_decay", 0).set("eps", 1e-10).set("weight_decay", 0);
      set("initial_accumulator_value", 0).set("foreach", null).set("maximize", false);
      set("differentiable", false).set("fused", null);
    }

    /** Sets how fast the learning rate falls; default 0. */
    public Options lrDecay(Number value) {
      return set("lr_decay", value);
    }

    /** Sets the penalty on large parameters; default 0. */
    public Options weightDecay(Number value) {
      return set("weight_decay", value);
    }

    /** Sets what the sum of squares is at first; default 0. */
    public Options initialAccumulatorValue(Number value) {
      return set("initial_accumulator_value", value);
    }

    /** Sets what is added to the denominator, against division by zero; default 1e-10. */
    public Options eps(Number value) {
      return set("eps", value);
    }

    /**
     * Sets whether one kernel makes the whole step, with slightly other rounding; default false.
     */
    public Options fused(boolean value) {
      return set("fused", value);
    }

    private Map<String, @Nullable Object> checked() {
      checkTensorLr();
      checkAtLeastZero("lr", "Invalid learning rate: ");
      checkAtLeastZero("lr_decay", "Invalid lr_decay value: ");
      checkAtLeastZero("weight_decay", "Invalid weight_decay value: ");
      checkAtLeastZero("initial_accumulator_value", "Invalid initial_accumulator_value value: ");
      checkAtLeastZero("eps", "Invalid epsilon value: ");
      SGD.checkFused(this);
      return values();
    }
  }

  /** Makes an optimizer with the default options: Python's {@code Adagrad(params)}. */
  public Adagrad(Iterable<Tensor> params) {
    this(params, o -> {});
  }

  /** Makes an optimizer with a learning rate: Python's {@code Adagrad(params, lr)}. */
  public Adagrad(Iterable<Tensor> params, Number lr) {
    this(params, o -> o.lr(lr));
  }

  /**
   * Makes an optimizer with keyword arguments: Python's {@code Adagrad(params, lr=…, lr_decay=…,
   * …)}.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public Adagrad(Iterable<Tensor> params, Consumer<Options> options) {
    this(singleGroup(params), options);
  }

  /**
   * Makes an optimizer for several groups; each may have other options than those given here.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public Adagrad(List<ParamGroup> groups, Consumer<Options> options) {
    super(groups, checked(options));
    for (ParamGroup group : paramGroups()) {
      group.params().forEach(parameter -> initialize(group, parameter));
    }
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
    group.setDefault("fused", null);
    boolean fused = Boolean.TRUE.equals(group.optionalFlag("fused"));
    for (Tensor parameter : group.params()) {
      Steps.complete(state(parameter), "step", fused, parameter);
    }
  }

  private void initialize(ParamGroup group, Tensor parameter) {
    Map<String, Object> state = state(parameter);
    boolean fused = Boolean.TRUE.equals(group.optionalFlag("fused"));
    state.put("step", fused ? Steps.fused(parameter) : Steps.remembered(0));
    double initial = group.number("initial_accumulator_value");
    Number value = parameter.dtype().isComplex() ? Scalar.of(initial, initial) : (Number) initial;
    Tensor sum = Aten.full_like(parameter.detach(), value, null, null, null, null, null);
    state.put("sum", sum.unscoped());
  }

  @Override
  protected void update(ParamGroup group) {
    TensorLists.WithGradients found = TensorLists.withGradients(group.params());
    Tensor[] params = found.tensors();
    if (params.length == 0) {
      return;
    }
    for (Tensor parameter : params) {
      if (state(parameter).isEmpty()) {
        initialize(group, parameter);
      }
    }
    AdagradStep arithmetic =
        new AdagradStep(
            group, new Foreach(found), remembered(params, "sum"), remembered(params, "step"));
    Way way = Way.of(group, found);
    if (way == Way.FUSED) {
      Steps.checkFused(params[0], false);
      if (found.sparse() || found.complex()) {
        throw new TorchException("`fused` does not support sparse grad or complex param");
      }
      arithmetic.fused(params, found.gradients(), gradScale(), foundInf());
    } else if (way == Way.FOREACH && !found.sparse()) {
      arithmetic.foreach(params, found.gradients(), found.complex());
    } else {
      arithmetic.single(params, found.gradients());
    }
  }
}
