package dev.obor.vision.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.Warnings;
import dev.obor.vision.datasets.Folder;
import dev.obor.vision.io.Io;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads small files that say that they are large. */
class PixelLimitTest {
  private static final int SIDE = 30_000;

  @TempDir Path folder;

  @AfterEach
  void restoreTheLimit() {
    PixelLimit.set(PixelLimit.DEFAULT);
    Warnings.setHandler(null);
  }

  private static byte[] small(String format) throws IOException {
    if (format.equals("pgm")) {
      return "P5 4 4 255\n0123456789abcdef".getBytes(US_ASCII);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_3BYTE_BGR), format, bytes);
    return bytes.toByteArray();
  }

  /** The file of an image of 4 x 4 pixels, with another size written into it. */
  private static byte[] sized(String format, int side) throws IOException {
    byte[] file = small(format);
    ByteBuffer data = ByteBuffer.wrap(file);
    switch (format) {
      case "png" -> {
        data.putInt(16, side).putInt(20, side);
        CRC32 sum = new CRC32();
        sum.update(file, 12, 17);
        data.putInt(29, (int) sum.getValue());
      }
      case "gif" -> {
        data.order(ByteOrder.LITTLE_ENDIAN).putShort(6, (short) side).putShort(8, (short) side);
        int palette = 3 << ((file[10] & 7) + 1);
        for (int i = 13 + palette; i < file.length; i++) {
          if (file[i] == ',') {
            data.putShort(i + 5, (short) side).putShort(i + 7, (short) side);
            break;
          }
        }
      }
      case "jpeg" -> {
        for (int i = 2; i < file.length; i++) {
          if ((file[i] & 255) == 0xff && (file[i + 1] & 255) == 0xc0) {
            data.putShort(i + 5, (short) side).putShort(i + 7, (short) side);
            break;
          }
        }
      }
      default -> {
        return ("P5 " + side + " " + side + " 255\n0").getBytes(US_ASCII);
      }
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif", "bmp", "jpeg", "pgm", "tiff"})
  void tooManyPixelsAreRefused(String format) throws IOException {
    // Of these a file that is too short for its size is refused before.
    boolean isSmall = format.equals("tiff") || format.equals("bmp");
    Path path = folder.resolve("bomb." + format);
    Files.write(path, isSmall ? small(format) : sized(format, SIDE));
    if (isSmall) {
      PixelLimit.set(7);
    }
    long pixels = isSmall ? 16 : (long) SIDE * SIDE;
    long limit = isSmall ? 14 : 178_956_970;

    assertThatThrownBy(() -> Folder.pilLoader(path))
        .hasMessageStartingWith(
            "Image size ("
                + pixels
                + " pixels) exceeds limit of "
                + limit
                + " pixels, could be decompression bomb DOS attack.")
        .isInstanceOf(DecompressionBombException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif", "jpeg"})
  void soDoTheFunctionsOfIo(String format) throws IOException {
    try (Tensor data = Torch.fromUnsignedArray(sized(format, SIDE))) {
      assertThatThrownBy(() -> Io.decodeImage(data))
          .isInstanceOf(DecompressionBombException.class)
          .hasMessageStartingWith(
              "Image size (900000000 pixels) exceeds limit of 178956970 pixels");
    }
  }

  @Test
  void manyPixelsAreWarnedOfOnceForAPlace() throws IOException {
    List<String> warnings = new ArrayList<>();
    Warnings.setHandler(warning -> warnings.add(warning.category() + ": " + warning.message()));
    PixelLimit.set(10);
    byte[] file = small("png");
    for (int i = 0; i < 3; i++) {
      assertThat(ImageFiles.read(file).getWidth()).isEqualTo(4);
    }
    assertThat(warnings)
        .containsExactly(
            "DecompressionBombWarning: Image size (16 pixels) exceeds limit of 10 pixels, could be"
                + " decompression bomb DOS attack.");
  }

  @Test
  void theLimitIsSetAndTakenAway() {
    assertThat(PixelLimit.get()).hasValue(89_478_485);
    PixelLimit.set(7);
    assertThat(PixelLimit.get()).hasValue(7);
    assertThat(PixelLimit.most()).isEqualTo(14);
    PixelLimit.check(7, 1);
    PixelLimit.check(0, 0);
    assertThatThrownBy(() -> PixelLimit.check(15, 1))
        .isInstanceOf(DecompressionBombException.class);
    PixelLimit.remove();
    assertThat(PixelLimit.get()).isEmpty();
    PixelLimit.check(Integer.MAX_VALUE, Integer.MAX_VALUE);
    assertThatThrownBy(() -> PixelLimit.set(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
