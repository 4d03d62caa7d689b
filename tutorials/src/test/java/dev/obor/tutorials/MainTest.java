package dev.obor.tutorials;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    Terminal terminal = new Terminal(false, US_ASCII);
    return Main.run(terminal, new PrintWriter(out), new PrintWriter(err), arguments);
  }

  @Test
  void helpNamesTheCommandAndItsOptions() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("mnist");
    assertThat(run("mnist", "--help")).isZero();
    assertThat(out.toString())
        .contains(
            "--epochs", "--batch-size", "--learning-rate", "--lr", "--seed", "--data", "--threads")
        .contains("--output", "(default: 128)", "(default: 0.1)", "(default: 42)");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void versionIsThatOfObor() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).isEqualTo(String.format("obor %s%n", Obor.version()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--epochs -1            | option '--epochs': '-1' is not a whole number from 0 to",
        "--epochs many          | option '--epochs': 'many' is not a whole number from 0 to",
        "--epochs 99999999999   | option '--epochs': '99999999999' is not a whole number",
        "--batch-size 0         | option '--batch-size': '0' is not a whole number from 1 to",
        "--batch-size 1.5       | option '--batch-size': '1.5' is not a whole number from 1 to",
        "--threads 0            | option '--threads': '0' is not a whole number from 1 to",
        "--lr -0.1              | option '--learning-rate': '-0.1' is not a number from 0 up",
        "--learning-rate NaN    | option '--learning-rate': 'NaN' is not a number from 0 up",
        "--learning-rate 1e999  | option '--learning-rate': '1e999' is not a number from 0 up",
        "--seed x               | option '--seed': 'x' is not a long",
        "--epoch 3              | Unknown options: '--epoch', '3'",
        "--data                 | Missing required parameter for option '--data'",
        "--seed 1 --seed 2      | option '--seed' (SEED) should be specified only once",
        "more                   | Unmatched argument at index 1: 'more'",
      })
  void wrongOptionsGiveOneLine(String options, String problem) {
    String[] arguments = ("mnist " + options).split(" ");

    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("obor mnist: ")
        .contains(problem)
        .endsWith(String.format(" (try obor mnist --help)%n"))
        .hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void withoutACommandTheCureIsSaid() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("obor --help").hasLineCount(1);
    assertThat(run("cifar")).isEqualTo(2);
  }

  @Test
  void unreadableDataGivesOneLine() throws IOException {
    Path absent = folder.resolve("absent");
    assertThat(run("mnist", "--data", absent.toString())).isEqualTo(1);
    assertThat(err.toString()).isEqualTo(String.format("obor mnist: %s: no such folder%n", absent));
  }

  @Test
  void damagedDataGivesOneLine() throws IOException {
    Path images = folder.resolve("train-images-idx3-ubyte.gz");
    byte[] whole = IdxFiles.gzip(IdxFiles.idx(new byte[784], 1, 28, 28));
    Files.write(images, Arrays.copyOf(whole, whole.length - 9));
    Files.write(folder.resolve("train-labels-idx1-ubyte"), IdxFiles.idx(new byte[1], 1));

    assertThat(run("mnist", "--data", folder.toString())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            String.format("obor mnist: %s: damaged, the compressed data ends too early%n", images));
  }

  @Test
  void anOutputThatIsAFileGivesOneLine() throws IOException {
    Path file = Files.write(folder.resolve("taken"), new byte[1]);

    assertThat(run("mnist", "--epochs", "0", "--output", file.toString())).isEqualTo(1);
    assertThat(err.toString()).isEqualTo(String.format("obor mnist: %s: not a folder%n", file));
  }
}
