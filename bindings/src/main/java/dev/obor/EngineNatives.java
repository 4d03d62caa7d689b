package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;
import org.jspecify.annotations.Nullable;

/** The gradient engine: running it, and the modes that steer it. See {@code obor/engine.h}. */
@NoException
@Platform(include = "obor/engine.h")
@Namespace("obor::engine")
final class EngineNatives {
  static {
    Natives.load();
  }

  private EngineNatives() {}

  @Raw
  static native long[] run(
      @Raw(withEnv = true) long[] outputs,
      @Raw long @Nullable [] outputEdges,
      @Raw long @Nullable [] gradients,
      boolean retainGraph,
      boolean createGraph,
      @Raw long @Nullable [] inputs,
      @Raw long @Nullable [] inputEdges,
      boolean allowUnused,
      boolean accumulate);

  static native int graph_task();

  static native boolean will_execute(@Raw(withEnv = true) long node);

  static native boolean is_anomaly_enabled();

  static native boolean is_anomaly_checking_nan();

  static native void set_anomaly_enabled(boolean enabled, boolean checkNan);

  static native boolean is_multithreading_enabled();

  static native void set_multithreading_enabled(boolean enabled);

  static native long enter_dual_level();

  static native void exit_dual_level(@Raw(withEnv = true) long level);

  static native void increment_version(@Raw(withEnv = true) long[] tensors);

  static native void set_warn_on_stream_mismatch(@Raw(withEnv = true) boolean enabled);

  @Raw
  static native long[] delayed_error(@Raw(withEnv = true) long[] tensors, @Raw String message);

  static native long undefined_grad(@Raw(withEnv = true) long tensor);
}
