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
 * Stochastic gradient descent, optionally with momentum: Python's {@code torch.optim.SGD}.
 *
 * <p>For each parameter p with gradient g:
 *
 * <pre>
 * g = -g                                    if maximize
 * g = g + weight_decay * p                  if weight_decay is not 0
 * b = g the first time, then momentum * b + (1 - dampening) * g
 *                                           if momentum is not 0
 * g = g + momentum * b if nesterov, else b  if momentum is not 0
 * p = p - lr * g
 * </pre>
 *
 * <p>Nesterov's momentum has the form of Sutskever, Martens, Dahl and Hinton, <i>On the importance
 * of initialization and momentum in deep learning</i> (2013), with the learning rate outside of the
 * momentum. Gradients may be sparse.
 *
 * <pre>{@code
 * SGD optimizer = new SGD(model.parameters(), o -> o.lr(0.1).momentum(0.9));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Optimizer}.
 */
public final class SGD extends Optimizer {
  private static final String MOMENTUM_BUFFER = "momentum_buffer";

  /** Keyword arguments of the constructor. The learning rate is 0.001 by default. */
  public static final class Options extends GradientOptions<Options> {
    Options() {
      set("lr", 1e-3).set("momentum", 0).set("dampening", 0).set("weight_decay", 0);
      set("nesterov", false).set("maximize", false).set("foreach", null);
      set("differentiable", false).set("fused", null);
    }

    /** Sets how much of the last direction is kept; default 0. */
    public Options momentum(Number value) {
      return set("momentum", value);
    }

    /** Sets how much of the new gradient is left out of the momentum; default 0. */
    public Options dampening(Number value) {
      return set("dampening", value);
    }

    /** Sets the penalty on large parameters; default 0. */
    public Options weightDecay(Number value) {
      return set("weight_decay", value);
    }

    /** Sets the penalty on large parameters as a tensor, through which gradients can flow. */
    public Options weightDecay(Tensor value) {
      return set("weight_decay", value);
    }

    /** Sets whether the momentum is that of Nesterov, which looks one step ahead; default false. */
    public Options nesterov(boolean value) {
      return set("nesterov", value);
    }

    /**
     * Sets whether one kernel makes the whole step, with slightly other rounding; default false.
     */
    public Options fused(boolean value) {
      return set("fused", value);
    }

    private Map<String, @Nullable Object> checked() {
      checkTensorLr();
      check(!(value("lr") < 0), "Invalid learning rate: " + text("lr"));
      check(!(value("momentum") < 0), "Invalid momentum value: " + text("momentum"));
      check(!(value("weight_decay") < 0), "Invalid weight_decay value: " + text("weight_decay"));
      if (flag("nesterov") && (value("momentum") <= 0 || value("dampening") != 0)) {
        throw new ValueException("Nesterov momentum requires a momentum and zero dampening");
      }
      checkFused(this);
      return values();
    }
  }

  /** Checks what fused kernels go together with. */
  static void checkFused(OptimizerOptions<?> options) {
    if (options.flag("fused") && options.flag("differentiable")) {
      throw new TorchException("`fused` does not support `differentiable`");
    }
    if (options.flag("fused") && options.flag("foreach")) {
      throw new TorchException("`fused` and `foreach` cannot be `True` together.");
    }
  }

  /** Makes an optimizer with learning rate 0.001: Python's {@code SGD(params)}. */
  public SGD(Iterable<Tensor> params) {
    this(params, o -> {});
  }

  /** Makes an optimizer without momentum: Python's {@code SGD(params, lr)}. */
  public SGD(Iterable<Tensor> params, Number lr) {
    this(params, o -> o.lr(lr));
  }

  /**
   * Makes an optimizer with keyword arguments: Python's {@code SGD(params, lr=…, momentum=…, …)}.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public SGD(Iterable<Tensor> params, Consumer<Options> options) {
    this(singleGroup(params), options);
  }

  /**
   * Makes an optimizer for several groups; each may have other options than those given here.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public SGD(List<ParamGroup> groups, Consumer<Options> options) {
    super(groups, checked(options));
  }

  private static Map<String, @Nullable Object> checked(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o.checked();
  }

  @Override
  public boolean supportsAmpScaling() {
    return Boolean.TRUE.equals(defaults().get("fused"));
  }

  @Override
  void completeLoaded(ParamGroup group) {
    group.setDefault("nesterov", false).setDefault("maximize", false).setDefault("foreach", null);
    group.setDefault("differentiable", false).setDefault("fused", false);
  }

  @Override
  protected void update(ParamGroup group) {
    TensorLists.WithGradients found = TensorLists.withGradients(group.params());
    Tensor[] params = found.tensors();
    if (params.length == 0) {
      return;
    }
    SGDStep arithmetic = new SGDStep(group, new Foreach(found));
    @Nullable Tensor[] buffers = new Tensor[params.length];
    if (arithmetic.hasMomentum()) {
      for (int i = 0; i < buffers.length; i++) {
        buffers[i] = (Tensor) state(params[i]).get(MOMENTUM_BUFFER);
      }
    }
    boolean[] isNew = new boolean[buffers.length];
    for (int i = 0; i < buffers.length; i++) {
      isNew[i] = buffers[i] == null;
    }
    switch (Way.of(group, found)) {
      case FUSED -> {
        Steps.checkFused(params[0], true);
        if (found.sparse()) {
          throw new TorchException("`_fused_sgd` does not support sparse gradients");
        }
        arithmetic.fused(params, found.gradients(), buffers, gradScale(), foundInf());
      }
      case SINGLE -> arithmetic.single(params, found.gradients(), buffers);
      default -> {
        if (found.sparse()) {
          arithmetic.single(params, found.gradients(), buffers);
        } else {
          arithmetic.foreach(params, found.gradients(), buffers);
        }
      }
    }
    for (int i = 0; i < buffers.length; i++) {
      Tensor buffer = buffers[i];
      if (buffer != null && isNew[i]) {
        state(params[i]).put(MOMENTUM_BUFFER, buffer);
      }
    }
  }
}
