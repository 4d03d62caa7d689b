package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;

/** Tensors shared with other libraries of the process. See {@code obor/dlpack.h}. */
@NoException
@Platform(include = "obor/dlpack.h")
@Namespace("obor::dlpack")
final class DlpackNatives {
  static {
    Natives.load();
  }

  private DlpackNatives() {}

  static native long give_managed(@Raw(withEnv = true) long self);

  static native long take_managed(@Raw(withEnv = true) long address, boolean versioned);

  static native void release_managed(@Raw(withEnv = true) long address, boolean versioned);
}
