package dev.obor.training;

import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.data.DataLoader;
import dev.obor.data.TensorValue;
import dev.obor.nn.Module;
import dev.obor.optim.Optimizer;
import dev.obor.optim.lr.ReduceLROnPlateau;
import dev.obor.vision.datasets.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model for some epochs, with callbacks, schedulers, a history, and a checkpoint from
 * which a training that was killed goes on as if nothing had been.
 *
 * <pre>{@code
 * Trainer<Tensor[]> trainer =
 *     Trainer.supervised(
 *         model,
 *         F::crossEntropy,
 *         optimizer,
 *         o ->
 *             o.epochs(20)
 *                 .metric("val_acc", Training::accuracy)
 *                 .scheduler(new StepLR(optimizer, 5))
 *                 .callback(Loggers.validation(System.out::println))
 *                 .callback(new EarlyStopping("val_loss"))
 *                 .checkpoint(Path.of("last.pt"))
 *                 .resume(true));
 * History history = trainer.fit(trainLoader, valLoader);
 * }</pre>
 *
 * <p>An epoch trains with a step for each batch, validates, and has a result: {@code train_loss},
 * the mean of the losses of its steps; {@code lr}, the learning rate of the first group of
 * parameters at its end; and what the validation measured. {@link Training#fit} is the same without
 * all that is around it.
 *
 * <p><b>Going on.</b> With the same model, optimizer, loaders, callbacks and options, a resumed
 * training gives the same numbers as one that was never interrupted, as the checkpoint has the
 * state of the random numbers, too: of {@code Torch.manualSeed}'s generator on the CPU and of those
 * that {@link TrainerOptions#generator} names. What was done of an epoch that had not ended is done
 * again.
 *
 * <p>Every step has a scope of its own, which owns the batch too.
 *
 * <p>For one thread at a time.
 *
 * @param <B> a batch, as the loader gives it
 */
public final class Trainer<B> {
  private final Module model;
  private final Trainable<? super B> steps;
  private final Optimizer optimizer;
  private final TrainerOptions options;
  private final History history = new History();
  private boolean stopped;
  private int epoch;
  private int step;
  private long seen;
  private @Nullable DataLoader<B> trainLoader;

  /**
   * Makes a trainer for a model that has training methods of its own, such as an {@link
   * ImageClassificationBase}.
   *
   * @param model what is trained
   * @param optimizer changes the model's parameters
   * @param options the rest
   * @throws ValueException if the options have a metric: the model's validation step measures
   */
  public <M extends Module & Trainable<? super B>> Trainer(
      M model, Optimizer optimizer, Consumer<TrainerOptions> options) {
    this(model, model, optimizer, read(options));
    if (!this.options.metrics.isEmpty()) {
      throw new ValueException(
          "a model that is Trainable measures in its validationStep; there is no place for the"
              + " metrics "
              + this.options.metrics.keySet());
    }
  }

  private Trainer(
      Module model, Trainable<? super B> steps, Optimizer optimizer, TrainerOptions options) {
    this.model = model;
    this.steps = steps;
    this.optimizer = optimizer;
    this.options = options;
  }

  /**
   * Makes a trainer for any model, from inputs and targets. The validation measures {@code
   * val_loss} and the options' metrics, each as the mean over the batches.
   *
   * @param model what is trained
   * @param loss computes the loss of the model's outputs and the targets
   * @param optimizer changes the model's parameters
   * @param options the rest
   * @return a trainer for batches of inputs and targets
   */
  public static Trainer<Tensor[]> supervised(
      Module model,
      BinaryOperator<Tensor> loss,
      Optimizer optimizer,
      Consumer<TrainerOptions> options) {
    TrainerOptions o = read(options);
    return new Trainer<>(model, new SupervisedSteps(model, loss, o.metrics), optimizer, o);
  }

  private static TrainerOptions read(Consumer<TrainerOptions> options) {
    TrainerOptions o = new TrainerOptions();
    options.accept(o);
    return o;
  }

  /** The model. */
  public Module model() {
    return model;
  }

  /** The optimizer. */
  public Optimizer optimizer() {
    return optimizer;
  }

  /** What has been measured so far. */
  public History history() {
    return history;
  }

  /** How many epochs the training has. */
  public int epochs() {
    return options.epochs;
  }

  /** The current epoch, from 0. */
  public int epoch() {
    return epoch;
  }

  /** The current step of the epoch, from 0. */
  public int step() {
    return step;
  }

  /** How many items of the training data the epoch has used, those of the current step included. */
  public long seen() {
    return seen;
  }

  /**
   * How many items the training data has.
   *
   * @throws dev.obor.TypeException if the dataset cannot tell
   * @throws IllegalStateException before {@code fit}
   */
  public long items() {
    if (trainLoader == null) {
      throw new IllegalStateException("the training data is known while fit runs");
    }
    return trainLoader.dataset().size();
  }

  /** Makes the training end after the current epoch. */
  public void stop() {
    stopped = true;
  }

  /** Whether the training was made to end. */
  public boolean isStopped() {
    return stopped;
  }

  /** Trains without a validation. */
  public History fit(DataLoader<B> train) {
    return fitWith(train, null);
  }

  /**
   * Trains, and measures after each epoch.
   *
   * <p>Afterwards the model is in the mode in which it was before. A second call goes on with the
   * epochs that are left, which are none after a training that came to its end.
   *
   * @param train the training data
   * @param validation the data to measure with
   * @return the results of all epochs, those before a resumption included
   * @throws UncheckedIOException if the checkpoint or the history cannot be read or written
   * @throws ValueException if the checkpoint belongs to another training
   */
  public History fit(DataLoader<B> train, DataLoader<B> validation) {
    return fitWith(train, validation);
  }

  private History fitWith(DataLoader<B> train, @Nullable DataLoader<B> validation) {
    boolean wasTraining = model.isTraining();
    trainLoader = train;
    try {
      if (history.size() == 0) {
        resume();
      }
      epoch = history.size();
      options.callbacks.forEach(callback -> callback.fitBegin(this));
      while (epoch < options.epochs && !stopped) {
        runEpoch(train, validation);
        epoch++;
      }
      options.callbacks.forEach(callback -> callback.fitEnd(this));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      model.train(wasTraining);
      trainLoader = null;
    }
    return history;
  }

  private void resume() throws IOException {
    if (options.resume && options.checkpoint != null && Files.exists(options.checkpoint)) {
      stopped = TrainerState.load(this, options, options.checkpoint);
    }
  }

  private void runEpoch(DataLoader<B> train, @Nullable DataLoader<B> validation)
      throws IOException {
    options.callbacks.forEach(callback -> callback.epochBegin(this));
    model.train();
    Map<String, Double> result = new LinkedHashMap<>();
    result.put("train_loss", trainEpoch(train));
    result.put("lr", optimizer.paramGroups().get(0).number("lr"));
    if (validation != null) {
      Map<String, Double> measures = Training.evaluate(model, steps, validation);
      result.putAll(measures);
      steps.epochEnd(epoch, measures);
    }
    stepScheduler(result);
    history.add(result);
    options.callbacks.forEach(callback -> callback.epochEnd(this, history.last()));
    if (options.historyFile != null) {
      history.save(options.historyFile);
    }
    if (options.checkpoint != null) {
      TrainerState.save(this, options, options.checkpoint);
    }
  }

  private double trainEpoch(DataLoader<B> train) {
    step = 0;
    seen = 0;
    double[] sum = {0};
    train.forEachScoped(
        batch -> {
          seen += size(batch);
          Tensor loss = steps.trainingStep(batch);
          loss.backward();
          options.callbacks.forEach(callback -> callback.gradientsReady(this));
          optimizer.step();
          optimizer.zeroGrad();
          if (options.stepScheduler != null) {
            options.stepScheduler.step();
          }
          sum[0] += loss.item().doubleValue();
          options.callbacks.forEach(callback -> callback.stepEnd(this, loss));
          step++;
        });
    return step == 0 ? Double.NaN : sum[0] / step;
  }

  /** How many items a batch has, from its first part; texts are items themselves. */
  private static long size(@Nullable Object batch) {
    if (batch instanceof TensorValue value) {
      return size(value.data());
    }
    if (batch instanceof Tensor tensor) {
      return tensor.dim() == 0 ? 1 : tensor.size(0);
    }
    if (batch instanceof Sample sample) {
      return size(sample.image());
    }
    if (batch instanceof Object[] parts) {
      return size(Arrays.asList(parts));
    }
    if (batch instanceof Map<?, ?> parts) {
      return size(parts.values());
    }
    if (batch instanceof Collection<?> parts) {
      Object first = parts.isEmpty() ? null : parts.iterator().next();
      return isPart(first) ? size(first) : parts.size();
    }
    return 1;
  }

  private static boolean isPart(@Nullable Object value) {
    return value instanceof Tensor
        || value instanceof TensorValue
        || value instanceof Object[]
        || value instanceof Map
        || value instanceof Collection;
  }

  private void stepScheduler(Map<String, Double> result) {
    if (options.scheduler instanceof ReduceLROnPlateau plateau
        && options.schedulerMeasure != null) {
      plateau.step(Monitor.measure(result, options.schedulerMeasure));
    } else if (options.scheduler != null) {
      options.scheduler.step();
    }
  }
}
