package dev.obor.optim.lr;

import dev.obor.IndexException;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.Warnings;
import dev.obor.optim.Optimizer;
import dev.obor.optim.ParamGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The base of all schedulers: Python's {@code torch.optim.lr_scheduler.LRScheduler}.
 *
 * <p>A scheduler sets the option {@code lr} of its optimizer's groups, once when it is made and
 * then with each {@link #step}, which is called once an epoch, or once a batch if the scheduler is
 * meant so, after the optimizer's steps. Learning rates are computed in float64 and equal Python's
 * to the last bit.
 *
 * <p>A scheduler of one's own computes learning rates in {@link #computeLr} and calls {@link
 * #begin} at the end of its constructor:
 *
 * <pre>{@code
 * final class Halving extends LRScheduler {
 *   Halving(Optimizer optimizer) {
 *     super(optimizer);
 *     begin(-1);
 *   }
 *
 *   @Override
 *   protected double[] computeLr() {
 *     return isInitial() ? currentLrs() : scaled(0.5);
 *   }
 * }
 * }</pre>
 *
 * <p>A scheduler belongs to the thread of its optimizer.
 */
public abstract class LRScheduler {
  private static final String EPOCH_WARNING =
      "The epoch parameter in `scheduler.step()` was not necessary and is being deprecated where"
          + " possible. Please use `scheduler.step()` to step the scheduler. During the"
          + " deprecation, if epoch is different from None, the closed form is used instead of the"
          + " new chainable form, where available. Please open an issue if you are unable to"
          + " replicate your use case: https://github.com/pytorch/pytorch/issues/new/choose.";

  private final Optimizer optimizer;
  private double[] baseLrs = {};
  private double[] lastLr = {};
  private int lastEpoch = -1;
  private int stepCount;
  private boolean initial;
  private boolean inStep;

  /**
   * Makes a scheduler, which {@link #begin} must start.
   *
   * @param optimizer whose learning rates it sets
   */
  protected LRScheduler(Optimizer optimizer) {
    this.optimizer = optimizer;
  }

  /**
   * Sets the first learning rates; the constructor of a subclass calls it last.
   *
   * @param last the last epoch of the training that goes on, or -1
   * @throws IndexException if it goes on and the groups have no {@code initial_lr}
   */
  protected final void begin(int last) {
    List<ParamGroup> groups = optimizer.paramGroups();
    for (int i = 0; i < groups.size(); i++) {
      ParamGroup group = groups.get(i);
      if (last == -1) {
        Object lr = group.get("lr");
        group.setDefault("initial_lr", lr instanceof Tensor tensor ? copy(tensor) : lr);
      } else if (!group.has("initial_lr")) {
        throw new IndexException(
            "param 'initial_lr' is not specified in param_groups["
                + i
                + "] when resuming scheduler with last_epoch >= 0.\n"
                + "This typically happens when:\n"
                + "1. You're trying to resume training from a checkpoint but haven't properly"
                + " loaded the optimizer state\n"
                + "2. You're using last_epoch >= 0 for a fresh training run (not recommended)");
      }
    }
    baseLrs = values(optimizer, "initial_lr");
    lastEpoch = last;
    initialStep();
  }

  private static Tensor copy(Tensor tensor) {
    return tensor.detach().clone().unscoped();
  }

  /** The first step, which the constructor makes. */
  void initialStep() {
    stepCount = 0;
    initial = true;
    try {
      step();
    } finally {
      initial = false;
    }
  }

  // ---- steps

  /** Goes on by one: Python's {@code scheduler.step()}. */
  public void step() {
    countStep();
    updateLr(null);
  }

  /**
   * Goes to an epoch, by the closed form where there is one, with a warning that Python no longer
   * wants that: Python's {@code scheduler.step(epoch)}.
   */
  public void step(int epoch) {
    countStep();
    warnOfEpoch();
    updateLr(epoch);
  }

  final void warnOfEpoch() {
    Warnings.warn("UserWarning", EPOCH_WARNING);
  }

  private void countStep() {
    if (stepCount == 1 && !optimizer.isStepped()) {
      Warnings.warn(
          "UserWarning",
          "Detected call of `lr_scheduler.step()` before `optimizer.step()`. In PyTorch 1.1.0 and"
              + " later, you should call them in the opposite order: `optimizer.step()` before"
              + " `lr_scheduler.step()`.  Failure to do this will result in PyTorch skipping the"
              + " first value of the learning rate schedule. See more details at"
              + " https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate");
    }
    stepCount++;
  }

  /** Sets the learning rates of the next epoch, or of a given one. */
  void updateLr(@Nullable Integer epoch) {
    inStep = true;
    double[] lrs;
    try {
      if (epoch == null) {
        lastEpoch++;
        lrs = computeLr();
      } else {
        lastEpoch = epoch;
        double[] closed = closedFormLr();
        lrs = closed == null ? computeLr() : closed;
      }
    } finally {
      inStep = false;
    }
    assign(lrs);
  }

  /** Sets the learning rates of all groups, and remembers them. */
  final void assign(double[] lrs) {
    List<ParamGroup> groups = optimizer.paramGroups();
    if (lrs.length != groups.size()) {
      throw new ValueException(
          "zip() argument 2 is "
              + (lrs.length < groups.size() ? "shorter" : "longer")
              + " than argument 1\nThe optimizer has "
              + groups.size()
              + " groups, but the scheduler was made for "
              + lrs.length
              + ".");
    }
    for (int i = 0; i < lrs.length; i++) {
      assign(groups.get(i), lrs[i]);
    }
    remember();
  }

  /** Sets one learning rate; a tensor is changed in place. */
  static void assign(ParamGroup group, double lr) {
    if (group.get("lr") instanceof Tensor tensor) {
      try (ThreadMode mode = Torch.noGrad()) {
        tensor.fill_(lr);
      }
    } else {
      group.set("lr", lr);
    }
  }

  final void remember() {
    lastLr = values(optimizer, "lr");
  }

  static double[] values(Optimizer optimizer, String key) {
    return optimizer.paramGroups().stream().mapToDouble(group -> group.number(key)).toArray();
  }

  // ---- what subclasses compute with

  /**
   * The learning rates of {@link #lastEpoch}, one for each group, usually by what they were before.
   */
  protected abstract double[] computeLr();

  /** The learning rates of {@link #lastEpoch} by itself, or null where there is no such form. */
  protected double @Nullable [] closedFormLr() {
    return null;
  }

  /** The learning rates that the groups have now. */
  protected final double[] currentLrs() {
    return values(optimizer, "lr");
  }

  /** The learning rates that the groups have now, times a factor. */
  protected final double[] scaled(double factor) {
    return mapped(currentLrs(), lr -> lr * factor);
  }

  /** The first learning rates, each taken through a function. */
  protected final double[] fromBase(DoubleUnaryOperator function) {
    return mapped(baseLrs, function);
  }

  static double[] mapped(double[] values, DoubleUnaryOperator function) {
    return Arrays.stream(values).map(function).toArray();
  }

  /** A value for each group by a function of the group. */
  protected final double[] ofGroups(ToDoubleFunction<ParamGroup> function) {
    return optimizer.paramGroups().stream().mapToDouble(function).toArray();
  }

  /** Whether the step of the constructor is being made. */
  protected final boolean isInitial() {
    return initial;
  }

  /** How many steps were made, with that of the constructor. */
  protected final int stepCount() {
    return stepCount;
  }

  /** The first learning rates, before the scheduler changed them: Python's {@code base_lrs}. */
  public final List<Double> baseLrs() {
    return list(baseLrs);
  }

  final double[] baseValues() {
    return baseLrs;
  }

  final void setBase(double[] values) {
    baseLrs = values.clone();
  }

  /** The number of the last epoch, from 0: Python's {@code scheduler.last_epoch}. */
  public final int lastEpoch() {
    return lastEpoch;
  }

  final void setLastEpoch(int epoch) {
    lastEpoch = epoch;
  }

  final void setInStep(boolean value) {
    inStep = value;
  }

  final void setLastLr(double[] values) {
    lastLr = values;
  }

  final double[] lastValues() {
    return lastLr;
  }

  /** Takes back an epoch, for a scheduler that runs this one later. */
  void undo() {
    lastEpoch--;
  }

  /** The optimizer whose learning rates this scheduler sets. */
  public final Optimizer optimizer() {
    return optimizer;
  }

  // ---- what others ask

  /**
   * The learning rates that the last step set, one for each group: Python's {@code
   * scheduler.get_last_lr()}.
   */
  public final List<Double> getLastLr() {
    return list(lastLr);
  }

  /**
   * Computes learning rates as a step would, with a warning that {@link #getLastLr} is what one
   * wants: Python's {@code scheduler.get_lr()}.
   */
  public final List<Double> getLr() {
    if (!inStep) {
      warnOfGetLr();
    }
    return list(computeLr());
  }

  static void warnOfGetLr() {
    Warnings.warn(
        "UserWarning",
        "To get the last learning rate computed by the scheduler, please use `get_last_lr()`.");
  }

  static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  // ---- saving

  /**
   * What is needed to go on later: Python's {@code scheduler.state_dict()}. Functions are not part
   * of it.
   *
   * @return values by Python's names
   */
  public Map<String, Object> stateDict() {
    Map<String, Object> dict = new LinkedHashMap<>();
    saveOptions(dict);
    dict.put("base_lrs", list(baseLrs));
    dict.put("last_epoch", lastEpoch);
    dict.put("_step_count", stepCount);
    dict.put("_is_initial", initial);
    dict.put("_get_lr_called_within_step", inStep);
    dict.put("_last_lr", list(lastLr));
    return dict;
  }

  /** Puts what the scheduler was made with, and what else it needs, by Python's names. */
  protected void saveOptions(Map<String, Object> dict) {}

  /**
   * Goes on where another scheduler of the same kind stopped: Python's {@code
   * scheduler.load_state_dict(dict)}. The optimizer's state dict is loaded apart from it, after the
   * scheduler is made.
   *
   * @param dict of the form that {@link #stateDict} gives
   */
  public void loadStateDict(Map<String, ?> dict) {
    loadOptions(dict);
    if (dict.containsKey("base_lrs")) {
      baseLrs = numbers(dict, "base_lrs");
    }
    if (dict.containsKey("_step_count")) {
      stepCount = (int) number(dict, "_step_count");
    }
    if (dict.containsKey("last_epoch")) {
      lastEpoch = (int) number(dict, "last_epoch");
    }
    if (dict.containsKey("_last_lr")) {
      lastLr = numbers(dict, "_last_lr");
    }
  }

  /** Takes over what {@link #saveOptions} put; all keys may be missing. */
  protected void loadOptions(Map<String, ?> dict) {}

  /** A number of a state dict. */
  protected static double number(Map<String, ?> dict, String key) {
    if (dict.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw new ValueException("'" + key + "'\nThe state dict has no such number.");
  }

  /** The same, or another if there is none. */
  protected static double number(Map<String, ?> dict, String key, double otherwise) {
    return dict.containsKey(key) ? number(dict, key) : otherwise;
  }

  /** A text of a state dict, or another if there is none. */
  protected static String text(Map<String, ?> dict, String key, String otherwise) {
    return dict.get(key) instanceof String text ? text : otherwise;
  }

  /** A list of numbers of a state dict; tensors of one element count as numbers. */
  protected static double[] numbers(Map<String, ?> dict, String key) {
    if (!(dict.get(key) instanceof List<?> list)) {
      throw new ValueException("'" + key + "'\nThe state dict has no such list.");
    }
    List<Double> numbers = new ArrayList<>();
    for (Object value : list) {
      if (value instanceof Number number) {
        numbers.add(number.doubleValue());
      } else if (value instanceof Tensor tensor) {
        numbers.add(tensor.item().doubleValue());
      } else {
        throw new ValueException("'" + key + "'\nThe list has something that is not a number.");
      }
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * One value for all groups, or one for each.
   *
   * @throws ValueException if there are not as many as groups
   */
  protected static double[] perGroup(
      String name, Optimizer optimizer, double[] values, boolean isList) {
    int groups = optimizer.paramGroups().size();
    if (!isList) {
      double[] all = new double[groups];
      Arrays.fill(all, values[0]);
      return all;
    }
    if (values.length != groups) {
      throw new ValueException(
          name
              + " must have the same length as optimizer.param_groups. "
              + name
              + " has "
              + values.length
              + " values, param_groups has "
              + groups
              + ".");
    }
    return values.clone();
  }
}
