package dev.obor;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;

/**
 * The library as a whole: start, versions, threads, memory counters. See {@code obor/runtime.h}.
 * Its functions may be called only after {@link Natives#load()}.
 */
@NoException
@Platform(include = "obor/runtime.h")
@Namespace("obor::runtime")
final class RuntimeNatives {
  private RuntimeNatives() {}

  @Raw(withEnv = true)
  static native void initialize();

  @Raw(withEnv = true)
  static native String build_id();

  @Raw(withEnv = true)
  static native String libtorch_version();

  @Raw(withEnv = true)
  static native String cpu_capability();

  @Raw(withEnv = true)
  static native String configuration();

  @Raw(withEnv = true)
  static native String parallel_info();

  static native boolean has_cuda();

  static native int cuda_device_count();

  static native void set_num_threads(@Raw(withEnv = true) int count);

  static native int get_num_threads();

  static native int get_blas_num_threads();

  static native void set_num_interop_threads(@Raw(withEnv = true) int count);

  static native int get_num_interop_threads();

  static native int get_default_dtype();

  static native void set_default_dtype(@Raw(withEnv = true) int code);

  @Raw(withEnv = true)
  static native ByteBuffer memory_counters();
}
