package dev.obor.vision.io;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import dev.obor.vision.transforms.Packed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the files of {@code vision_io_goldens.py}. */
class IoTest {
  static Stream<String> files() {
    return Golden.read("vision/files.tsv").stream().map(line -> line.text("file"));
  }

  private static Golden line(String file) {
    return Golden.read("vision/files.tsv").stream()
        .filter(line -> line.text("file").equals(file))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] bytes(String file) {
    return Packed.bytes(line(file).text("data"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void decodesAsPython(String file) {
    Golden line = line(file);
    // Two JPEG decoders may differ in the last step of a level, and where chroma is spread.
    boolean isExact = file.startsWith("gif") || file.contains("deep");
    double tolerance = file.startsWith("jpeg") ? 3 : isExact ? 0 : 1;
    for (ImageReadMode mode : ImageReadMode.values()) {
      String expected = line.optional(mode.name());
      if (expected != null) {
        boolean exif = file.contains("exif");
        try (Tensor data = Torch.fromUnsignedArray(bytes(file));
            Tensor image = Io.decodeImage(data, o -> o.mode(mode).applyExifOrientation(exif))) {
          Packed.compare(file + " " + mode, image, expected, tolerance);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void damagedFilesThrow(String file) {
    byte[] whole = bytes(file);
    Random random = new Random(1);
    for (int i = 0; i < 60; i++) {
      byte[] damaged =
          i % 2 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : changed(whole, random);
      try (Tensor data = Torch.fromUnsignedArray(damaged)) {
        Io.decodeImage(data).close();
      } catch (TorchException e) {
        assertThat(e).hasMessageMatching("(?s).+");
      }
    }
    try (Tensor half = Torch.fromUnsignedArray(Arrays.copyOf(whole, whole.length / 2))) {
      assertThatThrownBy(() -> Io.decodeImage(half)).isInstanceOf(TorchException.class);
    }
  }

  private static byte[] changed(byte[] bytes, Random random) {
    byte[] result = bytes.clone();
    for (int k = 0; k < 4; k++) {
      result[random.nextInt(result.length)] = (byte) random.nextInt();
    }
    return result;
  }

  @Test
  void whatIsNoImageThrows() {
    try (Tensor text = Torch.fromUnsignedArray("no image".getBytes(US_ASCII));
        Tensor floats = Torch.zeros(4)) {
      assertThatThrownBy(() -> Io.decodeImage(text))
          .isInstanceOf(TorchException.class)
          .hasMessageStartingWith("Unsupported image file. Only jpeg, png, webp and gif are");
      assertThatThrownBy(() -> Io.decodePng(text)).hasMessageStartingWith("Not a PNG file");
      assertThatThrownBy(() -> Io.decodeImage(floats)).hasMessageContaining("dtype uint8");
    }
    assertThatThrownBy(() -> Io.readImage("no/such/file.png"))
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith("[Errno 2] No such file or directory: 'no/such/file.png'");
  }

  @Test
  void webpNeedsAReaderAndSaysWhich() {
    byte[] header = "RIFF....WEBPVP8 ".getBytes(US_ASCII);
    try (Tensor data = Torch.fromUnsignedArray(header)) {
      assertThatThrownBy(() -> Io.decodeWebp(data))
          .isInstanceOf(TorchException.class)
          .hasMessageContaining("com.twelvemonkeys.imageio:imageio-webp");
    }
  }

  @Test
  void whatIsWrittenIsRead(@TempDir Path folder) throws IOException {
    try (Tensor data = Torch.fromUnsignedArray(bytes("png"));
        Tensor image = Io.decodePng(data);
        Tensor gray = Io.decodePng(data, o -> o.mode(ImageReadMode.GRAY))) {
      for (Tensor picture : new Tensor[] {image, gray}) {
        String png = folder.resolve("a.png").toString();
        Io.writePng(picture, png);
        try (Tensor read = Io.readImage(png)) {
          assertThat(read.equal(picture)).isTrue();
        }
        String jpeg = folder.resolve("a.jpg").toString();
        Io.writeJpeg(picture, jpeg, 100);
        try (Tensor read = Io.readImage(jpeg)) {
          assertThat(read.size()).isEqualTo(picture.size());
          assertThat(read.dtype()).isEqualTo(DType.UINT8);
        }
      }
      assertThatThrownBy(() -> Io.encodeJpeg(image, 0))
          .isInstanceOf(ValueException.class)
          .hasMessage("Image quality should be a positive number between 1 and 100");
      assertThatThrownBy(() -> Io.encodePng(image, 10))
          .hasMessage("Compression level should be between 0 and 9");
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("a.png", "a.jpg");
    }
  }
}
