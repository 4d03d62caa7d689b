package dev.obor;

import java.util.regex.Pattern;

/**
 * Thrown when LibTorch or Obor refuses a call: Python's {@code RuntimeError}, with a subclass for
 * each narrower kind.
 *
 * <p>The first line of the message is Python's text wherever Python has one, so that it can be
 * searched for.
 */
public class TorchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What LibTorch calls some types of tensors; Python exchanges the names in its texts. */
  private static final Pattern TYPE_NAME =
      Pattern.compile(
          "(Variable\\[)?(Sparse)?(CPU|CUDA)(Byte|Char|Double|Float|Int|Long|Short|Half)Type(\\])?");

  /** Makes an exception whose message begins with Python's text. */
  public TorchException(String message) {
    super(message.contains("Type") ? withPythonNames(message) : message);
  }

  /** A text of LibTorch with the names of types that Python gives. */
  static String withPythonNames(String message) {
    return TYPE_NAME
        .matcher(message)
        .replaceAll(
            name -> {
              boolean closes = name.group(5) != null && name.group(1) == null;
              return "torch."
                  + (name.group(3).equals("CUDA") ? "cuda." : "")
                  + (name.group(2) == null ? "" : "sparse.")
                  + name.group(4)
                  + "Tensor"
                  + (closes ? "]" : "");
            });
  }
}
