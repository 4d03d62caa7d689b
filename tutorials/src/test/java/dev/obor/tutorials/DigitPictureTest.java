package dev.obor.tutorials;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DigitPictureTest {
  private static byte[] ink(int... pixels) {
    byte[] image = new byte[Digits.PIXELS];
    for (int pixel : pixels) {
      image[pixel] = (byte) 255;
    }
    return image;
  }

  private static int at(int row, int column) {
    return row * Digits.SIDE + column;
  }

  @Test
  void twoRowsOfPixelsMakeALineOfText() {
    byte[] image = ink(at(2, 2), at(3, 2), at(2, 3), at(3, 4), at(25, 25));
    DigitPicture picture = new DigitPicture(image, 4, 4);

    List<String> blocks = DigitPicture.drawn(List.of(picture), true).lines().toList();
    assertThat(blocks).hasSize(13).contains("\u2588\u2580\u2584", " ".repeat(23) + "\u2584");
    assertThat(blocks).last().isEqualTo("Label: 4, Predicted: 4");

    List<String> plain = DigitPicture.drawn(List.of(picture), false).lines().toList();
    assertThat(plain).hasSize(13).contains("#'.", " ".repeat(23) + ".");
  }

  @Test
  void picturesStandSideBySideAndAWrongPredictionIsMarked() {
    DigitPicture first = new DigitPicture(ink(at(2, 2)), 1, 7);
    DigitPicture second = new DigitPicture(ink(at(2, 2)), 2, 2);

    List<String> lines = DigitPicture.drawn(List.of(first, second), false).lines().toList();
    assertThat(lines).first().isEqualTo("'" + " ".repeat(25) + "'");
    assertThat(lines).last().isEqualTo("Label: 1, Predicted: 7 !  Label: 2, Predicted: 2");
  }

  @Test
  void threePicturesFitEightyColumns() {
    byte[] full = new byte[Digits.PIXELS];
    Arrays.fill(full, (byte) 255);
    List<DigitPicture> three = Collections.nCopies(3, new DigitPicture(full, 8, 8));

    assertThat(DigitPicture.drawn(three, false).lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void pngHoldsThePicturesInFrames() throws IOException {
    DigitPicture right = new DigitPicture(ink(at(0, 0)), 1, 1);
    DigitPicture wrong = new DigitPicture(ink(at(27, 27)), 1, 2);

    byte[] png = DigitPicture.png(List.of(right, right, wrong), 2);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));

    assertThat(image.getWidth()).isEqualTo(240);
    assertThat(image.getHeight()).isEqualTo(240);
    assertThat(rgb(image, 0, 0)).isEqualTo(0x2e9e4f);
    assertThat(rgb(image, 4, 4)).isEqualTo(0xffffff);
    assertThat(rgb(image, 8, 8)).isZero();
    assertThat(rgb(image, 0, 120)).isEqualTo(0xd03a3a);
    assertThat(rgb(image, 115, 235)).isEqualTo(0xffffff);
    assertThat(rgb(image, 130, 130)).as("the empty place").isZero();
  }

  private static int rgb(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xffffff;
  }
}
