package dev.obor.training;

import dev.obor.Tensor;
import java.util.Map;

/**
 * Is told how {@link Training#fit} gets on, for a progress bar or a log.
 *
 * <p>The methods are called by the thread that trains.
 */
public interface TrainingListener {
  /**
   * A training step is over.
   *
   * @param epoch from 0
   * @param step from 0 in each epoch
   * @param loss the loss of the batch; it is closed after this call
   */
  default void stepEnd(int epoch, int step, Tensor loss) {}

  /**
   * An epoch is over, and the model has been told so.
   *
   * @param epoch from 0
   * @param result the result of the validation
   */
  default void epochEnd(int epoch, Map<String, Double> result) {}
}
