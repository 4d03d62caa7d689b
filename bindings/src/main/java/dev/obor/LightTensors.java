package dev.obor;

import dev.obor.Collector.TensorReference;
import java.lang.ref.Reference;

/**
 * Tensors that one thread made one after the other, that hold little memory and no gradient
 * history, and that no scope owns.
 *
 * <p>The garbage collector finds them together, when the last one of them is unreachable: one
 * reference for each would cost as much as a small operator does, and would outlive the young
 * generation with its tensor. In return a tensor that lives on keeps the memory of the others, some
 * KiB at most. A tensor that comes to hold more leaves; see {@link Tensor#changed}.
 */
final class LightTensors {
  static final int SIZE = 32;

  /** Set in the handle of a new tensor that may be one of these: {@code obor/results.h}. */
  static final long MARK = 1;

  private final TensorReference reference = Collector.watch(this);
  private int count;

  /** Whether there is room for one more tensor. */
  boolean hasRoom() {
    if (count < SIZE) {
      return true;
    }
    reference.setWeight(SIZE);
    return false;
  }

  /** Takes care of a new tensor; only the thread that made this does so. */
  void add(Tensor tensor, long handle) {
    tensor.companions = this;
    reference.block().put(count++, handle);
    Reference.reachabilityFence(this);
  }

  boolean contains(long handle) {
    boolean contained = reference.block().contains(handle);
    Reference.reachabilityFence(this);
    return contained;
  }

  /** Ends the care for a tensor; false when another thread has done so. */
  boolean remove(long handle) {
    boolean removed = reference.block().remove(handle);
    Reference.reachabilityFence(this);
    return removed;
  }
}
