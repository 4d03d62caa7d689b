package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;
import org.jspecify.annotations.Nullable;

/** The gradient state of tensors, and the modes of a thread. See {@code obor/autograd.h}. */
@NoException
@Platform(include = "obor/autograd.h")
@Namespace("obor::autograd")
final class AutogradNatives {
  static {
    Natives.load();
  }

  private AutogradNatives() {}

  static native boolean requires_grad(@Raw(withEnv = true) long self);

  static native void set_requires_grad(@Raw(withEnv = true) long self, boolean value);

  static native boolean is_leaf(@Raw(withEnv = true) long self);

  static native void retain_grad(@Raw(withEnv = true) long self);

  static native boolean retains_grad(@Raw(withEnv = true) long self);

  static native long gradient(@Raw(withEnv = true) long self);

  static native void set_gradient(@Raw(withEnv = true) long self, long gradient);

  @Raw
  static native @Nullable String gradient_function(@Raw(withEnv = true) long self);

  static native long version(@Raw(withEnv = true) long self);

  static native long detached_data(@Raw(withEnv = true) long self);

  static native boolean is_inference(@Raw(withEnv = true) long self);

  static native boolean is_grad_enabled();

  static native void set_grad_enabled(@Raw(withEnv = true) boolean enabled);

  static native boolean is_inference_mode_enabled();

  static native long enter_inference_mode(@Raw(withEnv = true) boolean enabled);

  static native void exit_inference_mode(@Raw(withEnv = true) long guard);
}
