package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;

/** The kinds of devices, and the accelerator. See {@code obor/devices.h}. */
@NoException
@Platform(include = "obor/devices.h")
@Namespace("obor::devices")
final class DeviceNatives {
  static {
    Natives.load();
  }

  private DeviceNatives() {}

  static native boolean is_built(@Raw(withEnv = true) int device);

  static native int count(@Raw(withEnv = true) int device);

  static native int accelerator();

  static native int current_index();

  static native void set_current_index(@Raw(withEnv = true) int index);

  static native void synchronize(@Raw(withEnv = true) int index);

  static native void empty_cache();
}
