package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;
import org.jspecify.annotations.Nullable;

/** What an optimizer asks of all its parameters. See {@code obor/tensor_lists.h}. */
@NoException
@Platform(include = "obor/tensor_lists.h")
@Namespace("obor::tensor_lists")
final class TensorListNatives {
  static {
    Natives.load();
  }

  private TensorListNatives() {}

  @Raw
  static native long[] gradients(@Raw(withEnv = true) long[] tensors);

  @Raw
  static native double @Nullable [] advance(@Raw(withEnv = true) long[] counters, double by);
}
