package dev.obor.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.TorchException;
import dev.obor.Warnings;
import dev.obor.imaging.Jpegs.Jpeg;
import dev.obor.vision.image.DecompressionBombException;
import dev.obor.vision.image.ImageEngine;
import dev.obor.vision.image.ImageFiles;
import dev.obor.vision.image.Mode;
import dev.obor.vision.image.PixelLimit;
import dev.obor.vision.image.Pixels;
import dev.obor.vision.image.Resampling;
import dev.obor.vision.image.Resampling.Filter;
import dev.obor.vision.image.Taps;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the files of {@code jpeg_goldens.py}, damages them, and resizes drawn pixels. */
class TurboEngineTest {
  private final TurboEngine engine = new TurboEngine();

  @AfterEach
  void restoreTheLimit() {
    PixelLimit.set(PixelLimit.DEFAULT);
  }

  static List<Jpeg> jpegs() {
    return Jpegs.all();
  }

  /** The values of pixels in the order of the mode's name. */
  private static int[] levels(Pixels pixels) {
    int bands = pixels.bands();
    byte[] bytes = pixels.bytes();
    return IntStream.range(0, pixels.width() * pixels.height() * bands)
        .map(i -> bytes[i / bands * bands + pixels.place(i % bands)] & 255)
        .toArray();
  }

  private static int[] levels(byte[] bytes) {
    return IntStream.range(0, bytes.length).map(i -> bytes[i] & 255).toArray();
  }

  @Test
  void theServiceIsFoundAndRunsHere() {
    assertThat(ServiceLoader.load(ImageEngine.class).findFirst().orElseThrow())
        .isInstanceOf(TurboEngine.class)
        .matches(ImageEngine::isAvailable);
  }

  @Test
  void theLibraryIsBuiltFromTheTree() throws IOException, NoSuchAlgorithmException {
    Path module = Path.of("").toAbsolutePath();
    String parent = Files.readString(module.resolveSibling("pom.xml"));
    Matcher version =
        Pattern.compile("<leptonica.version>(.*)</leptonica.version>").matcher(parent);
    assertThat(version.find()).isTrue();
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    hash.update((version.group(1) + "\n").getBytes(StandardCharsets.UTF_8));
    try (Stream<Path> sources = Files.list(module.resolve("src/main/cpp"))) {
      for (Path source : sources.sorted().toList()) {
        hash.update(Files.readAllBytes(source));
      }
    }
    String expected = HexFormat.of().formatHex(hash.digest()).substring(0, 32);
    try (var stream =
        Objects.requireNonNull(
            TurboEngine.class.getResourceAsStream("linux-x86_64/libobor_imaging.so"))) {
      assertThat(new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1))
          .as("the library is older or newer than its sources; run imaging/build-native.sh")
          .contains("obor-imaging-build-id:" + expected);
    }
  }

  @Test
  void theLibraryOfAnotherBuildDoesNotStayInTheCache() throws IOException {
    URL packed = TurboEngine.class.getResource("linux-x86_64/libobor_imaging.so");
    Path kept = Loader.cacheResource(packed).toPath();
    FileTime time = Files.getLastModifiedTime(kept);
    byte[] library = Files.readAllBytes(kept);
    byte[] other = library.clone();
    other[other.length / 2] ^= 1;
    // This process has the file open: it is replaced, not changed.
    Files.delete(kept);
    Files.write(kept, other);
    Files.setLastModifiedTime(kept, time);

    ImagingNatives.forgetOtherBuild();
    assertThat(Loader.cacheResource(packed).toPath()).isEqualTo(kept).hasBinaryContent(library);
    ImagingNatives.forgetOtherBuild();
    assertThat(kept).hasBinaryContent(library);
  }

  // ---- reading

  @ParameterizedTest
  @MethodSource("jpegs")
  void readsThePixelsOfPillow(Jpeg jpeg) {
    Pixels pixels = ImageFiles.pixels(jpeg.file(), false);

    assertThat(pixels.mode()).hasToString(jpeg.mode());
    assertThat(pixels.width()).isEqualTo(jpeg.width());
    assertThat(pixels.height()).isEqualTo(jpeg.height());
    assertThat(levels(pixels)).isEqualTo(levels(jpeg.pixels()));
  }

  @Test
  void leavesTheBrightnessOfColorsThatHaveNoneToJava() throws IOException {
    assertThat(engine.readJpeg(Jpegs.named("inks").file(), true, w -> {})).isNull();
    assertThat(engine.readJpeg(Jpegs.named("stored as RGB").file(), true, w -> {})).isNull();
  }

  @Test
  void turnsImagesAsTheCameraWasHeld() {
    Jpeg jpeg = Jpegs.named("turned");
    Pixels upright = ImageFiles.pixels(jpeg.file(), true);
    Pixels stored = ImageFiles.pixels(jpeg.file(), false);

    assertThat(upright.width()).isEqualTo(12);
    assertThat(levels(upright)).isEqualTo(levels(stored.rotate270()));
  }

  @Test
  void theBrightnessIsThatOfTheFile() throws IOException {
    Jpeg jpeg = Jpegs.named("420 33x47");
    Pixels gray = Objects.requireNonNull(engine.readJpeg(jpeg.file(), true, w -> {}));

    assertThat(gray.mode()).isEqualTo(Mode.L);
    int[] levels = levels(gray);
    byte[] colors = jpeg.pixels();
    for (int i = 0; i < levels.length; i++) {
      double brightness =
          0.299 * (colors[3 * i] & 255)
              + 0.587 * (colors[3 * i + 1] & 255)
              + 0.114 * (colors[3 * i + 2] & 255);
      // A colour that cannot be shown was bounded.
      boolean isBounded =
          IntStream.range(3 * i, 3 * i + 3).anyMatch(k -> colors[k] == 0 || colors[k] == -1);
      assertThat((double) levels[i]).isCloseTo(brightness, within(isBounded ? 80.0 : 1.5));
    }
  }

  // ---- damage

  @ParameterizedTest
  @MethodSource("jpegs")
  void aMissingEndIsAnError(Jpeg jpeg) {
    for (int part = 1; part < 8; part++) {
      byte[] cut = Arrays.copyOf(jpeg.file(), jpeg.file().length * part / 8);
      assertThatThrownBy(() -> ImageFiles.read(cut))
          .isInstanceOf(TorchException.class)
          .hasMessageStartingWith("Image is incomplete or truncated\n");
    }
  }

  @Test
  void damagedFilesThrowOrAreRead() {
    Random random = new Random(3);
    List<Jpeg> jpegs = Jpegs.all();
    int thrown = 0;
    for (int i = 0; i < 6000; i++) {
      byte[] file = jpegs.get(i % jpegs.size()).file().clone();
      int changes = 1 + random.nextInt(6);
      for (int k = 0; k < changes; k++) {
        // Half of the changes are in the headers.
        int bound = random.nextBoolean() ? file.length : Math.min(file.length, 700);
        file[random.nextInt(bound)] = (byte) random.nextInt();
      }
      file[0] = (byte) 0xff;
      file[1] = (byte) 0xd8;
      file[2] = (byte) 0xff;
      PixelLimit.set(500_000);
      try {
        Pixels pixels = engine.readJpeg(file, random.nextBoolean(), w -> {});
        if (pixels != null) {
          assertThat(pixels.bytes()).hasSize(pixels.width() * pixels.height() * pixels.bands());
        }
      } catch (IOException | TorchException e) {
        assertThat(e.getMessage()).isNotBlank();
        thrown++;
      }
    }
    assertThat(thrown).isBetween(500, 5500);
  }

  // ---- sizes

  private static byte[] sized(int width, int height) {
    byte[] file = Jpegs.named("444 16x16").file().clone();
    for (int i = 2; i < file.length; i++) {
      if ((file[i] & 255) == 0xff && (file[i + 1] & 255) == 0xc0) {
        file[i + 5] = (byte) (height >> 8);
        file[i + 6] = (byte) height;
        file[i + 7] = (byte) (width >> 8);
        file[i + 8] = (byte) width;
        return file;
      }
    }
    throw new AssertionError("a file without a frame");
  }

  @Test
  void aBombIsRefusedBeforeItGoesOff() {
    byte[] bomb = sized(65500, 65500);

    assertThatThrownBy(() -> ImageFiles.read(bomb))
        .isInstanceOf(DecompressionBombException.class)
        .hasMessageStartingWith(
            "Image size (4290250000 pixels) exceeds limit of 178956970 pixels, could be"
                + " decompression bomb DOS attack.");
    PixelLimit.remove();
    assertThatThrownBy(() -> ImageFiles.read(bomb))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining("65500 x 65500 pixels does not fit into an array");
  }

  @Test
  void aboveTheLimitIsAWarning() {
    Jpeg jpeg = Jpegs.named("444 16x16");
    PixelLimit.set(200);
    List<String> warnings = new ArrayList<>();
    Warnings.setHandler(warning -> warnings.add(warning.category() + ": " + warning.message()));
    try {
      assertThat(ImageFiles.read(jpeg.file()).getWidth()).isEqualTo(16);
    } finally {
      Warnings.setHandler(null);
    }
    assertThat(warnings)
        .containsExactly(
            "DecompressionBombWarning: Image size (256 pixels) exceeds limit of 200 pixels, could"
                + " be decompression bomb DOS attack.");
    PixelLimit.set(127);
    assertThatThrownBy(() -> ImageFiles.read(jpeg.file()))
        .isInstanceOf(DecompressionBombException.class)
        .hasMessageStartingWith("Image size (256 pixels) exceeds limit of 254 pixels");
  }

  // ---- resizing

  /** The same sums, one by one. */
  private static void summed(
      byte[] from, int start, int step, int count, byte[] to, int place, Taps taps) {
    for (int i = 0; i < taps.length(); i++) {
      long sum = 1L << (Taps.BITS - 1);
      assertThat(taps.first()[i] + taps.count()[i]).isLessThanOrEqualTo(count);
      for (int k = 0; k < taps.count()[i]; k++) {
        int value = from[start + (taps.first()[i] + k) * step] & 255;
        sum += (long) value * taps.fixed()[i * taps.most() + k];
      }
      to[place + i * step] = (byte) Math.max(0, Math.min(255, sum >> Taps.BITS));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BOX", "BILINEAR", "HAMMING", "BICUBIC", "LANCZOS"})
  void rowsAndColumnsAreTheSumsToTheLastBit(Filter filter) {
    Random random = new Random(filter.name().length());
    for (int round = 0; round < 60; round++) {
      int width = 1 + random.nextInt(90);
      int height = 1 + random.nextInt(40);
      int bands = 1 + random.nextInt(4);
      int length = 1 + random.nextInt(110);
      byte[] from = new byte[width * height * bands];
      random.nextBytes(from);
      if (round % 3 == 0) {
        for (int i = 0; i < from.length; i++) {
          from[i] = (byte) (from[i] < 0 ? 0 : 255);
        }
      }
      Taps across = Taps.of(width, length, filter);
      int top = random.nextInt(height);
      int count = 1 + random.nextInt(height - top);
      byte[] rows = new byte[length * count * bands];
      byte[] expectedRows = new byte[rows.length];
      engine.convolveRows(from, width, top, count, bands, rows, across);
      for (int y = 0; y < count; y++) {
        for (int b = 0; b < bands; b++) {
          summed(
              from,
              (top + y) * width * bands + b,
              bands,
              width,
              expectedRows,
              y * length * bands + b,
              across);
        }
      }
      assertThat(rows).isEqualTo(expectedRows);

      Taps down = Taps.of(height, length, filter);
      byte[] columns = new byte[width * bands * length];
      byte[] expectedColumns = new byte[columns.length];
      engine.convolveColumns(from, width * bands, height, columns, down);
      for (int x = 0; x < width * bands; x++) {
        summed(from, x, width * bands, height, expectedColumns, x, down);
      }
      assertThat(columns).isEqualTo(expectedColumns);
    }
  }

  @Test
  void largeImagesAreResizedPieceByPiece() {
    Random random = new Random(8);
    byte[] values = new byte[700 * 900 * 3];
    random.nextBytes(values);
    Pixels whole = Pixels.of(Mode.RGB, 700, 900, values);
    Pixels half = Resampling.resize(whole, 350, 450, Filter.BOX);
    int[] levels = levels(half);
    for (int i = 0; i < 2000; i++) {
      int y = random.nextInt(450);
      int x = random.nextInt(350 * 3);
      int at = 2 * y * 2100 + x / 3 * 6 + x % 3;
      int upper = ((values[at] & 255) + (values[at + 3] & 255) + 1) >> 1;
      int lower = ((values[at + 2100] & 255) + (values[at + 2103] & 255) + 1) >> 1;
      assertThat(levels[y * 1050 + x]).isEqualTo((upper + lower + 1) >> 1);
    }
  }

  @Test
  void arraysThatAreTooShortAreRefused() {
    Taps taps = Taps.of(8, 4, Filter.BILINEAR);
    assertThatThrownBy(() -> engine.convolveRows(new byte[23], 8, 0, 1, 3, new byte[12], taps))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an image has 23 of 24 bytes");
    assertThatThrownBy(() -> engine.convolveColumns(new byte[24], 3, 8, new byte[11], taps))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.convolveRows(new byte[24], 8, 1, 1, 3, new byte[12], taps))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an image has 24 of 48 bytes");
    assertThatThrownBy(() -> engine.convolveRows(new byte[15], 5, 0, 1, 3, new byte[12], taps))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
