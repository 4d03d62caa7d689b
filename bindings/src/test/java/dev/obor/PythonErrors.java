package dev.obor;

import java.util.Map;

/** Errors as the fixtures hold them: Python's type and the first line of its text. */
public final class PythonErrors {
  private static final Map<Class<?>, String> TYPES =
      Map.of(
          TorchException.class, "RuntimeError",
          IndexException.class, "IndexError",
          ValueException.class, "ValueError",
          TypeException.class, "TypeError",
          NotImplementedException.class, "NotImplementedError",
          OutOfMemoryException.class, "OutOfMemoryError",
          LinAlgException.class, "_LinAlgError");

  private PythonErrors() {}

  /** The type and first line of an error. */
  public static String text(Throwable error) {
    String message = String.valueOf(error.getMessage());
    String type = TYPES.getOrDefault(error.getClass(), error.getClass().getName());
    String line = message.lines().findFirst().orElse("");
    return withoutBackends(type + ": " + line);
  }

  /** A text without the list of backends, which depends on how LibTorch was built. */
  public static String withoutBackends(String text) {
    return text.split(" is only available for these backends", 2)[0];
  }
}
