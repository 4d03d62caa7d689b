package dev.obor;

import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * A layer of a function transform, as package {@code dev.obor.autograd} reaches it. Not for
 * programs: {@link dev.obor.autograd.Func} has the transforms.
 *
 * <p>A layer belongs to the thread that began it, the innermost is closed first, and virtual
 * threads have none.
 */
public final class TransformLayer implements AutoCloseable {
  private final ThreadMode mode;
  private final long level;

  private TransformLayer(ThreadMode mode, long level) {
    this.mode = mode;
    this.level = level;
  }

  /**
   * Begins a layer in which tensors hide a dimension.
   *
   * @param randomness 0 refuses random numbers, 1 draws the same for all, 2 draws others for each
   */
  public static TransformLayer vmap(long batchSize, int randomness) {
    long[] level = new long[1];
    ThreadMode mode =
        ThreadMode.of(
            () -> level[0] = TransformNatives.begin_vmap(batchSize, randomness),
            TransformNatives::end);
    return new TransformLayer(mode, level[0]);
  }

  /** Begins a layer whose tensors have gradient histories of their own. */
  public static TransformLayer grad() {
    long[] level = new long[1];
    ThreadMode mode =
        ThreadMode.of(() -> level[0] = TransformNatives.begin_grad(), TransformNatives::end);
    return new TransformLayer(mode, level[0]);
  }

  /** Begins a layer whose tensors have tangents of their own. */
  public static TransformLayer jvp() {
    long[] level = new long[1];
    ThreadMode mode =
        ThreadMode.of(() -> level[0] = TransformNatives.begin_jvp(), TransformNatives::end);
    return new TransformLayer(mode, level[0]);
  }

  /** Whether the calling thread has a layer. */
  public static boolean isInside() {
    return TransformNatives.depth() > 0;
  }

  /**
   * Lets the thread's calls pass by its layers, which would make tensors of their own of what is
   * only looked at; null where it has none.
   */
  static @Nullable ThreadMode suspended() {
    return isInside() ? ThreadMode.suspendedLayers() : null;
  }

  /** Throws what Python throws for what cannot be done inside of a layer. */
  public static void refuse(String text) {
    if (isInside()) {
      throw new TorchException(text);
    }
  }

  /** A tensor of this layer that hides a dimension. */
  public Tensor addBatchDim(Tensor tensor, long dim) {
    Tensor hiding = Tensor.own(TransformNatives.add_batch_dim(tensor.handle(), dim, level));
    Reference.reachabilityFence(tensor);
    return hiding;
  }

  /** The tensor below, with the hidden dimension at a place. */
  public Tensor removeBatchDim(Tensor tensor, long batchSize, long outDim) {
    Tensor shown =
        Tensor.own(TransformNatives.remove_batch_dim(tensor.handle(), level, batchSize, outDim));
    Reference.reachabilityFence(tensor);
    return shown;
  }

  /** A tensor of this layer that stands for another one. */
  public Tensor wrap(Tensor tensor, boolean requiresGrad) {
    Tensor wrapper = Tensor.own(TransformNatives.wrap(tensor.handle(), level));
    Reference.reachabilityFence(tensor);
    return requiresGrad ? wrapper.recordGradients(true) : wrapper;
  }

  /** The tensor below; a tensor of another layer comes back as it is. */
  public Tensor unwrap(Tensor tensor) {
    Tensor below = Tensor.own(TransformNatives.unwrap(tensor.handle(), level));
    Reference.reachabilityFence(tensor);
    return below;
  }

  /** Whether a tensor hides a dimension. */
  public static boolean isBatched(Tensor tensor) {
    try (Scope scope = Torch.scope()) {
      Wrapped wrapped = wrapped(tensor);
      return wrapped != null && wrapped.dim >= 0;
    }
  }

  /**
   * What a tensor of a layer stands for.
   *
   * @param level the layer's height, or -1 where it has ended
   * @param dim the hidden dimension, or -1
   */
  record Wrapped(long level, long dim, Tensor value) {
    /** Python's text, with the text of the tensor below. */
    String text(String below) {
      String indented = "    " + below.replace("\n", "\n    ");
      return (dim < 0 ? "GradTrackingTensor(lvl=" + level : "BatchedTensor(lvl=" + level)
          + (dim < 0 ? "" : ", bdim=" + dim)
          + ", value=\n"
          + indented.replaceAll("(?m)^ +$", "")
          + "\n)";
    }
  }

  static @Nullable Wrapped wrapped(Tensor tensor) {
    long[] parts = TransformNatives.layer(tensor.handle());
    Reference.reachabilityFence(tensor);
    return parts == null ? null : new Wrapped(parts[0], parts[1], Tensor.own(parts[2]));
  }

  /** Ends the layer. */
  @Override
  public void close() {
    mode.close();
  }
}
