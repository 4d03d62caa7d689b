package dev.obor.io;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes tensors in the safetensors format, which Python and most model hubs read.
 *
 * <pre>{@code
 * Safetensors.saveFile(Map.of("weight", weight, "bias", bias), Path.of("linear.safetensors"));
 * }</pre>
 *
 * <p>In Python: {@code safetensors.torch.load_file("linear.safetensors")}.
 */
public final class Safetensors {
  // Elements that are copied out of a tensor at a time, so that the heap need not hold a whole one.
  private static final long CHUNK = 1 << 18;

  private Safetensors() {}

  /**
   * Writes tensors into a file. Python: {@code safetensors.torch.save_file(tensors, filename)}.
   *
   * <p>Each tensor is written in full and in row-major order, whatever its strides, device and the
   * memory that it shares. The file is written beside its place and moved there when it is whole.
   *
   * @param tensors the tensors by name; of any shape, and of dtype float64, float32, float16,
   *     bfloat16, int64, int32, int16, int8, uint8 or bool
   * @param file the file, replaced where it exists; its folder must exist
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if a tensor has another dtype, or a name cannot be stored
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
   * @throws IllegalArgumentException if a tensor has another dtype, or a name cannot be stored
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
      List<Long> shape = new ArrayList<>();
      tensor.size().forEach(shape::add);
      long bytes = Math.multiplyExact(tensor.numel(), (long) type(entry).size());
      entries.add(new SafetensorsHeader.Entry(entry.getKey(), type(entry).name(), shape, bytes));
    }
    byte[] header = SafetensorsHeader.of(entries, metadata);
    AtomicFile.write(
        file,
        out -> {
          out.write(header);
          for (Map.Entry<String, Tensor> entry : ordered) {
            writeData(entry.getValue(), type(entry), out);
          }
        });
  }

  private static SafetensorsType type(Map.Entry<String, Tensor> entry) {
    return SafetensorsType.of(entry.getKey(), entry.getValue().dtype());
  }

  private static void writeData(Tensor tensor, SafetensorsType type, OutputStream out)
      throws IOException {
    try (ThreadMode noGrad = Torch.noGrad();
        Scope whole = Torch.scope()) {
      Tensor flat = tensor.reshape(-1);
      long length = flat.numel();
      for (long start = 0; start < length; start += CHUNK) {
        try (Scope chunk = Torch.scope()) {
          out.write(type.bytes(flat.narrow(0, start, Math.min(CHUNK, length - start))));
        }
      }
    }
  }
}
