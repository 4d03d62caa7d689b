package dev.obor.vision.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.InflaterInputStream;
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

  static byte[] changed(byte[] file, int head, Random random) {
    byte[] copy = file.clone();
    int end = Math.min(copy.length, head);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      copy[random.nextInt(end)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(copy, random.nextInt(copy.length)) : copy;
  }

  /** The content of the first value of a packed file of MATLAB. */
  private static byte[] content(Path file) throws IOException {
    byte[] packed = Files.readAllBytes(file);
    try (InputStream in =
        new InflaterInputStream(new ByteArrayInputStream(packed, 136, packed.length - 136))) {
      byte[] whole = in.readAllBytes();
      return Arrays.copyOfRange(whole, 8, whole.length);
    }
  }

  @Test
  void valuesOfMatlabAreReadOrRefused() throws IOException {
    Path root = ListedFixtures.unpacked(folder.resolve("all"));
    Random random = new Random(9);
    int read = 0;
    for (String name :
        List.of(
            "stanford_cars/devkit/cars_train_annos.mat",
            "stanford_cars/devkit/cars_meta.mat",
            "sbd/cls/2008_1.mat",
            "flowers-102/setid.mat")) {
      byte[] content = content(root.resolve(name));
      assertThat(MatValue.read(content).value()).isNotNull();
      for (int round = 0; round < 4_000; round++) {
        try {
          MatValue.read(changed(content, content.length, random));
          read++;
        } catch (IOException e) {
          assertThat(e.getMessage()).isNotEmpty();
        }
      }
    }
    assertThat(read).isBetween(100, 15_900);
  }
}
