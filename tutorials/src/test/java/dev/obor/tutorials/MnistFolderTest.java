package dev.obor.tutorials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.vision.datasets.IdxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistFolderTest {
  @TempDir Path folder;

  private byte[] standIn(String name) throws IOException {
    return IdxFile.read(MnistFolder.standIn(folder).resolve("MNIST/raw").resolve(name))
        .unsignedBytes();
  }

  private static List<String> images(byte[] file) {
    List<String> images = new ArrayList<>();
    for (int at = 0; at < file.length; at += Digits.PIXELS) {
      images.add(HexFormat.of().formatHex(file, at, at + Digits.PIXELS));
    }
    return images;
  }

  @Test
  void standInHasEveryDigitOnce() throws IOException {
    Digits digits = Digits.embedded();
    byte[] train = standIn("train-images-idx3-ubyte");
    byte[] test = standIn("t10k-images-idx3-ubyte");

    assertThat(train).hasSize(8000 * Digits.PIXELS);
    assertThat(test).hasSize(2000 * Digits.PIXELS);
    List<String> both = images(train);
    both.addAll(images(test));
    List<String> all = new ArrayList<>();
    for (int i = 0; i < digits.size(); i++) {
      all.addAll(images(digits.image(i)));
    }
    both.sort(null);
    all.sort(null);
    assertThat(both.equals(all)).as("the same digits").isTrue();
  }

  @Test
  void labelsFollowTheirImages() throws IOException {
    Digits digits = Digits.embedded();
    byte[] images = standIn("train-images-idx3-ubyte");
    byte[] labels = standIn("train-labels-idx1-ubyte");
    List<String> originals = new ArrayList<>();
    for (int i = 0; i < digits.size(); i++) {
      originals.add(Arrays.toString(digits.image(i)));
    }
    for (int i = 0; i < 50; i++) {
      byte[] image = Arrays.copyOfRange(images, i * Digits.PIXELS, (i + 1) * Digits.PIXELS);
      assertThat((int) labels[i])
          .isEqualTo(digits.label(originals.indexOf(Arrays.toString(image))));
    }
  }

  @Test
  void placesThatTheNotesLookAtHaveTheirDigits() throws IOException {
    byte[] train = standIn("train-labels-idx1-ubyte");
    byte[] test = standIn("t10k-labels-idx1-ubyte");

    assertThat(Arrays.copyOf(train, 20))
        .containsExactly(5, 0, 4, 1, 9, 2, 1, 3, 1, 4, 3, 5, 3, 6, 1, 7, 2, 8, 6, 9);
    assertThat(new int[] {test[0], test[1], test[5], test[10], test[193], test[200], test[1839]})
        .containsExactly(7, 2, 1, 0, 9, 3, 2);
  }

  @Test
  void filesOfMnistGoBeforeTheStandIn() throws IOException {
    Settings settings = new Settings(0, folder.resolve("data"), folder.resolve("output"));
    assertThat(settings.mnist()).isEqualTo(folder.resolve("output/digits").toString());

    Path raw = MnistFolder.standIn(folder.resolve("data")).resolve("MNIST/raw");
    Path labels = raw.resolve("t10k-labels-idx1-ubyte");
    Files.move(labels, raw.resolve("t10k-labels-idx1-ubyte.gz"));
    assertThat(settings.mnist()).isEqualTo(folder.resolve("data").toString());

    Files.delete(raw.resolve("t10k-labels-idx1-ubyte.gz"));
    assertThat(settings.mnist()).isEqualTo(folder.resolve("output/digits").toString());
  }

  @Test
  void folderThatCannotBeMadeIsAnError() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> MnistFolder.standIn(file)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new Settings(0, folder, file).folder("pictures"))
        .isInstanceOf(IOException.class);
  }
}
