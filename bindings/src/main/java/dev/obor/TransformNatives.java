package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;
import org.jspecify.annotations.Nullable;

/** The layers of function transforms. See {@code obor/transforms.h}. */
@NoException
@Platform(include = "obor/transforms.h")
@Namespace("obor::transforms")
final class TransformNatives {
  static {
    Natives.load();
  }

  private TransformNatives() {}

  static native long begin_vmap(@Raw(withEnv = true) long batchSize, int randomness);

  static native long begin_grad();

  static native long begin_jvp();

  static native void end();

  static native int depth();

  static native boolean suspend(boolean suspended);

  static native long add_batch_dim(@Raw(withEnv = true) long self, long dim, long level);

  static native long remove_batch_dim(
      @Raw(withEnv = true) long self, long level, long batchSize, long outDim);

  static native long wrap(@Raw(withEnv = true) long self, long level);

  static native long unwrap(@Raw(withEnv = true) long self, long level);

  @Raw
  static native long @Nullable [] layer(@Raw(withEnv = true) long self);
}
