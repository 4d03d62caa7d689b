package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;

/** The memory under tensors, as files of tensors need it. See {@code obor/storages.h}. */
@NoException
@Platform(include = "obor/storages.h")
@Namespace("obor::storages")
final class StorageNatives {
  static {
    Natives.load();
  }

  private StorageNatives() {}

  static native long identity(@Raw(withEnv = true) long self);

  static native long bytes(@Raw(withEnv = true) long self);

  static native long slice(@Raw(withEnv = true) long self, long from, long count);
}
