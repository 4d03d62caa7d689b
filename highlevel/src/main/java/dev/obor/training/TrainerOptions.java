package dev.obor.training;

import dev.obor.Generator;
import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.optim.lr.LRScheduler;
import dev.obor.optim.lr.ReduceLROnPlateau;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link Trainer}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class TrainerOptions {
  int epochs = 1;
  final List<Callback> callbacks = new ArrayList<>();
  final Map<String, BinaryOperator<Tensor>> metrics = new LinkedHashMap<>();
  @Nullable LRScheduler scheduler;
  @Nullable String schedulerMeasure;
  @Nullable LRScheduler stepScheduler;
  @Nullable Path checkpoint;
  boolean resume;
  @Nullable Path historyFile;
  final List<Generator> generators = new ArrayList<>();

  TrainerOptions() {}

  /**
   * Sets how often to go through the training data, those before a resumption included; default 1.
   */
  public TrainerOptions epochs(int value) {
    if (value < 0) {
      throw new ValueException("epochs must not be negative, but is " + value);
    }
    this.epochs = value;
    return this;
  }

  /** Adds a callback; they are called in the order in which they were added. */
  public TrainerOptions callback(Callback value) {
    callbacks.add(value);
    return this;
  }

  /**
   * Adds a measure of each validation batch, of which the epoch has the mean; for {@link
   * Trainer#supervised} only.
   *
   * @param name its name in the results, such as {@code val_acc}
   * @param metric computes a number of the model's outputs and the targets
   */
  public TrainerOptions metric(String name, BinaryOperator<Tensor> metric) {
    metrics.put(name, metric);
    return this;
  }

  /** Sets a scheduler that makes a step after each epoch. */
  public TrainerOptions scheduler(LRScheduler value) {
    this.scheduler = value;
    this.schedulerMeasure = null;
    return this;
  }

  /** Sets a scheduler that is told of a measure after each epoch. */
  public TrainerOptions scheduler(ReduceLROnPlateau value, String measure) {
    this.scheduler = value;
    this.schedulerMeasure = measure;
    return this;
  }

  /** Sets a scheduler that makes a step after each batch, such as {@code OneCycleLR}. */
  public TrainerOptions stepScheduler(LRScheduler value) {
    this.stepScheduler = value;
    return this;
  }

  /**
   * Sets the file into which all that is needed to go on is written after each epoch; its folder
   * must exist. The file is replaced as a whole, so a kill leaves the epoch before.
   */
  public TrainerOptions checkpoint(Path value) {
    this.checkpoint = value;
    return this;
  }

  /**
   * Sets whether to go on from the {@link #checkpoint} if it is there; default false, which begins
   * anew and replaces it.
   */
  public TrainerOptions resume(boolean value) {
    this.resume = value;
    return this;
  }

  /** Sets the file into which the history is written as CSV after each epoch. */
  public TrainerOptions historyFile(Path value) {
    this.historyFile = value;
    return this;
  }

  /**
   * Adds a generator of random numbers, such as that of a loader, whose state belongs into the
   * {@link #checkpoint}. The one of {@code Torch.manualSeed} is always in it.
   */
  public TrainerOptions generator(Generator value) {
    generators.add(value);
    return this;
  }
}
