package dev.obor.serialization;

import dev.obor.Scope;
import dev.obor.StorageAccess;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.files.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads and writes tensors in the safetensors format, which most model hubs use: Python's {@code
 * safetensors.torch}.
 *
 * <pre>{@code
 * Safetensors.saveFile(Map.of("weight", weight, "bias", bias), Path.of("linear.safetensors"));
 * Map<String, Tensor> tensors = Safetensors.loadFile(Path.of("linear.safetensors"));
 * }</pre>
 *
 * <p>All functions may be called from any thread. {@link SafetensorsFile} reads single tensors of a
 * file, {@link ShardedCheckpoint} models that lie in several files.
 */
public final class Safetensors {
  private Safetensors() {}

  // ---- reading

  /**
   * Reads all tensors of a file, in the order of the file: Python's {@code
   * safetensors.torch.load_file(filename)}.
   *
   * @throws IOException if the file cannot be read
   * @throws TorchException if it is damaged, or holds elements that torch has no dtype for
   */
  public static Map<String, Tensor> loadFile(Path file) throws IOException {
    return loadFile(file, o -> {});
  }

  /**
   * The same with {@link LoadOptions}: Python's {@code load_file(filename, device=…)} is {@code
   * o.mapLocation(…)}, and {@code o.mmap(true)} maps the file into memory without a copy.
   *
   * @throws IOException as for {@link #loadFile(Path)}
   */
  public static Map<String, Tensor> loadFile(Path file, Consumer<LoadOptions> options)
      throws IOException {
    try (ThreadMode noGrad = Torch.noGrad();
        Scope scope = Torch.scope();
        SafetensorsFile opened = SafetensorsFile.open(file, options)) {
      return scope.keepAll(opened.tensors());
    }
  }

  // ---- writing

  /**
   * Writes tensors into a file. Python: {@code safetensors.torch.save_file(tensors, filename)}.
   *
   * <p>Each tensor is written in full and in row-major order, whatever its strides, device and the
   * memory that it shares. The file is written beside its place and moved there when it is whole.
   *
   * @param tensors the tensors by name, of any shape
   * @param file the file, replaced where it exists; its folder must exist
   * @throws IOException if the file cannot be written
   * @throws TypeException if the format has no such dtype, as for complex128
   * @throws IllegalArgumentException if a name cannot be stored
   */
  public static void saveFile(Map<String, Tensor> tensors, Path file) throws IOException {
    saveFile(tensors, file, Map.of());
  }

  /**
   * Writes tensors and some texts into a file. Python: {@code safetensors.torch.save_file(tensors,
   * filename, metadata)}.
   *
   * @param tensors the tensors by name, as for {@link #saveFile(Map, Path)}
   * @param file the file, replaced where it exists; its folder must exist
   * @param metadata texts to store with the tensors, {@code format = pt} for example
   * @throws IOException if the file cannot be written
   * @throws TypeException if the format has no such dtype, as for complex128
   * @throws IllegalArgumentException if a name cannot be stored
   */
  public static void saveFile(Map<String, Tensor> tensors, Path file, Map<String, String> metadata)
      throws IOException {
    List<Map.Entry<String, Tensor>> ordered = new ArrayList<>(tensors.entrySet());
    // Python's order. The widest elements come first, so that each tensor begins at a multiple of
    // its element size.
    ordered.sort(
        Comparator.comparing((Map.Entry<String, Tensor> entry) -> type(entry))
            .reversed()
            .thenComparing(Map.Entry::getKey));
    List<SafetensorsHeader.Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Tensor> entry : ordered) {
      Tensor tensor = entry.getValue();
      SafetensorsType type = type(entry);
      List<Long> shape = new ArrayList<>();
      for (long size : type.shapeInFile(tensor.size().toArray())) {
        shape.add(size);
      }
      long bytes = Math.multiplyExact(tensor.numel(), (long) type.dtype().itemsize());
      entries.add(new SafetensorsHeader.Entry(entry.getKey(), type.name(), shape, bytes));
    }
    byte[] header = SafetensorsHeader.of(entries, metadata);
    WholeFile.writeChannel(
        file,
        out -> {
          write(out, ByteBuffer.wrap(header));
          for (Map.Entry<String, Tensor> entry : ordered) {
            writeData(entry.getValue(), out);
          }
        });
  }

  private static SafetensorsType type(Map.Entry<String, Tensor> entry) {
    return SafetensorsType.of(entry.getKey(), entry.getValue().dtype());
  }

  private static void writeData(Tensor tensor, WritableByteChannel out) throws IOException {
    if (tensor.numel() == 0) {
      return;
    }
    try (ThreadMode noGrad = Torch.noGrad();
        Scope scope = Torch.scope()) {
      Tensor plain = tensor.detach().resolveConj().resolveNeg().cpu().contiguous();
      StorageAccess.forEachPart(plain, part -> write(out, part));
    }
  }

  private static void write(WritableByteChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
