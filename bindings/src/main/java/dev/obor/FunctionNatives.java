package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;

/** Functions whose forward and backward are Java's. See {@code obor/custom_function.h}. */
@NoException
@Platform(include = "obor/custom_function.h")
@Namespace("obor::custom_function")
final class FunctionNatives {
  static {
    UpcallNatives.load();
  }

  private FunctionNatives() {}

  @Raw
  static native long[] apply(@Raw(withEnv = true) Object function, @Raw long[] inputs);

  static native void save_for_backward(@Raw(withEnv = true) long self, @Raw long[] tensors);

  static native void save_for_forward(@Raw(withEnv = true) long self, @Raw long[] tensors);

  @Raw
  static native long[] saved_tensors(@Raw(withEnv = true) long self);

  static native boolean needs_input_grad(@Raw(withEnv = true) long self, int index);

  static native void mark_dirty(@Raw(withEnv = true) long self, @Raw long[] tensors);

  static native void mark_non_differentiable(@Raw(withEnv = true) long self, @Raw long[] tensors);

  static native void set_materialize_grads(@Raw(withEnv = true) long self, boolean value);
}
