package dev.obor.autograd;

import dev.obor.AutogradEngine;
import dev.obor.SavedTensors;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Trades time for memory: a checkpointed function keeps its inputs for the backward pass instead of
 * everything it computed, and is run again when that is needed. Python's {@code
 * torch.utils.checkpoint}, in the variant {@code use_reentrant=False}.
 *
 * <pre>{@code
 * Tensor h = Checkpoint.checkpoint(block::call, x);
 * h.sum().backward(); // runs the block once more
 * }</pre>
 *
 * <p>The function runs in a scope of its own, twice: in the calling thread, and in the thread that
 * the backward pass runs in. It must do the same both times, and see the same tensors: those that
 * it does not get as inputs must still be open then. With {@code preserveRngState} it draws the
 * same random numbers. Checkpoints may be nested. Without gradients, the function is just run. All
 * methods may be called from any platform thread.
 */
public final class Checkpoint {
  private Checkpoint() {}

  /** Runs a function of one tensor: Python's {@code checkpoint(function, input)}. */
  public static Tensor checkpoint(UnaryOperator<Tensor> function, Tensor input) {
    return checkpoint(function, input, o -> {});
  }

  /**
   * The same with Python's keyword arguments: {@code checkpoint(function, input,
   * preserve_rng_state=…, determinism_check=…, early_stop=…)}.
   */
  public static Tensor checkpoint(
      UnaryOperator<Tensor> function, Tensor input, Consumer<CheckpointOptions> options) {
    return checkpoint(inputs -> function.apply(inputs[0]), new Tensor[] {input}, options);
  }

  /**
   * Runs a function of several tensors: Python's {@code checkpoint(function, *inputs)}.
   *
   * @return what the function returns; tensors in it, at any depth of arrays, collections and
   *     records, belong to the enclosing scope or the collector
   */
  public static <R extends @Nullable Object> R checkpoint(
      Function<Tensor[], R> function, Tensor[] inputs) {
    return checkpoint(function, inputs, o -> {});
  }

  /**
   * The same with Python's keyword arguments.
   *
   * @throws CheckpointException during the backward pass, if the function does something else when
   *     it is run again
   */
  public static <R extends @Nullable Object> R checkpoint(
      Function<Tensor[], R> function, Tensor[] inputs, Consumer<CheckpointOptions> options) {
    CheckpointOptions o = new CheckpointOptions();
    options.accept(o);
    if (!Torch.isGradEnabled()) {
      return Torch.scoped(() -> function.apply(inputs.clone()));
    }
    try (SavedTensors saved = SavedTensors.of(List.of(inputs))) {
      CheckpointFrame frame = new CheckpointFrame(function, o, saved);
      try (ThreadMode hooks = AutogradEngine.savedTensorsHooks(frame)) {
        return Torch.scoped(() -> function.apply(inputs.clone()));
      } finally {
        frame.completeForward();
      }
    }
  }

  /**
   * Runs functions one after another in segments, of which all but the last are checkpoints:
   * Python's {@code checkpoint_sequential(functions, segments, input)}.
   *
   * <pre>{@code
   * Tensor y = Checkpoint.checkpointSequential(List.of(a::call, b::call, c::call), 2, x);
   * }</pre>
   *
   * @param segments how many; where they are more than the functions, nothing is a checkpoint
   * @throws ValueException if there are fewer segments than one
   */
  public static Tensor checkpointSequential(
      List<? extends UnaryOperator<Tensor>> functions, int segments, Tensor input) {
    if (segments < 1) {
      throw new ValueException("segments must be at least 1, got " + segments);
    }
    int size = functions.size() / segments;
    int begin = 0;
    Tensor output = input;
    for (int segment = 0; segment < segments - 1 && size > 0; segment++) {
      List<? extends UnaryOperator<Tensor>> part = functions.subList(begin, begin + size);
      output = checkpoint(x -> run(part, x), output);
      begin += size;
    }
    return run(functions.subList(begin, functions.size()), output);
  }

  private static Tensor run(List<? extends UnaryOperator<Tensor>> functions, Tensor input) {
    Tensor output = input;
    for (UnaryOperator<Tensor> function : functions) {
      output = function.apply(output);
    }
    return output;
  }
}
