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
 * Momentum whose direction is made orthogonal, for the matrices of hidden layers: Python's {@code
 * torch.optim.Muon}, from Jordan, <i>Muon: An optimizer for hidden layers in neural networks</i>
 * (2024), and Liu and others, <i>Muon is Scalable for LLM Training</i> (2025).
 *
 * <p>For each parameter p, a matrix of A rows and B columns with gradient g:
 *
 * <pre>
 * b = momentum * b + (1 - momentum) * g
 * u = momentum * b + (1 - momentum) * g  if nesterov, else b
 * o = u / |u|, in bfloat16, then ns_steps times:
 *     o = a * o + (b * o oᵀ + c * (o oᵀ)²) o    with the three ns_coefficients a, b and c
 * p = p - lr * weight_decay * p
 * p = p - lr * √max(1, A / B) * o               or lr * 0.2 * √max(A, B), for match_rms_adamw
 * </pre>
 *
 * <p>Vectors, such as biases, and embeddings are for another optimizer.
 *
 * <pre>{@code
 * Muon optimizer = new Muon(List.of(hidden.weight), o -> o.lr(1e-3).weightDecay(0.1));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Optimizer}.
 */
public final class Muon extends Optimizer {
  /** Keyword arguments of the constructor. The learning rate is 0.001 by default. */
  public static final class Options extends OptimizerOptions<Options> {
    Options() {
      set("lr", 1e-3).set("weight_decay", 0.1).set("momentum", 0.95).set("nesterov", true);
      set("ns_coefficients", Tuple.of(3.4445, -4.7750, 2.0315)).set("eps", 1e-7);
      set("ns_steps", 5).set("adjust_lr_fn", null);
    }

    /** Sets the penalty on large parameters; default 0.1. */
    public Options weightDecay(Number value) {
      return set("weight_decay", value);
    }

    /** Sets how much of the last direction is kept; default 0.95. */
    public Options momentum(Number value) {
      return set("momentum", value);
    }

    /** Sets whether the momentum is that of Nesterov, which looks one step ahead; default true. */
    public Options nesterov(boolean value) {
      return set("nesterov", value);
    }

    /** Sets the coefficients of the iteration; default 3.4445, -4.775 and 2.0315. */
    public Options nsCoefficients(double a, double b, double c) {
      return set("ns_coefficients", Tuple.of(a, b, c));
    }

    /** Sets what is added to the denominator, against division by zero; default 1e-7. */
    public Options eps(Number value) {
      return set("eps", value);
    }

    /** Sets how often the iteration is made, less than 100 times; default 5. */
    public Options nsSteps(int value) {
      return set("ns_steps", value);
    }

    /**
     * Sets how the learning rate depends on the shape: {@code original}, the default, or {@code
     * match_rms_adamw}.
     */
    public Options adjustLrFn(String value) {
      return set("adjust_lr_fn", value);
    }

    private Map<String, @Nullable Object> checked() {
      checkTensorLr();
      checkAtLeastZero("lr", "Learning rate should be >= 0 but is: ");
      checkAtLeastZero("momentum", "momentum should be >= 0 but is: ");
      checkAtLeastZero("weight_decay", "weight decay should be >= 0 but is: ");
      Object adjusting = values().get("adjust_lr_fn");
      check(
          adjusting == null || adjusting.equals("original") || adjusting.equals("match_rms_adamw"),
          "Adjust learning rate function " + text("adjust_lr_fn") + " is not supported");
      return values();
    }
  }

  /** Makes an optimizer with the default options: Python's {@code Muon(params)}. */
  public Muon(Iterable<Tensor> params) {
    this(params, o -> {});
  }

  /** Makes an optimizer with a learning rate: Python's {@code Muon(params, lr)}. */
  public Muon(Iterable<Tensor> params, Number lr) {
    this(params, o -> o.lr(lr));
  }

  /**
   * Makes an optimizer with keyword arguments: Python's {@code Muon(params, lr=…, weight_decay=…,
   * …)}.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public Muon(Iterable<Tensor> params, Consumer<Options> options) {
    this(singleGroup(params), options);
  }

  /**
   * Makes an optimizer for several groups; each may have other options than those given here.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public Muon(List<ParamGroup> groups, Consumer<Options> options) {
    super(groups, checked(options));
    for (ParamGroup group : paramGroups()) {
      for (Tensor parameter : group.params()) {
        if (parameter.dim() != 2) {
          throw new ValueException(
              "Muon only supports 2D parameters whereas we found a parameter with size: "
                  + parameter.shape());
        }
      }
    }
  }

  private static Map<String, @Nullable Object> checked(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o.checked();
  }

  @Override
  protected void update(ParamGroup group) {
    TensorLists.WithGradients found = TensorLists.withGradients(group.params());
    if (found.complex()) {
      throw new TorchException("Muon does not support complex parameters");
    }
    if (found.sparse()) {
      throw new TorchException("Muon does not support sparse gradients");
    }
    MuonStep arithmetic = new MuonStep(group);
    for (int i = 0; i < found.tensors().length; i++) {
      Tensor gradient = found.gradients()[i];
      Tensor buffer =
          (Tensor)
              state(found.tensors()[i])
                  .computeIfAbsent("momentum_buffer", key -> Adam.zeros(gradient));
      arithmetic.single(found.tensors()[i], gradient, buffer);
    }
  }
}
