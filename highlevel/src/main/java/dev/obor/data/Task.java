package dev.obor.data;

import dev.obor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is to read, and then what it has read. All but the first three fields are guarded
 * by the pool's lock until the task is done.
 */
final class Task<P, B> {
  final int worker;
  final P place;
  final long epoch;

  boolean done;

  /** Nobody wants the result any more. */
  boolean cancelled;

  /** The dataset had no more items for this worker. */
  boolean ended;

  @Nullable B batch;
  @Nullable Throwable failure;

  /** The tensors of the batch that the worker made, and that whoever takes the batch owns. */
  List<Tensor> given = List.of();

  Task(int worker, P place, long epoch) {
    this.worker = worker;
    this.place = place;
    this.epoch = epoch;
  }

  /** Releases a batch that nobody takes. */
  void discard() {
    given.forEach(Tensor::close);
    given = List.of();
    batch = null;
  }
}
