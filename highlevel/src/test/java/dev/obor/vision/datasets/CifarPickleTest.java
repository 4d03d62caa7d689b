package dev.obor.vision.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.TorchException;
import dev.obor.serialization.PickledArray;
import dev.obor.serialization.PickledData;
import dev.obor.serialization.UnpicklingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The pickles of CIFAR's files are read, and nothing in them is called. */
class CifarPickleTest {
  private static byte[] file(String name) throws IOException {
    return Files.readAllBytes(Path.of(Fixtures.root(), name));
  }

  private static @Nullable Object read(byte[] pickle) throws IOException {
    return PickledData.read(new ByteArrayInputStream(pickle));
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void readsWhatPythonTwoWrote() throws IOException {
    var batch =
        (Map<?, ?>)
            Objects.requireNonNull(
                PickledData.read(Path.of(Fixtures.root(), "cifar-10-batches-py/test_batch")));

    assertThat(batch.get("batch_label")).isEqualTo("test_batch");
    assertThat(batch.get("labels")).isEqualTo(List.of(3L, 7L));
    assertThat(batch.get("data"))
        .isInstanceOfSatisfying(
            PickledArray.class, data -> assertThat(data.shape()).containsExactly(2, 3072));
  }

  @Test
  void aPickleThatCallsSomethingIsRefused() {
    for (String program :
        List.of(
            "cos\nsystem\n(U\u0004echotR.",
            "\u0080\u0002cbuiltins\neval\n\u0085R.",
            "\u0080\u0004\u008c\u0002os\u008c\u0006system\u0093.",
            "cnumpy\nndarray\n)R.")) {
      assertThatThrownBy(() -> read(latin1(program)))
          .isInstanceOf(UnpicklingException.class)
          .hasMessageContaining(program.contains("ndarray") ? "numpy.ndarray" : "GLOBAL");
    }
  }

  @Test
  void whatIsDamagedIsRefused() {
    for (String program : List.of("", ".", "K", "U\u00ffabc", "h\u0001.", "\u00ff", "Q.")) {
      assertThatThrownBy(() -> read(latin1(program))).isInstanceOf(TorchException.class);
    }
  }

  @Test
  void changedAndShortenedFilesGiveAnErrorOrAValue() throws IOException {
    Random random = new Random(4);
    List<byte[]> files =
        List.of(
            file("cifar-10-batches-py/test_batch"),
            file("cifar-100-python/train"),
            file("cifar-100-python/test"),
            file("cifar-100-python/meta"));
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] content = files.get(round % files.size()).clone();
      int head = Math.min(content.length, 400);
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        content[random.nextInt(head)] = (byte) random.nextInt(256);
      }
      if (random.nextInt(4) == 0) {
        content = Arrays.copyOf(content, random.nextInt(content.length));
      }
      try {
        read(content);
      } catch (TorchException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(5_000, 20_000);
  }
}
