package dev.obor.nn;

/**
 * Takes a hook off its module again: Python's {@code torch.utils.hooks.RemovableHandle}.
 *
 * <pre>{@code
 * try (RemovableHandle handle = layer.registerForwardHook(hook)) {
 *   model.call(x);
 * } // the hook is gone
 * }</pre>
 *
 * <p>Belongs to the thread that changes the module, as {@link Module} says.
 */
public final class RemovableHandle implements AutoCloseable {
  private final Runnable removal;

  RemovableHandle(Runnable removal) {
    this.removal = removal;
  }

  /** Takes the hook off. Doing so twice is harmless. */
  public void remove() {
    removal.run();
  }

  /** Does what {@link #remove} does. */
  @Override
  public void close() {
    remove();
  }
}
