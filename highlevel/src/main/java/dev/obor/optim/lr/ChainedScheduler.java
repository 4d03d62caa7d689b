package dev.obor.optim.lr;

import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.optim.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs several schedulers in every step: Python's {@code
 * torch.optim.lr_scheduler.ChainedScheduler}.
 *
 * <p>Each goes on from the learning rates that the one before has set.
 *
 * <pre>{@code
 * ChainedScheduler scheduler = new ChainedScheduler(
 *     List.of(new ConstantLR(optimizer), new ExponentialLR(optimizer, 0.9)));
 * }</pre>
 *
 * <p>Thread rule: that of {@link LRScheduler}.
 */
public final class ChainedScheduler extends LRScheduler {
  private final List<LRScheduler> schedulers;

  /** Makes a scheduler for the optimizer of the first: Python's {@code ChainedScheduler(list)}. */
  public ChainedScheduler(List<? extends LRScheduler> schedulers) {
    this(schedulers, optimizer(schedulers));
  }

  /**
   * Makes a scheduler.
   *
   * @param schedulers those that run, in order
   * @param optimizer whose learning rates they all set
   * @throws ValueException if there is none, or one has another optimizer
   */
  public ChainedScheduler(List<? extends LRScheduler> schedulers, Optimizer optimizer) {
    super(optimizer);
    optimizer(schedulers);
    this.schedulers = List.copyOf(schedulers);
    SequentialLR.check("ChainedScheduler", optimizer, this.schedulers);
    remember();
  }

  private static Optimizer optimizer(List<? extends LRScheduler> schedulers) {
    if (schedulers.isEmpty()) {
      throw new ValueException(
          "ChainedScheduler expects at least one scheduler to be chained, but got no scheduler.");
    }
    return schedulers.get(0).optimizer();
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
    schedulers.forEach(LRScheduler::step);
    remember();
  }

  /**
   * Refuses, as only the schedulers in it know epochs.
   *
   * @throws TypeException always
   */
  @Override
  public void step(int epoch) {
    throw new TypeException("ChainedScheduler.step() takes 1 positional argument but 2 were given");
  }

  @Override
  protected double[] computeLr() {
    return currentLrs();
  }

  @Override
  public Map<String, Object> stateDict() {
    Map<String, Object> dict = new LinkedHashMap<>();
    dict.put("_last_lr", getLastLr());
    dict.put("_schedulers", SequentialLR.states(schedulers));
    return dict;
  }

  @Override
  public void loadStateDict(Map<String, ?> dict) {
    super.loadStateDict(dict);
    SequentialLR.load(schedulers, dict);
  }
}
