package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;

/** The nodes of gradient graphs. See {@code obor/node.h}. */
@NoException
@Platform(include = "obor/node.h")
@Namespace("obor::node")
final class NodeNatives {
  static {
    UpcallNatives.load();
  }

  private NodeNatives() {}

  static native long of_tensor(@Raw(withEnv = true) long tensor);

  static native long gradient_edge(@Raw(withEnv = true) long tensor);

  static native int output_number(@Raw(withEnv = true) long tensor);

  static native void release(@Raw(withEnv = true) long self);

  static native long identity(@Raw(withEnv = true) long self);

  @Raw
  static native String name(@Raw(withEnv = true) long self);

  @Raw
  static native long[] next_functions(@Raw(withEnv = true) long self);

  static native void metadata(@Raw(withEnv = true) long self, @Raw Object[] map);

  static native void pre_hooks(@Raw(withEnv = true) long self, @Raw Object[] list);

  static native void post_hooks(@Raw(withEnv = true) long self, @Raw Object[] list);

  static native boolean reaches_other_leaf(@Raw(withEnv = true) long tensor, @Raw long[] leaves);
}
