package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;

/** What runs in a thread, and how long it takes. See {@code obor/profiler.h}. */
@NoException
@Platform(include = "obor/profiler.h")
@Namespace("obor::profiler")
final class ProfilerNatives {
  static {
    Natives.load();
  }

  private ProfilerNatives() {}

  static native long begin(@Raw(withEnv = true) boolean shapes);

  static native void end(@Raw(withEnv = true) long recorded, @Raw Object[] into);

  static native long enter(@Raw(withEnv = true) String name);

  static native void leave(@Raw(withEnv = true) long function);
}
