package dev.obor.training;

import dev.obor.ValueException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Stops a training when a measure gets no better.
 *
 * <pre>{@code
 * new EarlyStopping("val_acc", o -> o.mode("max").patience(5))
 * }</pre>
 *
 * <p>A measure that is not a number counts as no better.
 *
 * <p>Belongs to one {@link Trainer} and its thread.
 */
public final class EarlyStopping implements Callback {
  private final Monitor monitor;
  private final int patience;
  private int badEpochs;

  /** Stops after three epochs in which a loss got no smaller. */
  public EarlyStopping(String measure) {
    this(measure, o -> {});
  }

  /**
   * Makes a callback that watches a measure.
   *
   * @param measure its name in the results, such as {@code val_loss}
   * @param options which values are good, and how many epochs to wait for one
   * @throws ValueException if the mode is unknown, or a number is out of range
   */
  public EarlyStopping(String measure, Consumer<MonitorOptions> options) {
    MonitorOptions o = new MonitorOptions();
    options.accept(o);
    if (o.patience < 1) {
      throw new ValueException("patience must be at least 1, but is " + o.patience);
    }
    monitor = new Monitor(measure, o.mode, o.minDelta);
    patience = o.patience;
  }

  /** How many epochs in a row have passed without a better value. */
  public int badEpochs() {
    return badEpochs;
  }

  /** The best value so far; infinite before the first epoch. */
  public double best() {
    return monitor.best();
  }

  @Override
  public void epochEnd(Trainer<?> trainer, Map<String, Double> result) {
    badEpochs = monitor.improves(result) ? 0 : badEpochs + 1;
    if (badEpochs >= patience) {
      trainer.stop();
    }
  }

  @Override
  public Map<String, Object> stateDict() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("best", monitor.best());
    state.put("num_bad_epochs", badEpochs);
    return state;
  }

  @Override
  public void loadStateDict(Map<String, ?> state) {
    monitor.setBest(TrainerState.number(state, "best").doubleValue());
    badEpochs = TrainerState.number(state, "num_bad_epochs").intValue();
  }
}
