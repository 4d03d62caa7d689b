package dev.obor.numpy;

import dev.obor.Device;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.files.WholeFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes {@code .npy} files, which hold one array: Python's {@code np.load} and {@code
 * np.save}.
 *
 * <pre>{@code
 * Npy.write(Path.of("x.npy"), Torch.arange(6).reshape(2, 3));
 * Tensor x = Npy.read(Path.of("x.npy"));    // torch.from_numpy(np.load("x.npy"))
 * }</pre>
 *
 * <p>The types are bool, int8 to int64, uint8 to uint64, float16, float32, float64, complex64 and
 * complex128. Versions 1 to 3 of the format are read, in either byte order. Nothing in a file is
 * run: arrays of Python objects are refused.
 *
 * <p>All methods may be called from any thread.
 */
public final class Npy {
  private static final long PIECE = 1 << 26;

  private Npy() {}

  /**
   * Reads the array in a file into a new tensor on the CPU, of the file's own shape and dtype.
   *
   * <p>An array in Fortran order becomes a tensor with the strides that {@code torch.from_numpy}
   * gives it: the first index changes fastest.
   *
   * @throws IOException if the file cannot be read, is no {@code .npy} file, or is shorter than its
   *     header says
   * @throws TypeException if no tensor has elements of the array's type
   * @throws ValueException if the array holds Python objects
   */
  public static Tensor read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      NpyHeader header = NpyHeader.read(Channels.newInputStream(channel));
      return read(header, channel, channel.size());
    } catch (IOException e) {
      throw named(file.toString(), e);
    }
  }

  /**
   * Reads the array that begins at a stream's next byte, and nothing behind it. The stream stays
   * open.
   *
   * @throws IOException as for {@link #read(Path)}
   */
  public static Tensor read(InputStream in) throws IOException {
    return readPieces(NpyHeader.read(in), Channels.newChannel(in), PIECE);
  }

  /** Puts the name of the source in front of the reason. */
  static IOException named(String source, IOException reason) {
    String text = reason.getMessage();
    if (text == null || text.startsWith(source)) {
      return reason;
    }
    return new IOException(source + ": " + text, reason);
  }

  /** Reads the elements of an array that, with its header, takes at most the given bytes. */
  static Tensor read(NpyHeader header, ReadableByteChannel in, long length) throws IOException {
    long there = length - header.length();
    if (there < header.dataLength()) {
      throw new EOFException(
          "EOF: reading array data, expected " + header.dataLength() + " bytes got " + there);
    }
    return readPieces(header, in, Long.MAX_VALUE);
  }

  /** Takes memory piece by piece, where a header may promise more than there is. */
  private static Tensor readPieces(NpyHeader header, ReadableByteChannel in, long piece)
      throws IOException {
    NpyType type = header.type();
    int size = type.dtype().itemsize();
    long elements = header.dataLength() / size;
    try (Scope scope = Torch.scope()) {
      ElementTransfer transfer = new ElementTransfer(header.dataLength());
      List<Tensor> pieces = new ArrayList<>();
      long at = 0;
      do {
        long count = Math.min(piece / size, elements - at);
        Tensor part = Torch.empty(Torch.size(count), o -> o.dtype(type.dtype()).device(Device.CPU));
        transfer.read(in, part, type);
        pieces.add(part);
        at += count;
      } while (at < elements);
      Tensor flat = pieces.size() == 1 ? pieces.get(0) : Torch.cat(pieces, 0);
      return scope.keep(shaped(flat, header));
    }
  }

  private static Tensor shaped(Tensor flat, NpyHeader header) {
    int dims = header.shape().size();
    long[] shape = new long[dims];
    long[] order = new long[dims];
    for (int i = 0; i < dims; i++) {
      int from = header.isFortranOrder() ? dims - 1 - i : i;
      shape[i] = header.shape().get(from);
      order[i] = from;
    }
    Tensor shaped = flat.view(shape);
    return header.isFortranOrder() ? shaped.permute(order) : shaped;
  }

  /**
   * Writes a tensor's elements into a file, byte for byte as {@code np.save(file,
   * x.detach().cpu().numpy())} does.
   *
   * <p>The file is written beside its place and moved there when it is whole; one that is there
   * already is replaced.
   *
   * @throws IOException if the file cannot be written; its folder must exist
   * @throws TypeException if numpy has no such dtype, as for bfloat16
   */
  public static void write(Path file, Tensor tensor) throws IOException {
    try (Scope scope = Torch.scope()) {
      NpyContent content = new NpyContent(tensor);
      WholeFile.writeChannel(file, content::writeTo);
    }
  }

  /**
   * Writes a tensor's elements to a stream, which stays open.
   *
   * @throws IOException if writing fails
   * @throws TypeException as for {@link #write(Path, Tensor)}
   */
  public static void write(OutputStream out, Tensor tensor) throws IOException {
    try (Scope scope = Torch.scope()) {
      WritableByteChannel channel = Channels.newChannel(out);
      new NpyContent(tensor).writeTo(channel);
      out.flush();
    }
  }
}
