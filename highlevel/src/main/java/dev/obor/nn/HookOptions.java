package dev.obor.nn;

/**
 * Keyword arguments of the methods of {@link Module} that register hooks.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class HookOptions {
  boolean prepend;
  boolean alwaysCall;

  HookOptions() {}

  /** Sets whether the hook runs before those that are there already; default false. */
  public HookOptions prepend(boolean value) {
    this.prepend = value;
    return this;
  }

  /**
   * Sets whether the hook runs even when {@code forward}, or another hook, throws: Python's {@code
   * always_call}; default false. Only hooks that run after {@code forward} look at it.
   */
  public HookOptions alwaysCall(boolean value) {
    this.alwaysCall = value;
    return this;
  }
}
