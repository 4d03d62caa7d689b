package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;

/** Where the hooks of tensors are. See {@code obor/hooks.h}. */
@NoException
@Platform(include = "obor/hooks.h")
@Namespace("obor::hooks")
final class HookNatives {
  static {
    UpcallNatives.load();
  }

  private HookNatives() {}

  static native void tensor_hooks(@Raw(withEnv = true) long self, @Raw Object[] list);

  static native void accumulated_hooks(@Raw(withEnv = true) long self, @Raw Object[] list);

  static native void check_result(
      @Raw(withEnv = true) long original, long result, @Raw String hook);
}
