package dev.obor.vision.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.vision.image.Resampling.Filter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Pixels of three bytes, which are read and written at once, become what their channels become one
 * by one, and sums that are computed row by row what the plain sums are.
 */
class PixelRowsTest {
  private static final int IMAGES = 60;

  private final Random random = new Random(5);

  private static byte[] channel(Pixels pixels, int c) {
    byte[] from = pixels.bytes();
    byte[] values = new byte[pixels.width() * pixels.height()];
    for (int i = 0; i < values.length; i++) {
      values[i] = from[i * pixels.bands() + pixels.place(c)];
    }
    return values;
  }

  private List<Pixels> images() {
    List<Pixels> images = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      int width = 1 + random.nextInt(i < 20 ? 4 : 40);
      int height = 1 + random.nextInt(i < 20 ? 4 : 40);
      byte[] values = new byte[width * height * 3];
      random.nextBytes(values);
      images.add(
          i % 2 == 0
              ? Pixels.of(Mode.RGB, width, height, values)
              : Pixels.ofReversed(Mode.RGB, width, height, values));
    }
    return images;
  }

  private static void checkByChannels(Pixels image, UnaryOperator<Pixels> change) {
    Pixels changed = change.apply(image);
    for (int c = 0; c < 3; c++) {
      Pixels gray = Pixels.of(Mode.L, image.width(), image.height(), channel(image, c));
      Pixels expected = change.apply(gray);
      assertThat(changed.width()).isEqualTo(expected.width());
      assertThat(channel(changed, c)).isEqualTo(expected.bytes());
    }
  }

  /** Keeps a colour of one or three channels. */
  private static double[] gray(Pixels pixels, double level) {
    double[] fill = new double[pixels.bands()];
    Arrays.fill(fill, level);
    return fill;
  }

  private double[] numbers(double... scales) {
    double[] result = new double[scales.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = scales[i] * (2 * random.nextDouble() - 1);
    }
    return result;
  }

  @Test
  void coloursMoveAsTheirChannelsDo() {
    for (Pixels image : images()) {
      double[] m = numbers(2, 2, 30, 2, 2, 30);
      double[] c = numbers(2, 1, 20, 1, 2, 20, 0.02, 0.02);
      int[] columns = random.ints(9, 0, image.width()).sorted().toArray();
      int[] rows = random.ints(7, 0, image.height()).toArray();
      int most = 1 + random.nextInt(50);
      double angle = random.nextInt(8) * 45;
      checkByChannels(image, p -> p.select(columns, rows));
      checkByChannels(image, Pixels::flipLeftRight);
      checkByChannels(image, Pixels::flipTopBottom);
      checkByChannels(image, Pixels::transpose);
      checkByChannels(image, p -> p.expand(2, -1, 3, 4, gray(p, 77)));
      checkByChannels(image, p -> Resampling.resize(p, most, 13, Filter.NEAREST));
      for (Filter filter : new Filter[] {Filter.NEAREST, Filter.BILINEAR, Filter.BICUBIC}) {
        checkByChannels(image, p -> Warp.affine(p, most, 17, m, filter, gray(p, 9)));
        checkByChannels(image, p -> Warp.perspective(p, c, filter, gray(p, 8)));
        checkByChannels(image, p -> Warp.rotate(p, angle, filter, true, new double[0], gray(p, 7)));
      }
    }
  }

  @Test
  void rowsOfAnAffineMapLieWhereTheirPointsDo() {
    for (Pixels image : images()) {
      double[] m = numbers(2, 2, 30, random.nextInt(3), 2, 30);
      int width = image.width();
      int height = image.height();
      Pixels gray = Pixels.of(Mode.L, width, height, channel(image, 0));
      byte[] expected = new byte[20 * 20];
      for (int i = 0; i < expected.length; i++) {
        int x = fixed(m[2] + m[0] * 0.5 + m[1] * 0.5) + i % 20 * fixed(m[0]) + i / 20 * fixed(m[1]);
        int y = fixed(m[5] + m[3] * 0.5 + m[4] * 0.5) + i % 20 * fixed(m[3]) + i / 20 * fixed(m[4]);
        boolean inside = x >> 16 >= 0 && x >> 16 < width && y >> 16 >= 0 && y >> 16 < height;
        expected[i] = inside ? gray.bytes()[(y >> 16) * width + (x >> 16)] : 5;
      }
      Pixels changed = Warp.affine(gray, 20, 20, m, Filter.NEAREST, new double[] {5});
      assertThat(changed.bytes()).isEqualTo(expected);
    }
  }

  private static int fixed(double value) {
    return (int) Math.floor(value * 65536.0 + 0.5);
  }

  @Test
  void coloursMixAsTheirNumbersDo() {
    for (Pixels image : images()) {
      float factor = random.nextInt(5) * 0.6f;
      Pixels gray = Levels.gray(image);
      Pixels mixed = Levels.color(image, factor);
      for (int c = 0; c < 3; c++) {
        byte[] from = channel(image, c);
        byte[] to = channel(mixed, c);
        for (int i = 0; i < from.length; i++) {
          int red = channel(image, 0)[i] & 255;
          int green = channel(image, 1)[i] & 255;
          int blue = channel(image, 2)[i] & 255;
          int level = (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
          assertThat(gray.bytes()[i]).isEqualTo((byte) level);
          float value = level + factor * ((from[i] & 255) - level);
          assertThat(to[i] & 255).isEqualTo((int) Math.max(0, Math.min(255, value)));
        }
      }
      checkByChannels(image, p -> Levels.brightness(p, factor));
      byte[] table = new byte[256];
      random.nextBytes(table);
      checkByChannels(image, p -> Levels.table(p, table));
      for (int i = 0; i < 256; i++) {
        table[i] = (byte) ~(i & 0xf4);
      }
      checkByChannels(image, p -> Levels.table(p, table));
      assertThat(Levels.histograms(image)[2][image.bytes()[image.place(2)] & 255]).isPositive();
      Pixels planes = Pixels.ofPlanes(Mode.RGB, image.width(), image.height(), image.planes());
      checkByChannels(planes, p -> p);
      assertThat(channel(planes, 0)).isEqualTo(channel(image, 0));
      assertThat(channel(planes, 2)).isEqualTo(channel(image, 2));
    }
  }
}
