package dev.obor;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;

/** Memory that a tensor and a direct buffer share. See {@code obor/buffers.h}. */
@NoException
@Platform(include = "obor/buffers.h")
@Namespace("obor::buffers")
final class BufferNatives {
  static {
    Natives.load();
  }

  private BufferNatives() {}

  static native long from_buffer(
      @Raw(withEnv = true) Buffer buffer,
      long byteOffset,
      long byteCount,
      int dtype,
      @Raw long[] sizes);

  static native long hold(@Raw(withEnv = true) long self);

  @Raw
  static native ByteBuffer as_buffer(@Raw(withEnv = true) long self);
}
