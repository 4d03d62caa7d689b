package dev.obor.training;

import dev.obor.Tensor;
import java.util.Map;

/**
 * Is called by a {@link Trainer} as it gets on, and may act on it: stop it, save the model, print.
 *
 * <pre>{@code
 * Callback clipping = new Callback() {
 *   @Override
 *   public void gradientsReady(Trainer<?> trainer) {
 *     ClipGrad.clipGradNorm_(trainer.model().parameters(), 1.0);
 *   }
 * };
 * }</pre>
 *
 * <p>The methods are called by the thread that trains. What is thrown ends the training and reaches
 * the caller of {@code fit}.
 */
public interface Callback {
  /**
   * Makes a callback of a listener of {@link Training#fit}.
   *
   * @param listener is told of steps and epochs
   */
  static Callback of(TrainingListener listener) {
    return new Callback() {
      @Override
      public void stepEnd(Trainer<?> trainer, Tensor loss) {
        listener.stepEnd(trainer.epoch(), trainer.step(), loss);
      }

      @Override
      public void epochEnd(Trainer<?> trainer, Map<String, Double> result) {
        listener.epochEnd(trainer.epoch(), result);
      }
    };
  }

  /** The training begins, or goes on from a checkpoint: {@link Trainer#epoch()} tells where. */
  default void fitBegin(Trainer<?> trainer) {}

  /** An epoch begins. */
  default void epochBegin(Trainer<?> trainer) {}

  /** The gradients of a batch are computed, and the optimizer has not used them yet. */
  default void gradientsReady(Trainer<?> trainer) {}

  /**
   * A training step is over.
   *
   * @param loss the loss of the batch; it is closed after this call
   */
  default void stepEnd(Trainer<?> trainer, Tensor loss) {}

  /**
   * An epoch is over: trained, validated, and written into the history.
   *
   * @param result the measures of the epoch
   */
  default void epochEnd(Trainer<?> trainer, Map<String, Double> result) {}

  /** The training is over. Not called if it ended by an exception. */
  default void fitEnd(Trainer<?> trainer) {}

  /**
   * What this callback needs to go on after a training is resumed; nothing by default.
   *
   * @return values that {@code Torch.save} can write
   */
  default Map<String, Object> stateDict() {
    return Map.of();
  }

  /**
   * Goes on where another callback of this kind stopped.
   *
   * @param state what {@link #stateDict} gave
   */
  default void loadStateDict(Map<String, ?> state) {}
}
