package dev.obor.tutorials;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.testing.LeftToCollector;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LeftToCollector
class MnistCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Terminal terminal, String... arguments) {
    return Main.run(terminal, new PrintWriter(out), new PrintWriter(err), arguments);
  }

  /** Writes images that show a bright row, at the height of their label. */
  private void writeDigits(String prefix, int count) throws IOException {
    byte[] images = new byte[count * Digits.PIXELS];
    byte[] labels = new byte[count];
    Random random = new Random(count);
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % Digits.CLASSES);
      for (int x = 0; x < Digits.SIDE; x++) {
        images[i * Digits.PIXELS + (2 * labels[i] + 3) * Digits.SIDE + x] =
            (byte) (200 + random.nextInt(56));
      }
    }
    Files.write(
        folder.resolve(prefix + "-images-idx3-ubyte.gz"),
        IdxFiles.gzip(IdxFiles.idx(images, count, 28, 28)));
    Files.write(folder.resolve(prefix + "-labels-idx1-ubyte"), IdxFiles.idx(labels, count));
  }

  @Test
  void twoEpochsGiveResultsPicturesAndWeights() throws IOException {
    Path output = folder.resolve("new/folder");

    int status =
        run(new Terminal(false, US_ASCII), "mnist", "--epochs", "2", "--output", output.toString());

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(out.toString())
        .contains("Images: 8,000 to train, 2,000 to validate", "--epochs 2 --batch-size 128")
        .contains("Epoch [0], val_loss: ", "Epoch [1], val_loss: ", "Final accuracy: 8")
        .containsPattern("Label: \\d, Predicted: \\d")
        .doesNotContain("\r", "\u001b", "Epoch [2]");
    assertThat(US_ASCII.newEncoder().canEncode(out.toString())).isTrue();

    BufferedImage picture = ImageIO.read(output.resolve("mnist-predictions.png").toFile());
    assertThat(picture.getWidth()).isEqualTo(1200);
    assertThat(picture.getHeight()).isEqualTo(600);

    byte[] weights = Files.readAllBytes(output.resolve("mnist-logistic.safetensors"));
    int headerLength = (int) ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(new String(weights, 8, headerLength, UTF_8))
        .contains("\"linear.weight\":{\"dtype\":\"F32\",\"shape\":[10,784]")
        .contains("\"linear.bias\":{\"dtype\":\"F32\",\"shape\":[10]");
    assertThat(weights).hasSize(8 + headerLength + 4 * (7840 + 10));
    try (var files = Files.list(output)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void ownDataIsTrainedOnAndItsTestSetJudges() throws IOException {
    writeDigits("train", 200);
    writeDigits("t10k", 20);

    int status =
        run(
            new Terminal(true, UTF_8),
            "mnist",
            "--data",
            folder.toString(),
            "--batch-size",
            "16",
            "--output",
            folder.resolve("output").toString());

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(out.toString())
        .contains("Images: 160 to train, 40 to validate, 20 to test")
        .contains("Test set: val_loss: ")
        .contains("Final accuracy: 100.00 % (20 of 20 test images)")
        .contains("\u2588")
        .contains("Training 100%");
  }

  @Test
  void aFewImagesAreEnoughAndFewerAreRefused() throws IOException {
    String output = folder.resolve("output").toString();
    String[] arguments = {"mnist", "--data", folder.toString(), "--output", output};
    writeDigits("train", 5);
    assertThat(run(new Terminal(false, US_ASCII), arguments)).isZero();
    assertThat(out.toString()).contains("4 to train, 1 to validate");

    writeDigits("train", 4);
    assertThat(run(new Terminal(false, US_ASCII), arguments)).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            String.format("obor mnist: %s: at least 5 images are needed, found 4%n", folder));
  }
}
