package dev.obor.serialization;

import dev.obor.TorchException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Bytes that can be read from any position: a file, or what a stream gave. */
final class ByteSource implements Closeable {
  // What a stream gives is kept in memory up to here, and in a temporary file beyond.
  private static final int LARGEST_IN_MEMORY = 1 << 24;

  private final String name;
  private final @Nullable Path file;
  private final @Nullable FileChannel channel;
  private final byte[] memory;
  private final long size;

  private ByteSource(
      String name, @Nullable Path file, @Nullable FileChannel channel, byte[] memory, long size) {
    this.name = name;
    this.file = file;
    this.channel = channel;
    this.memory = memory;
    this.size = size;
  }

  static ByteSource open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a folder");
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new ByteSource(file.toString(), file, channel, new byte[0], channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Reads a stream to its end. */
  static ByteSource read(InputStream stream) throws IOException {
    byte[] start = stream.readNBytes(LARGEST_IN_MEMORY);
    if (start.length < LARGEST_IN_MEMORY) {
      return new ByteSource("the stream", null, null, start, start.length);
    }
    Path rest = Files.createTempFile("obor", ".checkpoint");
    FileChannel channel =
        FileChannel.open(
            rest,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      ByteBuffer chunk = ByteBuffer.wrap(start);
      byte[] buffer = start;
      int count = start.length;
      while (count > 0) {
        chunk.clear().limit(count);
        while (chunk.hasRemaining()) {
          channel.write(chunk);
        }
        count = stream.readNBytes(buffer, 0, buffer.length);
      }
      return new ByteSource("the stream", null, channel, new byte[0], channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** For messages. */
  String name() {
    return name;
  }

  /** The file, if it was one from the beginning. */
  @Nullable Path file() {
    return file;
  }

  long size() {
    return size;
  }

  /**
   * Fills a buffer with the bytes from a position on.
   *
   * @throws TorchException if there are fewer
   */
  void read(long position, ByteBuffer to) throws IOException {
    long missing = position + to.remaining() - size;
    if (position < 0 || missing > 0) {
      throw unexpectedEnd(missing);
    }
    if (channel == null) {
      to.put(memory, (int) position, to.remaining());
      return;
    }
    long at = position;
    while (to.hasRemaining()) {
      int count = channel.read(to, at);
      if (count < 0) {
        throw unexpectedEnd(to.remaining()); // the file has become shorter
      }
      at += count;
    }
  }

  byte[] read(long position, int count) throws IOException {
    if (position < 0 || position + count > size) {
      throw unexpectedEnd(position + count - size);
    }
    byte[] bytes = new byte[count];
    read(position, ByteBuffer.wrap(bytes));
    return bytes;
  }

  private TorchException unexpectedEnd(long missing) {
    return damaged(
        "unexpected EOF, expected " + missing + " more bytes. The file might be corrupted.");
  }

  /** An error that names the file. */
  TorchException damaged(String text) {
    return new TorchException(text + "\nThe file is " + name);
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
