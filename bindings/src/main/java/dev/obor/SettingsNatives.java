package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;

/** Settings of the whole process. See {@code obor/settings.h}. */
@NoException
@Platform(include = "obor/settings.h")
@Namespace("obor::settings")
final class SettingsNatives {
  static {
    Natives.load();
  }

  private SettingsNatives() {}

  static native int get_deterministic();

  static native void set_deterministic(@Raw(withEnv = true) int mode);

  static native boolean get_fill_uninitialized_memory();

  static native void set_fill_uninitialized_memory(@Raw(withEnv = true) boolean fill);

  static native int get_float32_matmul_precision();

  static native void set_float32_matmul_precision(@Raw(withEnv = true) String precision);

  static native boolean set_flush_denormal(@Raw(withEnv = true) boolean flush);

  static native boolean get_warn_always();

  static native void set_warn_always(@Raw(withEnv = true) boolean always);

  static native boolean compiled_with_cxx11_abi();
}
