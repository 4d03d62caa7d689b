package dev.obor.load;

import org.jspecify.annotations.Nullable;

/**
 * Says that the native libraries could not be loaded: which file, why, and what to do about it.
 *
 * <p>It is an {@link UnsatisfiedLinkError}, as {@link System#load} throws, because an error leaves
 * a static initializer as it is where an exception would be wrapped. {@link NativeLibraries}
 * remembers it, so that every later attempt fails with the same text.
 */
public final class NativeLoadException extends UnsatisfiedLinkError {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception with its text.
   *
   * @param message what failed, why, and the cure; may have several lines
   */
  public NativeLoadException(String message) {
    super(message);
  }

  /**
   * Makes an exception with its text and what led to it.
   *
   * @param message what failed, why, and the cure; may have several lines
   * @param cause what led to it, or null
   */
  public NativeLoadException(String message, @Nullable Throwable cause) {
    super(message);
    initCause(cause);
  }

  /** Returns the text, which is never null. */
  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? "" : message;
  }
}
