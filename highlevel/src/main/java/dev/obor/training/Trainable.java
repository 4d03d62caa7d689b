package dev.obor.training;

import dev.obor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * What a model must be able to do so that {@link Training#fit} can train it: the four methods that
 * the tutorials add to their models.
 *
 * <p>The methods are called by the thread that trains.
 *
 * @param <B> a batch, as the loader gives it
 */
public interface Trainable<B> {
  /**
   * Computes the loss of a batch: {@code training_step(batch)}.
   *
   * @return a number for which gradients are recorded
   */
  Tensor trainingStep(B batch);

  /**
   * Computes the measures of a batch: {@code validation_step(batch)}.
   *
   * @return numbers by name, such as {@code val_loss} and {@code val_acc}
   */
  Map<String, Tensor> validationStep(B batch);

  /**
   * Makes one result of the measures of all batches: {@code validation_epoch_end(outputs)}.
   *
   * @param outputs what {@link #validationStep} gave for each batch, in order
   * @return numbers by name
   */
  Map<String, Double> validationEpochEnd(List<Map<String, Tensor>> outputs);

  /**
   * Tells of an epoch that is over: {@code epoch_end(epoch, result)}.
   *
   * @param epoch from 0
   * @param result what {@link #validationEpochEnd} gave
   */
  void epochEnd(int epoch, Map<String, Double> result);
}
