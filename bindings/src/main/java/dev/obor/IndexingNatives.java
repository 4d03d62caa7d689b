package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;

/** Reading and writing parts of a tensor. See {@code obor/indexing.h}. */
@NoException
@Platform(include = "obor/indexing.h")
@Namespace("obor::indexing")
final class IndexingNatives {
  static {
    Natives.load();
  }

  private IndexingNatives() {}

  static native long select(@Raw(withEnv = true) long self, long index);

  static native long select_two(@Raw(withEnv = true) long self, long row, long column);

  static native long slice(@Raw(withEnv = true) long self, long start, long stop, long step);

  static native long get(@Raw(withEnv = true) long self, @Raw long[] indices);

  static native void set(@Raw(withEnv = true) long self, @Raw long[] indices, long value);

  static native void set_number(
      @Raw(withEnv = true) long self, @Raw long[] indices, int kind, long first, long second);
}
