package dev.obor;

import java.lang.ref.Reference;
import java.util.List;

/**
 * Tensors that were saved as an operator saves them for its backward pass. Not for programs: {@code
 * dev.obor.autograd.Checkpoint} is made of it.
 *
 * <p>They live as long as what was packed with them, and this object until it is closed.
 */
public final class SavedTensors implements AutoCloseable {
  private long handle;
  private final boolean owned;

  private SavedTensors(long handle, boolean owned) {
    this.handle = handle;
    this.owned = owned;
  }

  /** Saves tensors; hooks for saved tensors that are in use apply. */
  public static SavedTensors of(List<Tensor> tensors) {
    Tensor[] array = tensors.toArray(new Tensor[0]);
    long handle = SavedTensorNatives.save(Tensor.handles(array));
    Reference.reachabilityFence(array);
    return new SavedTensors(handle, true);
  }

  /** For the time of a call from C++, which owns them. */
  static SavedTensors borrowed(long handle) {
    return new SavedTensors(handle, false);
  }

  long handle() {
    if (handle == 0) {
      throw new IllegalStateException("the saved tensors are closed");
    }
    return handle;
  }

  /** The tensors, as new Java tensors with their gradient history. */
  public List<Tensor> unpack() {
    return List.of(Tensor.ownAll(SavedTensorNatives.unpack(handle())));
  }

  /** Gives the tensors up, as far as this object holds them. Closing twice is harmless. */
  @Override
  public void close() {
    long taken = handle;
    handle = 0;
    if (owned && taken != 0) {
      SavedTensorNatives.release(taken);
    }
  }
}
