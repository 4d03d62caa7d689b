package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;
import org.jspecify.annotations.Nullable;

/** How tensors are saved for the backward pass. See {@code obor/saved_tensors.h}. */
@NoException
@Platform(include = "obor/saved_tensors.h")
@Namespace("obor::saved_tensors")
final class SavedTensorNatives {
  static {
    UpcallNatives.load();
  }

  private SavedTensorNatives() {}

  static native void push_hooks(@Raw(withEnv = true) Object hooks);

  @Raw(withEnv = true)
  static native void pop_hooks();

  static native void set_disabled(
      @Raw(withEnv = true) @Nullable String message, boolean failIfInUse);

  @Raw(withEnv = true)
  static native @Nullable String disabled_message();

  static native void keep_tensor(@Raw(withEnv = true) long packing, long tensor);

  static native void keep_saved(@Raw(withEnv = true) long packing, long saved);

  static native long save(@Raw(withEnv = true) long[] tensors);

  @Raw
  static native long[] unpack(@Raw(withEnv = true) long saved);

  static native void release(@Raw(withEnv = true) long saved);
}
