package dev.obor.optim.lr;

import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.optim.Optimizer;
import dev.obor.optim.ParamGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs one scheduler after the other: Python's {@code torch.optim.lr_scheduler.SequentialLR}.
 *
 * <pre>{@code
 * SequentialLR scheduler = new SequentialLR(
 *     optimizer,
 *     List.of(new LinearLR(optimizer), new CosineAnnealingLR(optimizer, 95)),
 *     List.of(5));
 * }</pre>
 *
 * <p>Thread rule: that of {@link LRScheduler}.
 */
public final class SequentialLR extends LRScheduler {
  private final List<LRScheduler> schedulers;
  private List<Integer> milestones;

  /** Makes a scheduler: Python's {@code SequentialLR(optimizer, schedulers, milestones)}. */
  public SequentialLR(
      Optimizer optimizer, List<? extends LRScheduler> schedulers, List<Integer> milestones) {
    this(optimizer, schedulers, milestones, -1);
  }

  /**
   * Makes a scheduler, which takes the first learning rates back and lets the first of the given
   * schedulers begin.
   *
   * @param optimizer whose learning rates they all set
   * @param schedulers those that run, in order
   * @param milestones the epochs in which the second and the following begin
   * @param lastEpoch the last epoch of the training that goes on, or -1
   * @throws ValueException if there is none, one has another optimizer, or the number of milestones
   *     does not fit
   */
  public SequentialLR(
      Optimizer optimizer,
      List<? extends LRScheduler> schedulers,
      List<Integer> milestones,
      int lastEpoch) {
    super(optimizer);
    if (schedulers.isEmpty()) {
      throw new ValueException(
          "SequentialLR expects at least one scheduler, but got no scheduler.");
    }
    this.schedulers = List.copyOf(schedulers);
    check("SequentialLR", optimizer, this.schedulers);
    if (milestones.size() != schedulers.size() - 1) {
      throw new ValueException(
          "Sequential Schedulers expects number of schedulers provided to be one more than the"
              + " number of milestone points, but got number of schedulers "
              + schedulers.size()
              + " and the number of milestones to be equal to "
              + milestones.size());
    }
    this.milestones = List.copyOf(milestones);
    setLastEpoch(lastEpoch + 1);
    for (ParamGroup group : optimizer.paramGroups()) {
      assign(group, group.number("initial_lr"));
    }
    undo();
    this.schedulers.get(0).initialStep();
    setLastLr(this.schedulers.get(0).lastValues());
  }

  static void check(String name, Optimizer optimizer, List<LRScheduler> schedulers) {
    for (int i = 0; i < schedulers.size(); i++) {
      LRScheduler scheduler = schedulers.get(i);
      if (scheduler instanceof ReduceLROnPlateau) {
        throw new ValueException(
            name
                + " does not support `ReduceLROnPlateau` scheduler as it requires additional kwargs"
                + " to be specified when calling `step`, but got one at index "
                + i
                + " in the given schedulers sequence.");
      }
      if (scheduler.optimizer() != optimizer) {
        throw new ValueException(
            name
                + " expects all schedulers to belong to the same optimizer, but got scheduler "
                + scheduler.getClass().getSimpleName()
                + " at index "
                + i
                + " has "
                + scheduler.optimizer()
                + ", which is different from "
                + optimizer.getClass().getSimpleName()
                + ".");
      }
    }
  }

  static List<Object> states(List<LRScheduler> schedulers) {
    List<Object> states = new ArrayList<>();
    schedulers.forEach(scheduler -> states.add(scheduler.stateDict()));
    return states;
  }

  static void load(List<LRScheduler> schedulers, Map<String, ?> dict) {
    if (!(dict.get("_schedulers") instanceof List<?> states)) {
      throw new ValueException("'_schedulers'\nThe state dict has no such list.");
    }
    if (states.size() > schedulers.size()) {
      throw new ValueException(
          "list index out of range\nThe state dict has more schedulers than there are.");
    }
    for (int i = 0; i < states.size(); i++) {
      Map<String, Object> state = new LinkedHashMap<>();
      if (states.get(i) instanceof Map<?, ?> map) {
        map.forEach((key, value) -> state.put(String.valueOf(key), value));
      }
      schedulers.get(i).loadStateDict(state);
    }
  }

  @Override
  void undo() {
    schedulers.forEach(LRScheduler::undo);
  }

  @Override
  void initialStep() {
    step();
  }

  @Override
  public void step() {
    setLastEpoch(lastEpoch() + 1);
    int place = 0;
    while (place < milestones.size() && milestones.get(place) <= lastEpoch()) {
      place++;
    }
    LRScheduler scheduler = schedulers.get(place);
    if (place > 0 && milestones.get(place - 1) == lastEpoch()) {
      scheduler.updateLr(0);
    } else {
      scheduler.step();
    }
    setLastLr(scheduler.lastValues());
  }

  /**
   * Refuses, as only the schedulers in it know epochs.
   *
   * @throws TypeException always
   */
  @Override
  public void step(int epoch) {
    throw new TypeException("SequentialLR.step() takes 1 positional argument but 2 were given");
  }

  @Override
  protected double[] computeLr() {
    return currentLrs();
  }

  @Override
  public Map<String, Object> stateDict() {
    Map<String, Object> dict = new LinkedHashMap<>();
    dict.put("_milestones", milestones);
    dict.put("last_epoch", lastEpoch());
    dict.put("_last_lr", getLastLr());
    dict.put("_schedulers", states(schedulers));
    return dict;
  }

  @Override
  public void loadStateDict(Map<String, ?> dict) {
    if (dict.containsKey("_milestones")) {
      milestones =
          Arrays.stream(numbers(dict, "_milestones")).mapToObj(epoch -> (int) epoch).toList();
    }
    super.loadStateDict(dict);
    load(schedulers, dict);
  }
}
