package dev.obor.tutorials;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.testing.LeftToCollector;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LeftToCollector
class PredictCommandTest {
  @TempDir static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.run(
        new Terminal(false, US_ASCII), new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private Path weights() throws IOException {
    Path weights = folder.resolve("mnist-logistic.safetensors");
    if (!Files.exists(weights)) {
      assertThat(run("mnist", "--quiet", "--epochs", "3", "--output", folder.toString())).isZero();
      assertThat(out.toString()).startsWith("Final accuracy: 8").hasLineCount(1);
      out.getBuffer().setLength(0);
    }
    return weights;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /** A stroke like a one, somewhere on a large sheet. */
  static BufferedImage one(Color paper, Color ink) {
    BufferedImage image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setPaint(paper);
    g.fillRect(0, 0, 300, 200);
    g.setPaint(ink);
    g.setStroke(new BasicStroke(14, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(new Line2D.Double(60, 40, 50, 160));
    g.dispose();
    return image;
  }

  @Test
  void aOneIsAOneWhateverTheColours() throws IOException {
    Path file = folder.resolve("one.png");
    for (Color[] colours : new Color[][] {{Color.WHITE, Color.BLACK}, {Color.BLACK, Color.WHITE}}) {
      Files.write(file, png(one(colours[0], colours[1])));
      out.getBuffer().setLength(0);
      String weights = weights().toString();
      assertThat(run("predict", "--quiet", "--weights", weights, file.toString())).isZero();
      assertThat(err.toString()).isEmpty();
      assertThat(out.toString()).isEqualTo("1%n".formatted());
    }
    out.getBuffer().setLength(0);
    assertThat(run("predict", "--weights", weights().toString(), file.toString())).isZero();
    assertThat(out.toString()).startsWith("Predicted: 1").hasLineCount(4).contains(" %");
    out.getBuffer().setLength(0);
    assertThat(run("predict", "--json", "--weights", weights().toString(), file.toString()))
        .isZero();
    assertThat(out.toString()).startsWith("{\"digit\":1,\"probabilities\":[").hasLineCount(1);
  }

  @Test
  void mostDigitsOfMnistAreRight() throws IOException {
    DigitModel model = DigitModel.load(weights());
    Digits digits = Digits.embedded();
    int right = 0;
    for (int i = 9000; i < 9200; i++) {
      BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setDataElements(0, 0, 28, 28, digits.image(i));
      float[] pixels = HandDrawnDigit.read(png(image));
      right += DigitModel.best(model.probabilities(pixels)[0]) == digits.label(i) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(160);
  }

  @Test
  void aDrawingIsCentredByItsMass() throws IOException {
    float[] pixels = HandDrawnDigit.read(png(one(Color.WHITE, Color.BLACK)));
    double sum = 0;
    double x = 0;
    double y = 0;
    int top = 28;
    int bottom = 0;
    for (int i = 0; i < pixels.length; i++) {
      int row = i / 28;
      sum += pixels[i];
      x += pixels[i] * (i % 28);
      y += pixels[i] * row;
      if (pixels[i] > 0.1) {
        top = Math.min(top, row);
        bottom = Math.max(bottom, row);
      }
    }
    assertThat(x / sum).isBetween(13.0, 14.0);
    assertThat(y / sum).isBetween(13.0, 14.0);
    assertThat(bottom - top + 1).isEqualTo(20);
  }

  @Test
  void badImagesAndWeightsGiveOneLine() throws IOException {
    String weights = weights().toString();
    Path text = Files.writeString(folder.resolve("text.png"), "not an image");
    assertThat(run("predict", "--weights", weights, text.toString())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "obor predict: %s: not an image: PNG, JPEG, GIF and BMP are read%n".formatted(text));
    err.getBuffer().setLength(0);
    assertThat(run("predict", "--weights", folder.resolve("none.pt").toString(), text.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("none.pt").hasLineCount(1);

    BufferedImage blank = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    assertThatThrownBy(() -> HandDrawnDigit.read(png(blank))).hasMessageContaining("is empty");
    BufferedImage wide = new BufferedImage(5000, 1, BufferedImage.TYPE_BYTE_GRAY);
    assertThatThrownBy(() -> HandDrawnDigit.read(png(wide)))
        .hasMessage("the image has 5000 x 1 pixels; the longer side may have 4096");
    byte[] half = Arrays.copyOf(png(one(Color.WHITE, Color.BLACK)), 60);
    assertThatThrownBy(() -> HandDrawnDigit.read(half))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the image is damaged: ");
  }
}
