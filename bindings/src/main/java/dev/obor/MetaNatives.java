package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;

/** The meta device, whose tensors have no data. See {@code obor/meta.h}. */
@NoException
@Platform(include = "obor/meta.h")
@Namespace("obor::meta")
final class MetaNatives {
  static {
    Natives.load();
  }

  private MetaNatives() {}

  static native void prepare();
}
