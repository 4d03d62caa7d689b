package dev.obor.training;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.data.DataLoader;
import dev.obor.nn.Module;
import dev.obor.optim.Optimizer;
import dev.obor.optim.OptimizerFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The training loop of the tutorials.
 *
 * <pre>{@code
 * Map<String, Double> before = Training.evaluate(model, valLoader);
 * List<Map<String, Double>> history =
 *     Training.fit(5, 0.1, model, trainLoader, valLoader, SGD::new);
 * }</pre>
 *
 * <p>Every step has a scope of its own, which owns the batch too, so that memory does not grow with
 * their number. A model may be trained by one thread at a time.
 */
public final class Training {
  private Training() {}

  /** Trains a model without a listener; see the other {@code fit}. */
  public static <B, M extends Module & Trainable<? super B>> List<Map<String, Double>> fit(
      int epochs,
      double lr,
      M model,
      DataLoader<B> trainLoader,
      DataLoader<B> valLoader,
      OptimizerFactory optFunc) {
    return fit(epochs, lr, model, trainLoader, valLoader, optFunc, new TrainingListener() {});
  }

  /**
   * Trains a model: {@code fit(epochs, lr, model, train_loader, val_loader, opt_func)}.
   *
   * <p>In each epoch it makes a step for each training batch in training mode, evaluates the model,
   * and calls the model's {@code epochEnd}. Afterwards the model is in the mode in which it was
   * before.
   *
   * @param epochs how often to go through the training data
   * @param lr the learning rate
   * @param model what is trained
   * @param trainLoader the training data
   * @param valLoader the data to validate with after each epoch
   * @param optFunc makes the optimizer, such as {@code SGD::new}
   * @param listener is told of every step and epoch
   * @return the result of each epoch
   */
  public static <B, M extends Module & Trainable<? super B>> List<Map<String, Double>> fit(
      int epochs,
      double lr,
      M model,
      DataLoader<B> trainLoader,
      DataLoader<B> valLoader,
      OptimizerFactory optFunc,
      TrainingListener listener) {
    List<Map<String, Double>> history = new ArrayList<>();
    Optimizer optimizer = optFunc.create(model.parameters(), lr);
    boolean wasTraining = model.isTraining();
    try {
      for (int epoch = 0; epoch < epochs; epoch++) {
        model.train();
        trainEpoch(epoch, model, trainLoader, optimizer, listener);
        Map<String, Double> result = evaluate(model, valLoader);
        model.epochEnd(epoch, result);
        listener.epochEnd(epoch, result);
        history.add(result);
      }
    } finally {
      model.train(wasTraining);
    }
    return history;
  }

  private static <B> void trainEpoch(
      int epoch,
      Trainable<? super B> model,
      DataLoader<B> loader,
      Optimizer optimizer,
      TrainingListener listener) {
    int[] step = {0};
    loader.forEachScoped(
        batch -> {
          Tensor loss = model.trainingStep(batch);
          loss.backward();
          optimizer.step();
          optimizer.zeroGrad();
          listener.stepEnd(epoch, step[0]++, loss);
        });
  }

  /**
   * Measures a model: {@code evaluate(model, val_loader)}.
   *
   * <p>The model is in evaluation mode and no gradients are recorded meanwhile; afterwards its mode
   * is the one before.
   *
   * @return what the model's {@code validationEpochEnd} makes of all batches
   */
  public static <B, M extends Module & Trainable<? super B>> Map<String, Double> evaluate(
      M model, DataLoader<B> valLoader) {
    return evaluate(model, model, valLoader);
  }

  static <B> Map<String, Double> evaluate(
      Module model, Trainable<? super B> steps, DataLoader<B> valLoader) {
    boolean wasTraining = model.isTraining();
    model.eval();
    try (ThreadMode mode = Torch.noGrad();
        Scope all = Torch.scope()) {
      return steps.validationEpochEnd(outputs(steps, valLoader));
    } finally {
      model.train(wasTraining);
    }
  }

  private static <B> List<Map<String, Tensor>> outputs(
      Trainable<? super B> model, DataLoader<B> loader) {
    List<Map<String, Tensor>> outputs = new ArrayList<>();
    Iterator<B> batches = loader.iterator();
    boolean isMore = true;
    while (isMore) {
      try (Scope scope = Torch.scope()) {
        isMore = batches.hasNext();
        if (isMore) {
          outputs.add(scope.keepAll(model.validationStep(batches.next())));
        }
      }
    }
    return outputs;
  }

  /**
   * The share of rows whose largest score is that of the right class: {@code accuracy(outputs,
   * labels)}.
   *
   * @param outputs scores of shape (N, C)
   * @param labels classes of shape (N)
   * @return a float32 number from 0 to 1
   */
  public static Tensor accuracy(Tensor outputs, Tensor labels) {
    try (Scope scope = Torch.scope()) {
      Tensor predictions = outputs.argmax(1);
      double right = predictions.eq(labels).sum().item().doubleValue();
      return scope.keep(Torch.tensor(right / labels.numel()));
    }
  }

  /**
   * The means of measures over batches: {@code torch.stack([x[name] for x in
   * outputs]).mean().item()} for each name.
   *
   * @param outputs numbers by name for each batch, all with the names of the first
   */
  public static Map<String, Double> means(List<Map<String, Tensor>> outputs) {
    Map<String, Double> means = new LinkedHashMap<>();
    if (outputs.isEmpty()) {
      return means;
    }
    try (Scope scope = Torch.scope()) {
      for (String name : outputs.get(0).keySet()) {
        List<Tensor> values = new ArrayList<>();
        for (Map<String, Tensor> output : outputs) {
          values.add(output.get(name));
        }
        means.put(name, Torch.stack(values).mean().item().doubleValue());
      }
    }
    return means;
  }
}
