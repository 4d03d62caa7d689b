package dev.obor.optim;

import dev.obor.Layout;
import dev.obor.Tensor;
import dev.obor.TensorLists;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adam for sparse gradients: Python's {@code torch.optim.SparseAdam}.
 *
 * <p>As {@link Adam}, but only elements that the gradient has are changed, in the parameter and in
 * the averages:
 *
 * <pre>
 * g = -g                                 if maximize
 * m = m + (1 - beta1) * (g - m)          where g has an element
 * v = v + (1 - beta2) * (g² - v)         the same
 * p = p - lr * √(1 - beta2^t) / (1 - beta1^t) * m / (√v + eps)      the same
 * </pre>
 *
 * <p>The parameters are dense, the gradients sparse, as embeddings with sparse gradients have them.
 *
 * <pre>{@code
 * SparseAdam optimizer = new SparseAdam(embedding.parameters(), o -> o.lr(1e-3));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Optimizer}.
 */
public final class SparseAdam extends Optimizer {
  /** Keyword arguments of the constructor. The learning rate is 0.001 by default. */
  public static final class Options extends OptimizerOptions<Options> {
    Options() {
      set("lr", 1e-3).set("betas", List.of(0.9, 0.999)).set("eps", 1e-8).set("maximize", false);
    }

    /**
     * Sets how much of the averages of the gradient and of its square is kept; default 0.9 and
     * 0.999.
     *
     * @param first at least 0, below 1
     * @param second at least 0, below 1
     */
    public Options betas(double first, double second) {
      return set("betas", List.of(first, second));
    }

    /**
     * Sets what is added to the denominator, against division by zero; more than 0; default 1e-8.
     */
    public Options eps(Number value) {
      return set("eps", value);
    }

    /** Sets whether the objective is maximized instead of minimized; default false. */
    public Options maximize(boolean value) {
      return set("maximize", value);
    }

    private Map<String, @Nullable Object> checked() {
      checkTensorLr();
      check(value("lr") > 0, "Invalid learning rate: " + text("lr"));
      check(value("eps") > 0, "Invalid epsilon value: " + text("eps"));
      AdamOptions.checkBetas(this);
      return values();
    }
  }

  /** Makes an optimizer with the default options: Python's {@code SparseAdam(params)}. */
  public SparseAdam(Iterable<Tensor> params) {
    this(params, o -> {});
  }

  /** Makes an optimizer with a learning rate: Python's {@code SparseAdam(params, lr)}. */
  public SparseAdam(Iterable<Tensor> params, Number lr) {
    this(params, o -> o.lr(lr));
  }

  /**
   * Makes an optimizer with keyword arguments: Python's {@code SparseAdam(params, lr=…, betas=…,
   * …)}.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public SparseAdam(Iterable<Tensor> params, Consumer<Options> options) {
    this(singleGroup(params), options);
  }

  /**
   * Makes an optimizer for several groups; each may have other options than those given here.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public SparseAdam(List<ParamGroup> groups, Consumer<Options> options) {
    super(groups, checked(options));
    refuse(true, "Sparse params", "SparseAdam requires dense parameter tensors");
    refuse(false, "Complex params", "SparseAdam does not support complex parameters");
  }

  private static Map<String, @Nullable Object> checked(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o.checked();
  }

  private void refuse(boolean sparse, String what, String reason) {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < paramGroups().size(); i++) {
      List<Tensor> params = paramGroups().get(i).params();
      for (int j = 0; j < params.size(); j++) {
        Tensor p = params.get(j);
        if (sparse ? p.layout() != Layout.STRIDED : p.dtype().isComplex()) {
          places.add("[" + i + ", " + j + "]");
        }
      }
    }
    if (!places.isEmpty()) {
      throw new ValueException(what + " at indices " + places + ": " + reason);
    }
  }

  @Override
  protected void update(ParamGroup group) {
    TensorLists.WithGradients found = TensorLists.withGradients(group.params());
    SparseAdamStep arithmetic = new SparseAdamStep(group);
    for (int i = 0; i < found.tensors().length; i++) {
      Tensor parameter = found.tensors()[i];
      Tensor gradient = found.gradients()[i];
      if (gradient.layout() == Layout.STRIDED) {
        throw new TorchException(
            "SparseAdam does not support dense gradients, please consider Adam instead");
      }
      Map<String, Object> state = state(parameter);
      if (state.isEmpty()) {
        state.put("step", 0L);
        state.put("exp_avg", Adam.zeros(parameter));
        state.put("exp_avg_sq", Adam.zeros(parameter));
      }
      long step = 1;
      if (state.get("step") instanceof Number before) {
        step += before.longValue();
      }
      state.put("step", step);
      Tensor average = (Tensor) state.get("exp_avg");
      Tensor square = (Tensor) state.get("exp_avg_sq");
      if (average != null && square != null) {
        arithmetic.single(parameter, gradient, average, square, step);
      }
    }
  }
}
