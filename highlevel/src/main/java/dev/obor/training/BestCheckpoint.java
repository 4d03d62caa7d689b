package dev.obor.training;

import dev.obor.Torch;
import dev.obor.nn.Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Saves the weights of a model whenever a measure is better than ever before.
 *
 * <pre>{@code
 * BestCheckpoint best = new BestCheckpoint(Path.of("best.pt"), "val_acc", o -> o.mode("max"));
 * new Trainer<>(model, optimizer, o -> o.epochs(20).callback(best)).fit(train, validation);
 * best.restore(model);
 * }</pre>
 *
 * <p>The file has the model's state dict, so Python reads it too. It is always whole: the new one
 * takes the old one's place when it is written.
 *
 * <p>Belongs to one {@link Trainer} and its thread.
 */
public final class BestCheckpoint implements Callback {
  private final Path file;
  private final Monitor monitor;
  private int epoch = -1;

  /** Saves the weights with the smallest value of a measure. */
  public BestCheckpoint(Path file, String measure) {
    this(file, measure, o -> {});
  }

  /**
   * Makes a callback that watches a measure.
   *
   * @param file where the weights go; its folder must exist
   * @param measure its name in the results, such as {@code val_loss}
   * @param options which values are good
   * @throws dev.obor.ValueException if the mode is unknown
   */
  public BestCheckpoint(Path file, String measure, Consumer<MonitorOptions> options) {
    MonitorOptions o = new MonitorOptions();
    options.accept(o);
    this.file = file;
    this.monitor = new Monitor(measure, o.mode, o.minDelta);
  }

  /** The epoch of the best value, from 0; -1 before there is one. */
  public int epoch() {
    return epoch;
  }

  /** The best value so far; infinite before the first epoch. */
  public double best() {
    return monitor.best();
  }

  /**
   * Gives a model the best weights.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  public void restore(Module model) {
    try (var scope = Torch.scope()) {
      model.loadStateDict(Torch.<Map<?, ?>>load(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void epochEnd(Trainer<?> trainer, Map<String, Double> result) {
    if (!monitor.improves(result)) {
      return;
    }
    epoch = trainer.epoch();
    try (var scope = Torch.scope()) {
      Torch.save(trainer.model().stateDict(), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, Object> stateDict() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("best", monitor.best());
    state.put("epoch", epoch);
    return state;
  }

  @Override
  public void loadStateDict(Map<String, ?> state) {
    monitor.setBest(TrainerState.number(state, "best").doubleValue());
    epoch = TrainerState.number(state, "epoch").intValue();
  }
}
