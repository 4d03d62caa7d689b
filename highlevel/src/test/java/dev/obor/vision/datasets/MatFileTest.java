package dev.obor.vision.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatFileTest {
  @TempDir Path folder;

  private static Path fixture(String name) {
    return Path.of(Fixtures.root(), name);
  }

  @Test
  void readsNumbersOfSeveralTypes() throws IOException {
    for (String name : new String[] {"train_32x32.mat", "test_32x32.mat"}) {
      MatValue.Numbers labels = MatFile.read(fixture(name), "y", MatValue.Numbers.class);
      assertThat(labels.number(0)).isEqualTo(10);
      assertThat(labels.shape()).containsExactly(labels.size(), 1);
    }
  }

  @Test
  void whatIsNoFileOfMatlabIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("x.mat"), "no array");
    assertThatThrownBy(() -> MatFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no little-endian file of MATLAB 5");
  }

  @Test
  void changedAndShortenedFilesGiveAnErrorOrArrays() throws IOException {
    Random random = new Random(8);
    byte[] train = Files.readAllBytes(fixture("train_32x32.mat"));
    byte[] test = Files.readAllBytes(fixture("test_32x32.mat"));
    for (int round = 0; round < 5_000; round++) {
      byte[] content = (round % 2 == 0 ? train : test).clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int place = 128 + random.nextInt(100);
        content[place] = (byte) random.nextInt(256);
      }
      if (random.nextInt(4) == 0) {
        content = Arrays.copyOf(content, random.nextInt(content.length));
      }
      try {
        assertThat(MatFile.read(new ByteArrayInputStream(content), "changed")).isNotNull();
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("changed: ");
      }
    }
  }
}
