package dev.obor.serialization;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.testing.InScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@InScope
class ShardedCheckpointTest {
  @TempDir Path folder;

  private static Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("embed.weight", CheckpointTwins.counted(10, 2));
    tensors.put("layer.weight", CheckpointTwins.counted(2, 4).t());
    tensors.put("layer.bias", CheckpointTwins.counted(4).to(DType.BFLOAT16));
    tensors.put("é \"quoted\"", CheckpointTwins.counted(3));
    return tensors;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void assertSame(Map<String, Tensor> loaded) {
    assertThat(loaded.keySet()).containsExactlyElementsOf(tensors().keySet());
    tensors()
        .forEach(
            (name, twin) ->
                assertThat(requireNonNull(loaded.get(name)).equal(twin)).as(name).isTrue());
  }

  @Test
  void writesAndReadsSafetensors() throws IOException {
    Path index = ShardedCheckpoint.saveSafetensors(tensors(), folder, 64);
    assertThat(names())
        .containsExactly(
            "model-00001-of-00002.safetensors",
            "model-00002-of-00002.safetensors",
            "model.safetensors.index.json");
    assertThat(Files.readString(index))
        .startsWith("{\n  \"metadata\": {\n    \"total_size\": 132\n  },\n  \"weight_map\": {\n")
        .contains("    \"layer.bias\": \"model-00002-of-00002.safetensors\",\n");
    assertSame(ShardedCheckpoint.load(index));
    assertSame(ShardedCheckpoint.load(folder, o -> o.mmap(true)));
  }

  @Test
  void writesAndReadsFilesOfTorchSave() throws IOException {
    Path index = ShardedCheckpoint.savePytorchModel(tensors(), folder, 90);
    assertThat(index).hasFileName("pytorch_model.bin.index.json");
    assertThat(names()).contains("pytorch_model-00001-of-00002.bin");
    assertSame(ShardedCheckpoint.load(folder));
    assertSame(ShardedCheckpoint.load(index, o -> o.mmap(true).mapLocation("cpu")));
  }

  private void refused(String json, String text) throws IOException {
    Path index = Files.writeString(folder.resolve("model.safetensors.index.json"), json);
    assertThatThrownBy(() -> ShardedCheckpoint.load(index))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining(text)
        .hasMessageContaining(index.toString());
  }

  @Test
  void refusesAnIndexThatLies() throws IOException {
    ShardedCheckpoint.saveSafetensors(tensors(), folder, 1000);
    refused("", "the index cannot be read");
    refused("[]", "no weight_map");
    refused("{\"weight_map\": 1}", "no weight_map");
    for (String name : List.of("../model", "/etc/passwd", "a/b", "a\\\\b", "c:x", "..", "", " ")) {
      refused("{\"weight_map\": {\"x\": \"" + name + "\"}}", "which is no file's name");
    }
    refused("{\"weight_map\": {\"x\": 1}}", "which is no file's name");
    refused(
        "{\"weight_map\": {\"x\": \"model-00001-of-00001.safetensors\"}}",
        "does not hold the tensor x");
    assertThatThrownBy(() -> ShardedCheckpoint.load(folder.resolve("nothing")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ShardedCheckpoint.load(Files.createDirectory(folder.resolve("d"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds neither");
    assertThatThrownBy(() -> ShardedCheckpoint.saveSafetensors(tensors(), folder, 0))
        .isInstanceOf(ValueException.class);
  }
}
