package dev.obor.autograd;

/**
 * The keyword arguments of {@link Profiler#profile(java.util.function.Consumer)}.
 *
 * <p>An object of this class lives for one call; it is not safe for use by several threads.
 */
public final class ProfileOptions {
  boolean enabled = true;
  boolean recordShapes;

  ProfileOptions() {}

  /** Sets whether anything is measured; without it, it is. */
  public ProfileOptions enabled(boolean value) {
    this.enabled = value;
    return this;
  }

  /** Sets whether the sizes of the inputs are noted, which costs time; without it, they are not. */
  public ProfileOptions recordShapes(boolean value) {
    this.recordShapes = value;
    return this;
  }
}
