package dev.obor.numpy;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.files.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Reads and writes {@code .npz} files, which hold arrays by name: Python's {@code np.load}, {@code
 * np.savez} and {@code np.savez_compressed}.
 *
 * <pre>{@code
 * Npz.write(Path.of("data.npz"), Map.of("x", x, "y", y));
 * Tensor x = Npz.read(Path.of("data.npz"), "x");
 * }</pre>
 *
 * <p>All methods may be called from any thread.
 */
public final class Npz {
  private static final String SUFFIX = ".npy";
  // Deflate cannot pack more than this many bytes into one.
  private static final long HIGHEST_RATIO = 1032;
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Npz() {}

  /**
   * Reads all arrays of a file into new tensors, in the file's order.
   *
   * @throws IOException if the file cannot be read or is damaged, two arrays have one name, or an
   *     entry is no array
   * @throws TypeException if no tensor has elements of an array's type
   * @throws ValueException if an array holds Python objects
   */
  public static Map<String, Tensor> read(Path file) throws IOException {
    try (Scope scope = Torch.scope();
        ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      long packed = 0;
      for (ZipEntry entry : Collections.list(zip.entries())) {
        packed += entry.getCompressedSize();
        if (packed > Files.size(file)) {
          throw new ZipException("the entries overlap");
        }
        if (tensors.put(nameOf(entry), read(zip, entry)) != null) {
          throw new ZipException("two entries are named " + entry.getName());
        }
      }
      return scope.keepAll(tensors);
    } catch (IOException e) {
      throw Npy.named(file.toString(), e);
    } catch (IllegalArgumentException e) {
      throw unreadableName(file, e);
    }
  }

  /**
   * Reads one array of a file into a new tensor.
   *
   * @throws ValueException if the file has no array of that name
   * @throws IOException as for {@link #read(Path)}
   */
  public static Tensor read(Path file, String name) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
      for (String candidate : List.of(name + SUFFIX, name)) {
        ZipEntry entry = zip.getEntry(candidate);
        if (entry != null) {
          return read(zip, entry);
        }
      }
      throw new ValueException(
          name
              + " is not a file in the archive; the file has "
              + Collections.list(zip.entries()).stream().map(Npz::nameOf).toList());
    } catch (IOException e) {
      throw Npy.named(file.toString(), e);
    } catch (IllegalArgumentException e) {
      throw unreadableName(file, e);
    }
  }

  private static IOException unreadableName(Path file, IllegalArgumentException reason) {
    return new IOException(file + ": a name in the archive is no UTF-8 text", reason);
  }

  private static String nameOf(ZipEntry entry) {
    String name = entry.getName();
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  private static Tensor read(ZipFile zip, ZipEntry entry) throws IOException {
    long size = entry.getSize();
    if (size < 0 || size / HIGHEST_RATIO > entry.getCompressedSize()) {
      throw new ZipException("the size of " + entry.getName() + " makes no sense: " + size);
    }
    CRC32 sum = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), sum)) {
      Tensor tensor = Npy.read(NpyHeader.read(in), Channels.newChannel(in), size);
      boolean whole = false;
      try {
        // What lies behind the array counts for the check sum too.
        in.transferTo(OutputStream.nullOutputStream());
        if (sum.getValue() != entry.getCrc()) {
          throw new ZipException("Bad CRC-32");
        }
        whole = true;
        return tensor;
      } finally {
        if (!whole) {
          tensor.close();
        }
      }
    } catch (IOException e) {
      throw Npy.named(entry.getName(), e);
    }
  }

  /**
   * Writes tensors into a file without compression: Python's {@code np.savez(file, **tensors)}.
   *
   * <p>The file is written beside its place and moved there when it is whole; one that is there
   * already is replaced.
   *
   * @throws IOException if the file cannot be written; its folder must exist
   * @throws TypeException if numpy has no such dtype, as for bfloat16
   * @throws ValueException if a name is empty
   */
  public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    write(file, tensors, ZipEntry.STORED);
  }

  /**
   * Writes tensors into a file with compression: Python's {@code np.savez_compressed(file,
   * **tensors)}. Otherwise as {@link #write}.
   *
   * @throws IOException as for {@link #write}
   */
  public static void writeCompressed(Path file, Map<String, Tensor> tensors) throws IOException {
    write(file, tensors, ZipEntry.DEFLATED);
  }

  private static void write(Path file, Map<String, Tensor> tensors, int method) throws IOException {
    for (String name : tensors.keySet()) {
      if (name.isEmpty()) {
        throw new ValueException("the name of an array is empty");
      }
    }
    WholeFile.write(file, out -> writeAll(out, tensors, method));
  }

  private static void writeAll(OutputStream out, Map<String, Tensor> tensors, int method)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      try (Scope scope = Torch.scope()) {
        NpyContent content = new NpyContent(entry.getValue());
        zip.putNextEntry(zipEntry(entry.getKey() + SUFFIX, content, method));
        content.writeTo(Channels.newChannel(zip));
        zip.closeEntry();
      }
    }
    zip.finish();
  }

  private static ZipEntry zipEntry(String name, NpyContent content, int method) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      CRC32 sum = new CRC32();
      content.writeTo(new SumChannel(sum));
      entry.setSize(content.length());
      entry.setCompressedSize(content.length());
      entry.setCrc(sum.getValue());
    }
    return entry;
  }

  /** Takes bytes for their check sum only. */
  private record SumChannel(CRC32 sum) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer bytes) {
      int count = bytes.remaining();
      sum.update(bytes);
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
