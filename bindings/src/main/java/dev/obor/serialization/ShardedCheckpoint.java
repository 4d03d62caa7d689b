package dev.obor.serialization;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.files.Json;
import dev.obor.files.WholeFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Models whose tensors lie in several files beside an index, as model hubs keep large ones: {@code
 * model.safetensors.index.json} with files in the safetensors format, or {@code
 * pytorch_model.bin.index.json} with files of {@code torch.save}.
 *
 * <pre>{@code
 * Map<String, Tensor> weights = ShardedCheckpoint.load(Path.of("gemma"), o -> o.mmap(true));
 * }</pre>
 *
 * <p>All functions may be called from any thread.
 */
public final class ShardedCheckpoint {
  private static final String SAFETENSORS_INDEX = "model.safetensors.index.json";
  private static final String PICKLE_INDEX = "pytorch_model.bin.index.json";
  private static final long LARGEST_INDEX = 1 << 28;

  private ShardedCheckpoint() {}

  // ---- reading

  /**
   * Reads all tensors of a model.
   *
   * @param place the index, or the folder that it is in
   * @throws IOException if a file cannot be read
   * @throws TorchException if one is damaged, or does not hold what the index says
   */
  public static Map<String, Tensor> load(Path place) throws IOException {
    return load(place, o -> {});
  }

  /**
   * The same with options for every file.
   *
   * @return the tensors in the index's order
   * @throws IOException as for {@link #load(Path)}
   */
  public static Map<String, Tensor> load(Path place, Consumer<LoadOptions> options)
      throws IOException {
    Path index = index(place);
    Map<String, String> files = weightMap(index);
    Set<String> distinct = new LinkedHashSet<>(files.values());
    try (Scope scope = Torch.scope()) {
      Map<String, Map<?, ?>> shards = new LinkedHashMap<>();
      for (String file : distinct) {
        shards.put(file, shard(index.resolveSibling(file), options));
      }
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (Map.Entry<String, String> entry : files.entrySet()) {
        Map<?, ?> shard = shards.getOrDefault(entry.getValue(), Map.of());
        if (!(shard.get(entry.getKey()) instanceof Tensor tensor)) {
          throw damaged(
              index,
              "the file "
                  + entry.getValue()
                  + " does not hold the tensor "
                  + entry.getKey()
                  + ", which the index says is there");
        }
        tensors.put(entry.getKey(), scope.keep(tensor));
      }
      return tensors;
    }
  }

  private static Path index(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return place;
    }
    for (String name : List.of(SAFETENSORS_INDEX, PICKLE_INDEX)) {
      if (Files.exists(place.resolve(name))) {
        return place.resolve(name);
      }
    }
    throw new IOException(place + " holds neither " + SAFETENSORS_INDEX + " nor " + PICKLE_INDEX);
  }

  private static TorchException damaged(Path index, String text) {
    return new TorchException(text + "\nThe index is " + index);
  }

  private static Map<String, String> weightMap(Path index) throws IOException {
    if (Files.size(index) > LARGEST_INDEX) {
      throw damaged(index, "an index of " + Files.size(index) + " bytes is too large");
    }
    Object content;
    try {
      content = Json.read(Files.readString(index));
    } catch (CharacterCodingException | TorchException e) {
      TorchException refusal = damaged(index, "the index cannot be read: " + e.getMessage());
      refusal.initCause(e);
      throw refusal;
    }
    if (!(content instanceof Map<?, ?> fields)
        || !(fields.get("weight_map") instanceof Map<?, ?> map)) {
      throw damaged(index, "the index has no weight_map");
    }
    Map<String, String> files = new LinkedHashMap<>();
    map.forEach(
        (name, file) -> {
          if (!(file instanceof String text) || !isPlainName(text)) {
            throw damaged(
                index, "the tensor " + name + " lies in " + file + ", which is no file's name");
          }
          files.put((String) name, text);
        });
    return files;
  }

  /** Whether a name stays in the folder of the index. */
  private static boolean isPlainName(String name) {
    return !name.isBlank()
        && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c == 0)
        && !name.equals(".")
        && !name.equals("..");
  }

  private static Map<?, ?> shard(Path file, Consumer<LoadOptions> options) throws IOException {
    if (file.toString().endsWith(".safetensors")) {
      return Safetensors.loadFile(file, options);
    }
    Object content = Serialization.load(file, options);
    if (!(content instanceof Map<?, ?> map)) {
      throw new TorchException("the file holds no state dict\nThe file is " + file);
    }
    return map;
  }

  // ---- writing

  /** Writes one file of a model. */
  private interface ShardWriter {
    void write(Map<String, Tensor> tensors, Path file) throws IOException;
  }

  /**
   * Writes tensors into files {@code model-00001-of-00003.safetensors} and their index.
   *
   * @param tensors the tensors by name
   * @param folder where the files go; it must exist
   * @param largest the bytes of tensors that a file may have; a tensor that is larger has a file of
   *     its own
   * @return the index
   * @throws IOException if a file cannot be written; the index is written last
   * @throws ValueException if the size is not positive
   */
  public static Path saveSafetensors(Map<String, Tensor> tensors, Path folder, long largest)
      throws IOException {
    return save(
        tensors,
        folder,
        largest,
        new String[] {"model", ".safetensors", SAFETENSORS_INDEX},
        (shard, file) -> Safetensors.saveFile(shard, file, Map.of("format", "pt")));
  }

  /**
   * Writes tensors with {@code torch.save} into files {@code pytorch_model-00001-of-00003.bin} and
   * their index; otherwise as {@link #saveSafetensors}.
   *
   * @throws IOException as for {@link #saveSafetensors}
   */
  public static Path savePytorchModel(Map<String, Tensor> tensors, Path folder, long largest)
      throws IOException {
    return save(
        tensors,
        folder,
        largest,
        new String[] {"pytorch_model", ".bin", PICKLE_INDEX},
        (shard, file) -> Serialization.save(shard, file));
  }

  private static Path save(
      Map<String, Tensor> tensors, Path folder, long largest, String[] names, ShardWriter writer)
      throws IOException {
    if (largest < 1) {
      throw new ValueException("a file must have room for a byte, not for " + largest);
    }
    List<Map<String, Tensor>> shards = new ArrayList<>();
    long used = 0;
    long total = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      long bytes = entry.getValue().nbytes();
      if (shards.isEmpty() || bytes > largest - used) {
        shards.add(new LinkedHashMap<>());
        used = 0;
      }
      shards.get(shards.size() - 1).put(entry.getKey(), entry.getValue());
      used += bytes;
      total += bytes;
    }
    StringBuilder json = new StringBuilder("{\n  \"metadata\": {\n    \"total_size\": ");
    json.append(total).append("\n  },\n  \"weight_map\": {");
    String separator = "\n    ";
    for (int i = 0; i < shards.size(); i++) {
      String name =
          String.format(Locale.ROOT, "%s-%05d-of-%05d%s", names[0], i + 1, shards.size(), names[1]);
      writer.write(shards.get(i), folder.resolve(name));
      for (String tensor : shards.get(i).keySet()) {
        json.append(separator);
        Json.appendString(json, tensor).append(": ");
        Json.appendString(json, name);
        separator = ",\n    ";
      }
    }
    byte[] content = json.append("\n  }\n}\n").toString().getBytes(StandardCharsets.UTF_8);
    Path index = folder.resolve(names[2]);
    WholeFile.write(index, out -> out.write(content));
    return index;
  }
}
