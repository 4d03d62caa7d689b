package dev.obor.serialization;

import org.jspecify.annotations.Nullable;

/**
 * A function or a class of Python that a pickle may call, as Java does its work.
 *
 * @param name Python's full name
 * @param body the work
 */
record PythonFunction(String name, Body body) {
  /** Computes the result from the arguments. */
  interface Body {
    @Nullable Object call(Arguments arguments, TensorRebuilding tensors);
  }

  @Override
  public String toString() {
    return name;
  }
}
