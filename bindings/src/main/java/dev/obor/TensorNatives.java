package dev.obor;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;

/** What no operator answers about one tensor: life, shape, data. See {@code obor/tensor.h}. */
@NoException
@Platform(include = "obor/tensor.h")
@Namespace("obor::tensor")
final class TensorNatives {
  static {
    Natives.load();
  }

  private TensorNatives() {}

  static native long share(@Raw(withEnv = true) long self);

  static native void release(@Raw(withEnv = true) long self);

  static native void release_all(@Raw(withEnv = true) long[] handles, int count);

  @Raw(withEnv = true)
  static native ByteBuffer handle_slab(int bytes);

  static native void release_slots(@Raw(withEnv = true) ByteBuffer slab, int first, int count);

  static native void release_later(@Raw(withEnv = true) ByteBuffer slab, int first, int count);

  @Raw(withEnv = true)
  static native void release_postponed();

  static native boolean is_light(@Raw(withEnv = true) long self);

  static native int dim(@Raw(withEnv = true) long self);

  static native long numel(@Raw(withEnv = true) long self);

  @Raw
  static native long[] sizes(@Raw(withEnv = true) long self);

  @Raw
  static native long[] strides(@Raw(withEnv = true) long self);

  static native long storage_offset(@Raw(withEnv = true) long self);

  static native long storage_bytes(@Raw(withEnv = true) long self);

  static native long storage_address(@Raw(withEnv = true) long self);

  static native int dtype(@Raw(withEnv = true) long self);

  static native int device(@Raw(withEnv = true) long self);

  static native int layout(@Raw(withEnv = true) long self);

  static native boolean is_nested(@Raw(withEnv = true) long self);

  static native boolean is_contiguous(@Raw(withEnv = true) long self, int memoryFormat);

  static native boolean same(@Raw(withEnv = true) long self, long other);

  static native void write_bytes(
      @Raw(withEnv = true) long self, long at, @Raw byte[] from, int offset, int count);

  static native void write_booleans(
      @Raw(withEnv = true) long self, long at, @Raw boolean[] from, int offset, int count);

  static native void write_shorts(
      @Raw(withEnv = true) long self, long at, @Raw short[] from, int offset, int count);

  static native void write_ints(
      @Raw(withEnv = true) long self, long at, @Raw int[] from, int offset, int count);

  static native void write_longs(
      @Raw(withEnv = true) long self, long at, @Raw long[] from, int offset, int count);

  static native void write_floats(
      @Raw(withEnv = true) long self, long at, @Raw float[] from, int offset, int count);

  static native void write_doubles(
      @Raw(withEnv = true) long self, long at, @Raw double[] from, int offset, int count);

  static native void read_bytes(
      @Raw(withEnv = true) long self, long at, @Raw byte[] to, int offset, int count);

  static native void read_booleans(
      @Raw(withEnv = true) long self, long at, @Raw boolean[] to, int offset, int count);

  static native void read_shorts(
      @Raw(withEnv = true) long self, long at, @Raw short[] to, int offset, int count);

  static native void read_ints(
      @Raw(withEnv = true) long self, long at, @Raw int[] to, int offset, int count);

  static native void read_longs(
      @Raw(withEnv = true) long self, long at, @Raw long[] to, int offset, int count);

  static native void read_floats(
      @Raw(withEnv = true) long self, long at, @Raw float[] to, int offset, int count);

  static native void read_doubles(
      @Raw(withEnv = true) long self, long at, @Raw double[] to, int offset, int count);
}
