package dev.obor.tutorials;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsTest {
  private static final int[] COUNTS = {1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978};

  @TempDir Path folder;

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = requireNonNull(Digits.class.getResourceAsStream("digits/" + name))) {
      return in.readAllBytes();
    }
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  @Test
  void embeddedFilesAreThoseOfTheirChecksums() throws IOException, NoSuchAlgorithmException {
    List<String> lines = new String(resource("SHA256SUMS"), US_ASCII).lines().toList();

    assertThat(lines).hasSize(2);
    for (String line : lines) {
      String name = line.substring(66);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(resource(name));
      assertThat(HexFormat.of().formatHex(digest) + "  " + name).isEqualTo(line);
    }
  }

  @Test
  void embeddedDigitsSayWhereTheyComeFromAndUnderWhatLicence() throws IOException {
    assertThat(new String(resource("LICENSE"), US_ASCII)).contains("The MIT License (MIT)");
    assertThat(resource("README.md")).isNotEmpty();
  }

  @Test
  void embeddedDigitsHaveTheCountsOfTheirReadme() throws IOException {
    Digits digits = Digits.embedded();
    int[] counts = new int[Digits.CLASSES];
    Set<String> different = new HashSet<>();
    for (int i = 0; i < digits.size(); i++) {
      counts[digits.label(i)]++;
      different.add(HexFormat.of().formatHex(digits.image(i)));
    }

    assertThat(digits.size()).isEqualTo(10_000);
    assertThat(counts).isEqualTo(COUNTS);
    assertThat(different).hasSize(10_000);
  }

  @Test
  void everyStretchOfTheEmbeddedDigitsHoldsTheClassesInProportion() throws IOException {
    Digits digits = Digits.embedded();
    for (int start = 0; start < digits.size(); start += 100) {
      int[] counts = new int[Digits.CLASSES];
      for (int i = start; i < start + 100; i++) {
        counts[digits.label(i)]++;
      }
      for (int label = 0; label < Digits.CLASSES; label++) {
        assertThat(counts[label] - COUNTS[label] / 100.0).isBetween(-2.0, 2.0);
      }
    }
  }

  @Test
  void readsATrainingAndATestSetFromAFolder() throws IOException {
    byte[] pixels = new byte[2 * Digits.PIXELS];
    pixels[Digits.PIXELS] = (byte) 200;
    write("train-images-idx3-ubyte", IdxFiles.idx(pixels, 2, 28, 28));
    write("train-labels-idx1-ubyte.gz", IdxFiles.gzip(IdxFiles.idx(new byte[] {3, 9}, 2)));

    Digits digits = Digits.training(folder);

    assertThat(digits.size()).isEqualTo(2);
    assertThat(digits.label(1)).isEqualTo(9);
    assertThat(digits.image(1)).hasSize(784).startsWith((byte) 200, (byte) 0);
    assertThat(Digits.test(folder)).isEmpty();

    write("t10k-images-idx3-ubyte", IdxFiles.idx(new byte[784], 1, 28, 28));
    assertThatThrownBy(() -> Digits.test(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(
            folder + ": holds neither t10k-labels-idx1-ubyte nor t10k-labels-idx1-ubyte.gz");

    write("t10k-labels-idx1-ubyte", IdxFiles.idx(new byte[] {1}, 1));
    assertThat(Digits.test(folder)).isPresent();
  }

  @Test
  void filesThatDoNotFitAreRefused() throws IOException {
    Path images = folder.resolve("train-images-idx3-ubyte");
    Path labels = folder.resolve("train-labels-idx1-ubyte");
    assertThatThrownBy(() -> Digits.training(folder.resolve("absent")))
        .hasMessage(folder.resolve("absent") + ": no such folder");
    assertThatThrownBy(() -> Digits.training(folder))
        .hasMessage(
            folder + ": holds neither train-images-idx3-ubyte nor train-images-idx3-ubyte.gz");

    Files.write(images, IdxFiles.idx(new byte[784 * 2], 2, 28, 28));
    Files.write(labels, IdxFiles.idx(new byte[] {1, 2, 3}, 3));
    assertThatThrownBy(() -> Digits.training(images)).hasMessage(images + ": not a folder");
    assertThatThrownBy(() -> Digits.training(folder))
        .hasMessage(labels + ": 3 labels for the 2 images of " + images);

    Files.write(labels, IdxFiles.idx(new byte[] {1, 10}, 2));
    assertThatThrownBy(() -> Digits.training(folder))
        .hasMessage(labels + ": label 1 is 10, expected 0 to 9");

    Files.write(labels, IdxFiles.idx(new byte[] {1, 10}, 2, 1));
    assertThatThrownBy(() -> Digits.training(folder))
        .hasMessage(labels + ": expected one dimension, the shape is [2, 1]");

    Files.write(images, IdxFiles.idx(new byte[64], 1, 8, 8));
    assertThatThrownBy(() -> Digits.training(folder))
        .hasMessage(images + ": expected images of 28 x 28, the shape is [1, 8, 8]");

    Files.write(images, IdxFiles.idx(new byte[0], 0, 28, 28));
    Files.write(labels, IdxFiles.idx(new byte[0], 0));
    assertThatThrownBy(() -> Digits.training(folder)).hasMessage(images + ": holds no images");
  }
}
