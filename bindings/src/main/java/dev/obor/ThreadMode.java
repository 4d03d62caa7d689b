package dev.obor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * A mode of the calling thread that ends when it is closed: {@link Torch#noGrad}, {@link
 * Torch#inferenceMode} and their like.
 *
 * <pre>{@code
 * try (var mode = Torch.noGrad()) {
 *   weights.sub_(weights.grad().mul(1e-5));
 * }
 * }</pre>
 *
 * <p>A mode belongs to the thread that set it and must be closed by it, the innermost first.
 * LibTorch keeps modes in the operating system's thread; a virtual thread moves between those, so
 * setting a mode there throws.
 */
public final class ThreadMode implements AutoCloseable {
  private static final @Nullable MethodHandle IS_VIRTUAL = isVirtualMethod();

  private final Thread thread = Thread.currentThread();
  private final Runnable restore;
  private boolean closed;

  private ThreadMode(Runnable restore) {
    this.restore = restore;
  }

  static ThreadMode gradient(boolean enabled) {
    refuseVirtualThread();
    boolean before = AutogradNatives.is_grad_enabled();
    AutogradNatives.set_grad_enabled(enabled);
    return new ThreadMode(() -> AutogradNatives.set_grad_enabled(before));
  }

  static ThreadMode inference(boolean enabled) {
    refuseVirtualThread();
    long guard = AutogradNatives.enter_inference_mode(enabled);
    return new ThreadMode(() -> AutogradNatives.exit_inference_mode(guard));
  }

  /**
   * Sets the autocast mode of this thread; {@code dev.obor.amp.Amp} has the form of it that Python
   * has, with its checks.
   *
   * @param device the device whose operators convert their arguments; only its type counts
   * @param enabled whether they do
   * @param dtype what matrix products and their like convert to
   * @param cacheEnabled whether converted parameters are kept until the outermost mode ends
   * @throws TorchException if there is no autocast for the device
   */
  public static ThreadMode autocast(
      Device device, boolean enabled, DType dtype, boolean cacheEnabled) {
    refuseVirtualThread();
    int code = device.rawCode();
    long before = AutocastNatives.enter(code, enabled, dtype.code(), cacheEnabled);
    return new ThreadMode(() -> AutocastNatives.leave(code, before));
  }

  static ThreadMode suspendedLayers() {
    refuseVirtualThread();
    boolean before = TransformNatives.suspend(true);
    return new ThreadMode(() -> TransformNatives.suspend(before));
  }

  /** Another mode of the thread: {@code begin} sets it, and {@code restore} goes back. */
  static ThreadMode of(Runnable begin, Runnable restore) {
    refuseVirtualThread();
    begin.run();
    return new ThreadMode(restore);
  }

  private static @Nullable MethodHandle isVirtualMethod() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null; // before Java 21 there are no virtual threads
    }
  }

  private static void refuseVirtualThread() {
    if (isVirtual(Thread.currentThread())) {
      throw new IllegalStateException(
          "a mode of LibTorch cannot be set in a virtual thread, which moves between the"
              + " operating system's threads that LibTorch's modes belong to; run the code in a"
              + " platform thread, for example by Executors.newFixedThreadPool");
    }
  }

  private static boolean isVirtual(Thread thread) {
    if (IS_VIRTUAL == null) {
      return false;
    }
    try {
      return (boolean) IS_VIRTUAL.invokeExact(thread);
    } catch (Throwable e) {
      throw new IllegalStateException("Thread.isVirtual failed", e);
    }
  }

  /**
   * Goes back to the mode before. Closing twice is harmless.
   *
   * @throws IllegalStateException if another thread set the mode
   */
  @Override
  public void close() {
    if (thread != Thread.currentThread()) {
      throw new IllegalStateException(
          "a mode of thread " + thread.getName() + " must be closed by that thread");
    }
    if (!closed) {
      closed = true;
      restore.run();
    }
  }
}
