package dev.obor.tutorials;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.numpy.Npy;
import dev.obor.numpy.Npz;
import dev.obor.serialization.OrderedDict;
import dev.obor.serialization.Safetensors;
import dev.obor.serialization.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file with tensors by name, and what else is in it, of any format that Obor reads.
 *
 * <p>What a PyTorch checkpoint nests has a name of all keys on the way, with points between them:
 * {@code optimizer.state.0.exp_avg}.
 *
 * @param format what kind of file it is
 * @param tensors by name, in the file's order
 * @param values what is not a tensor, as text: numbers, strings, metadata
 */
record TensorFile(Format format, Map<String, Tensor> tensors, Map<String, String> values) {
  /** The formats, and how their files' names end. */
  enum Format {
    SAFETENSORS("safetensors", ".safetensors"),
    NPZ("NumPy archive", ".npz"),
    NPY("NumPy array", ".npy"),
    CHECKPOINT("PyTorch checkpoint", ".pt.pth.bin.ckpt");

    private final String title;
    private final String endings;

    Format(String title, String endings) {
      this.title = title;
      this.endings = endings;
    }

    /** Tells the format by a file's name. */
    static Format of(Path file) throws IOException {
      String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
      String ending = name.substring(Math.max(0, name.lastIndexOf('.')));
      for (Format format : values()) {
        if (ending.startsWith(".") && (format.endings + ".").contains(ending + ".")) {
          return format;
        }
      }
      throw new IOException(
          file + ": the name ends in none of .pt, .pth, .bin, .ckpt, .safetensors, .npz and .npy");
    }

    @Override
    public String toString() {
      return title;
    }
  }

  /**
   * Reads a file. The tensors belong to the caller's scope.
   *
   * @throws IOException if it is missing or damaged, or holds what cannot be read; the message
   *     names the file
   */
  static TensorFile read(Path file) throws IOException {
    Format format = Format.of(file);
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "no such file");
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a folder");
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, String> values = new LinkedHashMap<>();
    try {
      switch (format) {
        case SAFETENSORS -> readSafetensors(file, tensors, values);
        case NPZ -> tensors.putAll(Npz.read(file));
        case NPY -> tensors.put("array", Npy.read(file));
        case CHECKPOINT -> collect("", Torch.<@Nullable Object>load(file), tensors, values);
      }
    } catch (TorchException e) {
      throw new IOException(naming(file, e), e);
    } catch (IOException e) {
      throw new IOException(naming(file, e), e);
    }
    return new TensorFile(format, tensors, values);
  }

  private static String naming(Path file, Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.contains(file.toString()) ? message : file + ": " + message;
  }

  private static void readSafetensors(
      Path file, Map<String, Tensor> tensors, Map<String, String> values) throws IOException {
    try (SafetensorsFile open = SafetensorsFile.open(file, o -> o.mmap(true))) {
      for (String key : open.keys()) {
        tensors.put(key, open.getTensor(key));
      }
      open.metadata().forEach((key, value) -> values.put("metadata." + key, value));
    }
  }

  private static void collect(
      String name,
      @Nullable Object value,
      Map<String, Tensor> tensors,
      Map<String, String> values) {
    if (value instanceof Tensor tensor) {
      tensors.put(name.isEmpty() ? "tensor" : name, tensor);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, entry) -> collect(joined(name, String.valueOf(key)), entry, tensors, values));
    } else if (value instanceof Collection<?> list && holdsTensors(list)) {
      int i = 0;
      for (Object entry : list) {
        collect(joined(name, String.valueOf(i++)), entry, tensors, values);
      }
    } else {
      values.put(name.isEmpty() ? "value" : name, value == null ? "None" : value.toString());
    }
  }

  private static boolean holdsTensors(Collection<?> list) {
    return list.stream()
        .anyMatch(
            entry ->
                entry instanceof Tensor
                    || entry instanceof Map<?, ?>
                    || (entry instanceof Collection<?> inner && holdsTensors(inner)));
  }

  private static String joined(String name, String key) {
    return name.isEmpty() ? key : name + "." + key;
  }

  /**
   * Writes tensors in the format that a file's name tells.
   *
   * @throws IOException if the file cannot be written, or the format cannot hold the tensors
   */
  static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    try {
      switch (Format.of(file)) {
        case SAFETENSORS -> Safetensors.saveFile(unshared(tensors), file, Map.of("format", "pt"));
        case NPZ -> Npz.write(file, tensors);
        case NPY -> {
          if (tensors.size() != 1) {
            throw new IOException(
                file + ": an .npy file holds one array, and there are " + tensors.size());
          }
          Npy.write(file, tensors.values().iterator().next());
        }
        case CHECKPOINT -> Torch.save(new OrderedDict<>(tensors), file);
      }
    } catch (TorchException e) {
      throw new IOException(naming(file, e), e);
    }
  }

  /** safetensors knows no two tensors in one piece of memory. */
  private static Map<String, Tensor> unshared(Map<String, Tensor> tensors) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    tensors.forEach((key, tensor) -> copies.put(key, tensor.detach().clone().contiguous()));
    return copies;
  }

  /** The bytes of all tensors' elements. */
  long bytes() {
    return tensors.values().stream().mapToLong(TensorFile::bytes).sum();
  }

  /** The bytes of a tensor's elements. */
  static long bytes(Tensor tensor) {
    return tensor.numel() * tensor.elementSize();
  }

  /** The dtype without Python's {@code torch.} before it. */
  static String dtype(Tensor tensor) {
    return tensor.dtype().toString().replace("torch.", "");
  }
}
