package dev.obor.amp;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.Warnings;
import dev.obor.optim.Optimizer;
import dev.obor.optim.ParamGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Scales the loss, so that small gradients are not lost in float16, and leaves out steps whose
 * gradients became infinite: Python's {@code torch.amp.GradScaler}.
 *
 * <pre>{@code
 * GradScaler scaler = new GradScaler("cpu");
 * for (Tensor[] batch : loader) {
 *   optimizer.zeroGrad();
 *   Tensor loss;
 *   try (Autocast mode = Amp.autocast("cpu", o -> o.dtype(DType.FLOAT16))) {
 *     loss = F.crossEntropy(model.call(batch[0]), batch[1]);
 *   }
 *   scaler.scale(loss).backward();
 *   scaler.step(optimizer);
 *   scaler.update();
 * }
 * }</pre>
 *
 * <p>After steps with infinite gradients the scale shrinks by the backoff factor; after
 * growth_interval good steps in a row it grows by the growth factor.
 *
 * <p>A scaler belongs to the thread of its optimizers.
 */
public final class GradScaler {
  private static final String FIX =
      "This may indicate your script did not use scaler.scale(loss or outputs) earlier in the"
          + " iteration.";

  /** What happened to an optimizer since the last update. */
  private enum Stage {
    READY,
    UNSCALED,
    STEPPED
  }

  private static final class OptimizerState {
    Stage stage = Stage.READY;
    Map<Device, Tensor> foundInf = new LinkedHashMap<>();
  }

  private final boolean enabled;
  private final String device;
  private double initScale;
  private double growthFactor;
  private double backoffFactor;
  private int growthInterval;
  private int initGrowthTracker;
  private @Nullable Tensor scale;
  private @Nullable Tensor growthTracker;
  private final Map<Optimizer, OptimizerState> states = new LinkedHashMap<>();

  /** Makes a scaler for CUDA devices: Python's {@code GradScaler()}. */
  public GradScaler() {
    this("cuda");
  }

  /** Makes a scaler for a type of device: Python's {@code GradScaler(device)}. */
  public GradScaler(String device) {
    this(device, o -> {});
  }

  /**
   * Makes a scaler with keyword arguments: Python's {@code GradScaler(device, init_scale=…, …)}.
   *
   * @param device {@code cpu} or {@code cuda}; without CUDA the second warns and does nothing
   * @param options keyword arguments
   * @throws TorchException if a factor has no meaning
   */
  public GradScaler(String device, Consumer<GradScalerOptions> options) {
    GradScalerOptions o = new GradScalerOptions();
    options.accept(o);
    this.device = device;
    boolean missing = o.enabled && device.equals("cuda") && !Amp.isCudaAvailable();
    if (missing) {
      Warnings.warn(
          "UserWarning",
          "torch.cuda.amp.GradScaler is enabled, but CUDA is not available.  Disabling.");
    }
    enabled = o.enabled && !missing;
    if (enabled && !(o.growthFactor > 1.0)) {
      throw new TorchException("The growth factor must be > 1.0.");
    }
    if (enabled && !(o.backoffFactor < 1.0)) {
      throw new TorchException("The backoff factor must be < 1.0.");
    }
    initScale = o.initScale;
    growthFactor = o.growthFactor;
    backoffFactor = o.backoffFactor;
    growthInterval = o.growthInterval;
  }

  private OptimizerState state(Optimizer optimizer) {
    return states.computeIfAbsent(optimizer, o -> new OptimizerState());
  }

  private Tensor checkedScale(String function) {
    Tensor known = scale;
    if (known == null || growthTracker == null) {
      throw new TorchException("Attempted " + function + " but _scale is None.  " + FIX);
    }
    return known;
  }

  private Tensor scaleFor(Device on) {
    Tensor known = scale;
    if (known == null) {
      known = number(initScale, DType.FLOAT32, on).unscoped();
      scale = known;
      growthTracker = number(initGrowthTracker, DType.INT32, on).unscoped();
    }
    return known;
  }

  private static Tensor number(Number value, DType type, Device on) {
    return Torch.full(new long[0], value, o -> o.dtype(type).device(on));
  }

  /**
   * Multiplies a loss by the scale: Python's {@code scaler.scale(outputs)}.
   *
   * @return a new tensor; the same one if the scaler is not enabled
   */
  public Tensor scale(Tensor outputs) {
    if (!enabled) {
      return outputs;
    }
    Tensor factor = scaleFor(outputs.device());
    return outputs.mul(factor.to(outputs.device()));
  }

  /** Multiplies each of several losses by the scale. */
  public List<Tensor> scale(List<Tensor> outputs) {
    return outputs.stream().map(this::scale).toList();
  }

  /** Divides gradients in place, and finds out whether one is infinite or not a number. */
  private Map<Device, Tensor> unscaleGradients(
      Optimizer optimizer, double inverse, boolean allowsHalf) {
    Map<Device, Map<DType, List<Tensor>>> gradients = new LinkedHashMap<>();
    Map<Device, Tensor> found = new LinkedHashMap<>();
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      for (ParamGroup group : optimizer.paramGroups()) {
        for (Tensor param : group.params()) {
          Tensor gradient = param.grad();
          if (gradient == null) {
            continue;
          }
          boolean half = gradient.dtype() == DType.FLOAT16;
          if (half && !allowsHalf) {
            throw new ValueException("Attempting to unscale FP16 gradients.");
          }
          if (gradient.isSparse()) {
            if (half) {
              gradient = gradient.coalesce();
              param.setGrad(gradient);
            }
            gradient = Aten._values(gradient);
          }
          gradients
              .computeIfAbsent(gradient.device(), on -> new LinkedHashMap<>())
              .computeIfAbsent(gradient.dtype(), type -> new ArrayList<>())
              .add(gradient);
        }
      }
      gradients.forEach(
          (on, kinds) -> {
            Tensor infinite = number(0.0, DType.FLOAT32, on).unscoped();
            Tensor factor = number(inverse, DType.FLOAT32, on);
            found.put(on, infinite);
            for (List<Tensor> kind : kinds.values()) {
              Aten._amp_foreach_non_finite_check_and_unscale_(
                  kind.toArray(new Tensor[0]), infinite, factor);
            }
          });
    }
    return found;
  }

  /**
   * Divides the gradients of an optimizer's parameters by the scale, for example to clip them
   * before the step: Python's {@code scaler.unscale_(optimizer)}.
   *
   * @throws TorchException if that was done since the last {@link #update}
   */
  public void unscale_(Optimizer optimizer) {
    if (!enabled) {
      return;
    }
    Tensor known = checkedScale("unscale_");
    OptimizerState state = state(optimizer);
    if (state.stage == Stage.UNSCALED) {
      throw new TorchException(
          "unscale_() has already been called on this optimizer since the last update().");
    }
    if (state.stage == Stage.STEPPED) {
      throw new TorchException("unscale_() is being called after step().");
    }
    double inverse = (float) (1.0 / known.item().doubleValue());
    state.foundInf = unscaleGradients(optimizer, inverse, false);
    state.stage = Stage.UNSCALED;
  }

  /**
   * Divides the gradients by the scale, if that was not done, and makes the optimizer's step unless
   * one of them is infinite: Python's {@code scaler.step(optimizer)}.
   *
   * @throws TorchException if that was done since the last {@link #update}
   */
  public void step(Optimizer optimizer) {
    if (!enabled) {
      optimizer.step();
      return;
    }
    Tensor known = checkedScale("step");
    OptimizerState state = state(optimizer);
    if (state.stage == Stage.STEPPED) {
      throw new TorchException("step() has already been called since the last update().");
    }
    if (optimizer.supportsAmpScaling()) {
      stepScaled(optimizer, state, known);
      return;
    }
    if (state.stage == Stage.READY) {
      unscale_(optimizer);
    }
    if (state.foundInf.isEmpty()) {
      throw new TorchException("No inf checks were recorded for this optimizer.");
    }
    if (!isInfinite(state)) {
      optimizer.step();
    }
    state.stage = Stage.STEPPED;
  }

  /**
   * Refuses a closure, which Python's scaler does not support either, unless the scaler is not
   * enabled: Python's {@code scaler.step(optimizer, closure=…)}.
   *
   * @throws TorchException if the scaler is enabled
   */
  public Tensor step(Optimizer optimizer, Supplier<Tensor> closure) {
    if (enabled) {
      throw new TorchException("Closure use is not currently supported if GradScaler is enabled.");
    }
    return optimizer.step(closure);
  }

  private void stepScaled(Optimizer optimizer, OptimizerState state, Tensor known) {
    boolean unscaled = state.stage == Stage.UNSCALED;
    if (!unscaled) {
      state.foundInf = unscaleGradients(optimizer, 1.0, true);
    }
    try (Scope scope = Torch.scope()) {
      Tensor infinite = number(0.0, DType.FLOAT32, known.device());
      for (Tensor found : state.foundInf.values()) {
        infinite = infinite.add(found.to(known.device()));
      }
      optimizer.scaledStep(unscaled ? null : known, infinite);
    }
    state.stage = Stage.STEPPED;
  }

  private static boolean isInfinite(OptimizerState state) {
    double sum = 0;
    for (Tensor found : state.foundInf.values()) {
      sum += found.item().doubleValue();
    }
    return sum != 0;
  }

  /**
   * Makes the scale larger or smaller by what happened since the last update: Python's {@code
   * scaler.update()}.
   *
   * @throws TorchException if no step was made
   */
  public void update() {
    if (!enabled) {
      return;
    }
    Tensor known = checkedScale("update");
    Tensor tracker = growthTracker;
    List<Tensor> found = new ArrayList<>();
    states.values().forEach(state -> found.addAll(state.foundInf.values()));
    if (found.isEmpty()) {
      throw new TorchException("No inf checks were recorded prior to update.");
    }
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      Tensor combined = number(0.0, DType.FLOAT32, known.device());
      for (Tensor each : found) {
        combined = combined.add(each.to(known.device()));
      }
      if (tracker != null) {
        Aten._amp_update_scale_(
            known, tracker, combined, growthFactor, backoffFactor, growthInterval);
      }
    }
    forget();
  }

  /** Sets the scale: Python's {@code scaler.update(new_scale)}. */
  public void update(double newScale) {
    if (enabled) {
      checkedScale("update").fill_(newScale);
      forget();
    }
  }

  /**
   * Sets the scale to that in a tensor of one element: Python's {@code scaler.update(new_scale)}.
   *
   * @throws TorchException if it has more elements, another type of device, or requires grad
   */
  public void update(Tensor newScale) {
    if (enabled) {
      Tensor known = checkedScale("update");
      if (!newScale.device().type().equals(device)
          || newScale.numel() != 1
          || newScale.requiresGrad()) {
        throw new TorchException(
            "new_scale should be a float or a 1-element torch.cuda.FloatTensor or"
                + " torch.FloatTensor with requires_grad=False.");
      }
      known.copy_(newScale);
      forget();
    }
  }

  private void forget() {
    states.values().forEach(state -> state.foundInf.values().forEach(Tensor::close));
    states.clear();
  }

  /** The scale; 1 if the scaler is not enabled: Python's {@code scaler.get_scale()}. */
  public double getScale() {
    if (!enabled) {
      return 1.0;
    }
    Tensor known = scale;
    return known == null ? initScale : known.item().doubleValue();
  }

  /** By what the scale grows: Python's {@code scaler.get_growth_factor()}. */
  public double getGrowthFactor() {
    return growthFactor;
  }

  /** Sets by what the scale grows: Python's {@code scaler.set_growth_factor(value)}. */
  public void setGrowthFactor(double value) {
    growthFactor = value;
  }

  /** By what the scale shrinks: Python's {@code scaler.get_backoff_factor()}. */
  public double getBackoffFactor() {
    return backoffFactor;
  }

  /** Sets by what the scale shrinks: Python's {@code scaler.set_backoff_factor(value)}. */
  public void setBackoffFactor(double value) {
    backoffFactor = value;
  }

  /** After how many good steps the scale grows: Python's {@code scaler.get_growth_interval()}. */
  public int getGrowthInterval() {
    return growthInterval;
  }

  /** Sets after how many good steps: Python's {@code scaler.set_growth_interval(value)}. */
  public void setGrowthInterval(int value) {
    growthInterval = value;
  }

  private int growthTracker() {
    Tensor known = growthTracker;
    return known == null ? initGrowthTracker : known.item().intValue();
  }

  /** Whether anything is scaled at all: Python's {@code scaler.is_enabled()}. */
  public boolean isEnabled() {
    return enabled;
  }

  /**
   * What is needed to go on later: Python's {@code scaler.state_dict()}.
   *
   * @return values by Python's names; none if the scaler is not enabled
   */
  public Map<String, Object> stateDict() {
    Map<String, Object> dict = new LinkedHashMap<>();
    if (enabled) {
      dict.put("scale", getScale());
      dict.put("growth_factor", growthFactor);
      dict.put("backoff_factor", backoffFactor);
      dict.put("growth_interval", growthInterval);
      dict.put("_growth_tracker", growthTracker());
    }
    return dict;
  }

  /**
   * Goes on where another scaler stopped: Python's {@code scaler.load_state_dict(dict)}. Does
   * nothing if the scaler is not enabled.
   *
   * @throws TorchException if the state dict is that of a scaler that was not enabled
   */
  public void loadStateDict(Map<String, ?> dict) {
    if (!enabled) {
      return;
    }
    if (dict.isEmpty()) {
      throw new TorchException(
          "The source state dict is empty, possibly because it was saved from a disabled instance"
              + " of GradScaler.");
    }
    double newScale = number(dict, "scale");
    double newGrowth = number(dict, "growth_factor");
    double newBackoff = number(dict, "backoff_factor");
    int newInterval = (int) number(dict, "growth_interval");
    int newTracker = (int) number(dict, "_growth_tracker");
    initScale = newScale;
    growthFactor = newGrowth;
    backoffFactor = newBackoff;
    growthInterval = newInterval;
    initGrowthTracker = newTracker;
    Tensor known = scale;
    Tensor tracker = growthTracker;
    if (known != null && tracker != null) {
      known.fill_(newScale);
      tracker.fill_(newTracker);
    }
  }

  private static double number(Map<String, ?> dict, String key) {
    if (dict.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw new ValueException("'" + key + "'\nThe state dict has no such number.");
  }
}
