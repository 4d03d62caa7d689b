package dev.obor.vision.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxFileTest {
  @TempDir Path folder;

  static byte[] idx(byte[] data, int... shape) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * shape.length + data.length);
    buffer.putInt(0x0800 | shape.length);
    for (int size : shape) {
      buffer.putInt(size);
    }
    return buffer.put(data).array();
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] numbered(int length) {
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      data[i] = (byte) (i * 7);
    }
    return data;
  }

  private static IdxFile read(byte[] content) throws IOException {
    return IdxFile.read(new ByteArrayInputStream(content), "digits.idx");
  }

  private static byte[] bytes(String hex) {
    String[] parts = hex.isBlank() ? new String[0] : hex.split(" ");
    byte[] bytes = new byte[parts.length];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = (byte) Integer.parseInt(parts[i], 16);
    }
    return bytes;
  }

  @Test
  void readsShapeAndData() throws IOException {
    IdxFile file = read(idx(numbered(24), 2, 3, 4));

    assertThat(file.shape()).containsExactly(2, 3, 4);
    assertThat(file.unsignedBytes()).isEqualTo(numbered(24));
  }

  @Test
  void readsGzipWhateverTheNameOfTheFile() throws IOException {
    Path file = Files.write(folder.resolve("labels"), gzip(idx(numbered(5), 5)));

    assertThat(IdxFile.read(file).unsignedBytes()).isEqualTo(numbered(5));
  }

  @Test
  void readsAFileWithNoElements() throws IOException {
    assertThat(read(idx(new byte[0], 0, 28, 28)).unsignedBytes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "''                        | not an IDX file, it has only 0 bytes",
        "00 00 08                  | not an IDX file, it has only 3 bytes",
        "89 50 4e 47 0d            | not an IDX file, it begins with 89 50 4e 47",
        "00 00 08 00               | not an IDX file, it begins with 00 00 08 00",
        "00 00 0a 01 00 00 00 00   | holds elements of type 0x0a, which IDX does not have",
        "00 00 08 01               | the file ends inside its header of 1 dimensions",
        "00 00 08 03 00 00 00 01   | the file ends inside its header of 3 dimensions",
        "00 00 08 ff 00 00 00 01   | the file ends inside its header of 255 dimensions",
        "00 00 08 01 ff ff ff ff   | the header declares a negative size, [-1]",
        "00 00 08 01 7f ff ff ff   | the header declares more than 2 GiB, [2147483647]",
        "00 00 08 01 00 00 00 02 7 | the file ends after 1 of the 2 bytes that its header declares",
        "00 00 08 01 00 00 00 00 7 | the file holds more than the 0 bytes that its header declares",
        "1f 8b                     | damaged, the compressed data ends too early",
        "1f 8b 07 00 00 00 00 00   | damaged, the compressed data is wrong"
            + " (Unsupported compression method)",
      })
  void saysWhatIsWrong(String hex, String problem) {
    assertThatThrownBy(() -> read(bytes(hex)))
        .isInstanceOf(IOException.class)
        .hasMessage("digits.idx: " + problem);
  }

  @Test
  void sizesWhoseProductOverflowsAreRefused() {
    assertThatThrownBy(() -> read(idx(new byte[0], 65536, 65536, 65536, 65536)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "digits.idx: the header declares more than 2 GiB, [65536, 65536, 65536, 65536]");
  }

  @Test
  void aHeaderThatDeclaresGigabytesTakesNoMemory() {
    byte[] content = idx(new byte[10], 2000, 1000, 1000);

    assertThatThrownBy(() -> read(content))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "digits.idx: the file ends after 10 of the 2000000000 bytes that its header declares");
  }

  @Test
  void everyTruncationIsReported() {
    byte[] plain = idx(numbered(30), 5, 6);
    byte[] compressed = gzip(plain);
    for (byte[] content : new byte[][] {plain, compressed}) {
      for (int length = 0; length < content.length; length++) {
        byte[] truncated = Arrays.copyOf(content, length);
        assertThatThrownBy(() -> read(truncated))
            .as("%d of %d bytes", length, content.length)
            .isInstanceOf(IOException.class)
            .hasMessageStartingWith("digits.idx: ");
      }
    }
  }

  @Test
  void changedBytesGiveAnErrorOrAFileOfTheDeclaredSize() {
    Random random = new Random(1);
    byte[] plain = idx(numbered(30), 5, 6);
    byte[] compressed = gzip(plain);
    for (int round = 0; round < 20_000; round++) {
      byte[] content = (round % 2 == 0 ? plain : compressed).clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        content[random.nextInt(content.length)] = (byte) random.nextInt(256);
      }
      try {
        IdxFile file = read(content);
        int product = 1;
        for (int size : file.shape()) {
          product *= size;
        }
        assertThat(file.unsignedBytes()).hasSize(product);
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("digits.idx: ");
      }
    }
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("absent.gz");

    assertThatThrownBy(() -> IdxFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": no such file");
  }

  @Test
  void aFolderIsNotAFile() {
    assertThatThrownBy(() -> IdxFile.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder.toString());
  }
}
