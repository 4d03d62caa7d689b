package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;

/** The autocast mode of a thread. See {@code obor/autocast.h}. */
@NoException
@Platform(include = "obor/autocast.h")
@Namespace("obor::autocast")
final class AutocastNatives {
  static {
    Natives.load();
  }

  private AutocastNatives() {}

  static native boolean is_available(@Raw(withEnv = true) int device);

  static native boolean is_enabled(@Raw(withEnv = true) int device);

  static native int get_dtype(@Raw(withEnv = true) int device);

  static native boolean is_cache_enabled();

  static native void clear_cache();

  static native long enter(
      @Raw(withEnv = true) int device, boolean enabled, int dtype, boolean cache);

  static native void leave(@Raw(withEnv = true) int device, long before);
}
