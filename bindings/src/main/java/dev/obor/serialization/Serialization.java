package dev.obor.serialization;

import dev.obor.Scope;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.files.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads checkpoints: Python's {@code torch.serialization}. Programs call {@link
 * Torch#save} and {@link Torch#load}, which say more.
 *
 * <p>All functions may be called from any thread.
 */
public final class Serialization {
  private static final int ZIP_MARK = 0x504b0304;

  private Serialization() {}

  // ---- writing

  /**
   * Writes an object into a file: Python's {@code torch.save(object, file)}.
   *
   * @throws IOException if the file cannot be written; it is then as it was
   * @throws TypeException if something in the object cannot be written
   */
  public static void save(@Nullable Object object, Path file) throws IOException {
    try (ThreadMode noGrad = Torch.noGrad();
        Scope scope = Torch.scope()) {
      WholeFile.writeChannel(file, channel -> ZipCheckpoint.save(object, channel));
    }
  }

  /**
   * Writes an object to a stream, which stays open.
   *
   * @throws IOException if writing fails
   * @throws TypeException if something in the object cannot be written
   */
  public static void save(@Nullable Object object, OutputStream out) throws IOException {
    try (ThreadMode noGrad = Torch.noGrad();
        Scope scope = Torch.scope()) {
      ZipCheckpoint.save(object, Channels.newChannel(out));
      out.flush();
    }
  }

  // ---- reading

  /**
   * Reads a file that {@code torch.save} has written: Python's {@code torch.load(file, …)}.
   *
   * @throws IOException if the file cannot be read
   * @throws UnpicklingException if it holds what is neither a tensor nor plain data
   * @throws TorchException if it is damaged
   */
  public static @Nullable Object load(Path file, Consumer<LoadOptions> options) throws IOException {
    LoadOptions chosen = LoadOptions.of(options);
    try (ByteSource source = ByteSource.open(file)) {
      return load(source, chosen);
    }
  }

  /**
   * Reads a stream to its end, otherwise as {@link #load(Path, Consumer)}.
   *
   * @throws IOException if reading fails
   * @throws ValueException if the file is to be mapped
   */
  public static @Nullable Object load(InputStream in, Consumer<LoadOptions> options)
      throws IOException {
    LoadOptions chosen = LoadOptions.of(options);
    try (ByteSource source = ByteSource.read(in)) {
      return load(source, chosen);
    }
  }

  private static @Nullable Object load(ByteSource source, LoadOptions options) throws IOException {
    try (ThreadMode noGrad = Torch.noGrad();
        Scope scope = Torch.scope()) {
      Object result =
          isZip(source)
              ? ZipCheckpoint.load(source, options)
              : LegacyCheckpoint.load(source, options);
      LoadedValues.keep(result, scope, source);
      return result;
    }
  }

  private static boolean isZip(ByteSource source) throws IOException {
    if (source.size() < Integer.BYTES) {
      return false;
    }
    int mark = 0;
    for (byte b : source.read(0, Integer.BYTES)) {
      mark = mark << Byte.SIZE | (b & 0xFF);
    }
    return mark == ZIP_MARK;
  }
}
