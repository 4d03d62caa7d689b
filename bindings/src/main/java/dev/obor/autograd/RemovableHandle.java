package dev.obor.autograd;

/**
 * Takes a hook off again: Python's {@code torch.utils.hooks.RemovableHandle}.
 *
 * <pre>{@code
 * try (RemovableHandle handle = x.registerHook(g -> g.mul(2))) {
 *   x.sum().backward();
 * } // the hook is gone
 * }</pre>
 *
 * <p>A handle that is forgotten leaves its hook in place. Safe for use by any thread.
 */
public final class RemovableHandle implements AutoCloseable {
  private final Runnable removal;

  /**
   * Makes a handle of an action.
   *
   * @param removal takes the hook off; must do nothing when it runs again
   */
  public RemovableHandle(Runnable removal) {
    this.removal = removal;
  }

  /** Takes the hook off: Python's {@code handle.remove()}. Doing so twice is harmless. */
  public void remove() {
    removal.run();
  }

  /** Does what {@link #remove} does. */
  @Override
  public void close() {
    remove();
  }
}
