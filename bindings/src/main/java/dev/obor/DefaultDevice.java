package dev.obor;

import org.jspecify.annotations.Nullable;

/**
 * The device on which functions make tensors when the caller names none; each thread has its own.
 */
final class DefaultDevice {
  private static final ThreadLocal<@Nullable Device> CURRENT = new ThreadLocal<>();

  /** Spares programs that set no default device the look-up. */
  private static volatile boolean used;

  private DefaultDevice() {}

  /** The device that was set, or null. */
  static @Nullable Device get() {
    return used ? CURRENT.get() : null;
  }

  /** A device that a caller named, or else the default one. */
  static @Nullable Device or(@Nullable Device named) {
    return named == null ? get() : named;
  }

  /** Sets the device of this thread; null for none. */
  static void set(@Nullable Device device) {
    if (device == null) {
      CURRENT.remove();
    } else {
      used = true;
      CURRENT.set(device);
    }
  }
}
