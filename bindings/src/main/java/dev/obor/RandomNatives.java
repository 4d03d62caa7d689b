package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;

/** Generators of random numbers. See {@code obor/random.h}. */
@NoException
@Platform(include = "obor/random.h")
@Namespace("obor::random")
final class RandomNatives {
  static {
    Natives.load();
  }

  private RandomNatives() {}

  static native void manual_seed(@Raw(withEnv = true) long seed);

  static native long default_generator(@Raw(withEnv = true) int device);

  static native long create(@Raw(withEnv = true) int device);

  static native void release(@Raw(withEnv = true) long self);

  static native void set_seed(@Raw(withEnv = true) long self, long seed);

  static native long initial_seed(@Raw(withEnv = true) long self);

  static native long seed(@Raw(withEnv = true) long self);

  static native long get_state(@Raw(withEnv = true) long self);

  static native void set_state(@Raw(withEnv = true) long self, long state);

  static native long clone_state(@Raw(withEnv = true) long self);

  static native long get_offset(@Raw(withEnv = true) long self);

  static native void set_offset(@Raw(withEnv = true) long self, long offset);

  static native int device(@Raw(withEnv = true) long self);
}
