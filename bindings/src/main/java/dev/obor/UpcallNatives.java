package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;

/** Prepares calls from C++ into Java. See {@code obor/upcall.h}. */
@NoException
@Platform(include = "obor/upcall.h")
@Namespace("obor::upcall")
final class UpcallNatives {
  static {
    Natives.load();
    initialize(EngineCalls.class);
  }

  private UpcallNatives() {}

  /** Makes sure that C++ knows {@link EngineCalls}, before it gets an object to call. */
  static void load() {}

  private static native void initialize(@Raw(withEnv = true) Object calls);
}
