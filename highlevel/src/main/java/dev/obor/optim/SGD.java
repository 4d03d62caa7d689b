package dev.obor.optim;

import dev.obor.Layout;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 * <pre>{@code
 * SGD optimizer = new SGD(model.parameters(), o -> o.lr(0.1).momentum(0.9));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Optimizer}.
 */
public final class SGD extends Optimizer {
  private static final String MOMENTUM_BUFFER = "momentum_buffer";

  /**
   * Keyword arguments of the constructor; numbers print as they are given, {@code 0} as 0 and
   * {@code 0.0} as 0.0.
   */
  public static final class Options {
    private Number lr = 1e-3;
    private Number momentum = 0;
    private Number dampening = 0;
    private Number weightDecay = 0;
    private boolean nesterov;
    private boolean maximize;
    private @Nullable Boolean foreach;
    private boolean differentiable;
    private @Nullable Boolean fused;

    Options() {}

    /** Sets the learning rate; default 0.001. */
    public Options lr(Number value) {
      this.lr = value;
      return this;
    }

    /** Sets how much of the last direction is kept; default 0. */
    public Options momentum(Number value) {
      this.momentum = value;
      return this;
    }

    /** Sets how much of the new gradient is left out of the momentum; default 0. */
    public Options dampening(Number value) {
      this.dampening = value;
      return this;
    }

    /** Sets the penalty on large parameters; default 0. */
    public Options weightDecay(Number value) {
      this.weightDecay = value;
      return this;
    }

    /** Sets whether the momentum is that of Nesterov, which looks one step ahead; default false. */
    public Options nesterov(boolean value) {
      this.nesterov = value;
      return this;
    }

    /** Sets whether the objective is maximized instead of minimized; default false. */
    public Options maximize(boolean value) {
      this.maximize = value;
      return this;
    }

    /**
     * Sets whether all parameters are changed by one call for each operation; by default they are.
     */
    public Options foreach(boolean value) {
      this.foreach = value;
      return this;
    }

    /** Sets whether gradients flow through the step itself; default false. */
    public Options differentiable(boolean value) {
      this.differentiable = value;
      return this;
    }

    /**
     * Sets whether one kernel makes the whole step, with slightly other rounding; default false.
     */
    public Options fused(boolean value) {
      this.fused = value;
      return this;
    }

    private Map<String, @Nullable Object> checked() {
      check(lr, "Invalid learning rate: ");
      check(momentum, "Invalid momentum value: ");
      check(weightDecay, "Invalid weight_decay value: ");
      if (nesterov && (momentum.doubleValue() <= 0 || dampening.doubleValue() != 0)) {
        throw new ValueException("Nesterov momentum requires a momentum and zero dampening");
      }
      if (Boolean.TRUE.equals(fused) && differentiable) {
        throw new TorchException("`fused` does not support `differentiable`");
      }
      if (Boolean.TRUE.equals(fused) && Boolean.TRUE.equals(foreach)) {
        throw new TorchException("`fused` and `foreach` cannot be `True` together.");
      }
      Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
      defaults.put("lr", lr);
      defaults.put("momentum", momentum);
      defaults.put("dampening", dampening);
      defaults.put("weight_decay", weightDecay);
      defaults.put("nesterov", nesterov);
      defaults.put("maximize", maximize);
      defaults.put("foreach", foreach);
      defaults.put("differentiable", differentiable);
      defaults.put("fused", fused);
      return defaults;
    }

    private static void check(Number value, String complaint) {
      if (value.doubleValue() < 0) {
        throw new ValueException(complaint + PythonText.of(value));
      }
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
    super(singleGroup(params), checked(options));
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
  public void step() {
    for (ParamGroup group : paramGroups()) {
      try (ThreadMode mode = Torch.setGradEnabled(group.flag("differentiable"));
          Scope scope = Torch.scope()) {
        step(group);
      }
    }
  }

  private void step(ParamGroup group) {
    List<Tensor> params = new ArrayList<>(group.params().size());
    List<Tensor> gradients = new ArrayList<>(group.params().size());
    boolean isSparse = false;
    for (Tensor parameter : group.params()) {
      Tensor gradient = parameter.grad();
      if (gradient != null) {
        params.add(parameter);
        gradients.add(gradient);
        isSparse |= gradient.layout() != Layout.STRIDED;
      }
    }
    if (params.isEmpty()) {
      return;
    }
    SGDStep arithmetic = new SGDStep(group);
    @Nullable Tensor[] buffers = new Tensor[params.size()];
    if (arithmetic.hasMomentum()) {
      for (int i = 0; i < buffers.length; i++) {
        buffers[i] = (Tensor) state(params.get(i)).get(MOMENTUM_BUFFER);
      }
    }
    Tensor[] changed = params.toArray(new Tensor[0]);
    Tensor[] by = gradients.toArray(new Tensor[0]);
    if (Boolean.TRUE.equals(group.optionalFlag("fused"))) {
      arithmetic.fused(changed, by, buffers);
    } else if (isSparse || group.flag("differentiable") || isOff(group, "foreach")) {
      arithmetic.single(changed, by, buffers);
    } else {
      arithmetic.foreach(changed, by, buffers);
    }
    for (int i = 0; i < buffers.length; i++) {
      Tensor buffer = buffers[i];
      if (buffer != null) {
        state(changed[i]).put(MOMENTUM_BUFFER, buffer);
      }
    }
  }

  private static boolean isOff(ParamGroup group, String option) {
    return Boolean.FALSE.equals(group.optionalFlag(option));
  }
}
