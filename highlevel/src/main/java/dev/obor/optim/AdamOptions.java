package dev.obor.optim;

import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.serialization.Tuple;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link Adam} and {@link AdamW}. The learning rate is 0.001 by default.
 *
 * @param <O> the options of one of the two
 */
public abstract class AdamOptions<O extends AdamOptions<O>> extends CapturableOptions<O> {
  AdamOptions(double weightDecay, boolean decoupled) {
    set("lr", 1e-3).set("betas", Tuple.of(0.9, 0.999)).set("eps", 1e-8);
    set("weight_decay", weightDecay == 0 ? (Number) 0 : (Number) weightDecay);
    set("amsgrad", false).set("maximize", false).set("foreach", null).set("capturable", false);
    set("differentiable", false).set("fused", null).set("decoupled_weight_decay", decoupled);
  }

  /**
   * Sets how much of the averages of the gradient and of its square is kept; default 0.9 and 0.999.
   *
   * @param first at least 0, below 1
   * @param second at least 0, below 1
   */
  public O betas(double first, double second) {
    return set("betas", Tuple.of(first, second));
  }

  /** Sets the same as tensors of one element, which can be changed in place between steps. */
  public O betas(Tensor first, Tensor second) {
    return set("betas", Tuple.of(first, second));
  }

  /** Sets what is added to the denominator, against division by zero; default 1e-8. */
  public O eps(Number value) {
    return set("eps", value);
  }

  /** Sets the penalty on large parameters; default 0 for {@link Adam}, 0.01 for {@link AdamW}. */
  public O weightDecay(Number value) {
    return set("weight_decay", value);
  }

  /**
   * Sets whether the largest average of squares so far is used, as in Reddi, Kale and Kumar, <i>On
   * the Convergence of Adam and Beyond</i> (2018); default false.
   */
  public O amsgrad(boolean value) {
    return set("amsgrad", value);
  }

  /** Sets whether one kernel makes the whole step, with slightly other rounding; default false. */
  public O fused(boolean value) {
    return set("fused", value);
  }

  final Map<String, @Nullable Object> checked() {
    boolean lists = flag("foreach") && !flag("capturable");
    if (values().get("lr") instanceof Tensor && lists) {
      throw new ValueException(
          "lr as a Tensor is not supported for capturable=False and foreach=True");
    }
    checkTensorLr();
    checkAtLeastZero("lr", "Invalid learning rate: ");
    checkAtLeastZero("eps", "Invalid epsilon value: ");
    checkBetas(this);
    checkAtLeastZero("weight_decay", "Invalid weight_decay value: ");
    List<?> betas = (List<?>) values().get("betas");
    for (int i = 0; i < 2 && betas != null; i++) {
      if (betas.get(i) instanceof Tensor beta) {
        check(
            !lists,
            "betas[" + i + "] as a Tensor is not supported for capturable=False and foreach=True");
        check(beta.numel() == 1, "Tensor betas[" + i + "] must be 1-element");
      }
    }
    SGD.checkFused(this);
    return values();
  }

  /** Checks that both betas are at least 0 and below 1. */
  static void checkBetas(OptimizerOptions<?> options) {
    if (options.values().get("betas") instanceof List<?> betas) {
      for (int i = 0; i < betas.size(); i++) {
        double beta = Quantity.of(betas.get(i)).number();
        options.check(
            0 <= beta && beta < 1,
            "Invalid beta parameter at index " + i + ": " + PythonText.of(betas.get(i)));
      }
    }
  }
}
