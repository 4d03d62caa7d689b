package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.TensorLists;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adam: Python's {@code torch.optim.Adam}, from Kingma and Ba, <i>Adam: A Method for Stochastic
 * Optimization</i> (2014).
 *
 * <p>For each parameter p with gradient g, in step t:
 *
 * <pre>
 * g = -g                                 if maximize
 * g = g + weight_decay * p               if weight_decay is not 0
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g²
 * u = max(u, v) if amsgrad, else v
 * p = p - lr * (m / (1 - beta1^t)) / (√(u / (1 - beta2^t)) + eps)
 * </pre>
 *
 * <p>With {@code decoupledWeightDecay} the second line is p = p - lr * weight_decay * p, as in
 * {@link AdamW}.
 *
 * <pre>{@code
 * Adam optimizer = new Adam(model.parameters(), o -> o.lr(1e-3).betas(0.9, 0.99));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Optimizer}.
 */
public class Adam extends Optimizer {
  /** Keyword arguments of the constructor. */
  public static final class Options extends AdamOptions<Options> {
    Options() {
      super(0, false);
    }

    /** Sets whether weight decay leaves the averages alone, as in {@link AdamW}; default false. */
    public Options decoupledWeightDecay(boolean value) {
      return set("decoupled_weight_decay", value);
    }
  }

  /** Makes an optimizer with the default options: Python's {@code Adam(params)}. */
  public Adam(Iterable<Tensor> params) {
    this(params, o -> {});
  }

  /** Makes an optimizer with a learning rate: Python's {@code Adam(params, lr)}. */
  public Adam(Iterable<Tensor> params, Number lr) {
    this(params, o -> o.lr(lr));
  }

  /**
   * Makes an optimizer with keyword arguments: Python's {@code Adam(params, lr=…, betas=…, …)}.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public Adam(Iterable<Tensor> params, Consumer<Options> options) {
    this(singleGroup(params), options);
  }

  /**
   * Makes an optimizer for several groups; each may have other options than those given here.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public Adam(List<ParamGroup> groups, Consumer<Options> options) {
    super(groups, checked(new Options(), options));
  }

  Adam(List<ParamGroup> groups, Map<String, @Nullable Object> defaults) {
    super(groups, defaults);
  }

  static <O extends AdamOptions<O>> Map<String, @Nullable Object> checked(
      O options, Consumer<O> given) {
    given.accept(options);
    return options.checked();
  }

  @Override
  public boolean supportsAmpScaling() {
    return Boolean.TRUE.equals(defaults().get("fused"));
  }

  @Override
  void completeLoaded(ParamGroup group) {
    group.setDefault("amsgrad", false).setDefault("maximize", false).setDefault("foreach", null);
    group.setDefault("capturable", false).setDefault("differentiable", false);
    group.setDefault("decoupled_weight_decay", false).setDefault("fused", null);
    boolean fused = Boolean.TRUE.equals(group.optionalFlag("fused"));
    for (Tensor parameter : group.params()) {
      Steps.complete(state(parameter), "step", fused, parameter);
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
      throw new TorchException(
          "Adam does not support sparse gradients, please consider SparseAdam instead");
    }
    Way way = Way.of(group, found);
    if (way == Way.BATCH && group.pair("betas").get(0) instanceof Tensor) {
      way = Way.SINGLE;
    }
    for (Tensor parameter : params) {
      Map<String, Object> state = state(parameter);
      if (state.isEmpty()) {
        initialize(state, parameter, group, way == Way.FUSED);
      }
    }
    if (way == Way.FOREACH && group.get("lr") instanceof Tensor) {
      if (Boolean.TRUE.equals(group.optionalFlag("foreach"))) {
        throw new TorchException(
            "lr as a Tensor is not supported for capturable=False and foreach=True");
      }
      way = Way.SINGLE;
    }
    Steps.refuseCapturable(group, params[0], "params and state_steps must be", way != Way.FOREACH);
    AdamStep arithmetic =
        new AdamStep(
            group,
            new Foreach(found),
            remembered(params, "exp_avg"),
            remembered(params, "exp_avg_sq"),
            group.flag("amsgrad") ? remembered(params, "max_exp_avg_sq") : new Tensor[0],
            remembered(params, "step"));
    switch (way) {
      case FUSED -> arithmetic.fused(params, found.gradients(), gradScale(), foundInf());
      case SINGLE -> arithmetic.single(params, found.gradients());
      default -> arithmetic.foreach(params, found.gradients(), found.complex());
    }
  }

  private static void initialize(
      Map<String, Object> state, Tensor parameter, ParamGroup group, boolean fused) {
    if (fused) {
      Steps.checkFused(parameter, true);
    }
    state.put("step", fused ? Steps.fused(parameter) : Steps.remembered(0));
    state.put("exp_avg", zeros(parameter));
    state.put("exp_avg_sq", zeros(parameter));
    if (group.flag("amsgrad")) {
      state.put("max_exp_avg_sq", zeros(parameter));
    }
  }

  /** Zeros of the same form, to be remembered. */
  static Tensor zeros(Tensor like) {
    return Aten.zeros_like(like.detach(), null, null, null, null, null).unscoped();
  }
}
