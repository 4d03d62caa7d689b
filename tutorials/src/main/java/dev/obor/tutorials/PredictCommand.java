package dev.obor.tutorials;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.obor.PythonNumber;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code predict}: which digit an image shows. */
@Command(
    name = "predict",
    description = "Says which digit an image shows.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  obor predict seven.png",
      "  obor predict --json --weights mnist-logistic.pt seven.png"
    })
final class PredictCommand implements Callable<Integer> {
  private static final int SHOWN = 3;

  @Parameters(
      paramLabel = "IMAGE",
      description =
          "A PNG, JPEG, GIF or BMP file with one digit, dark on light or light on dark. It is"
              + " centred and brought to 28 x 28 pixels, unless it has that size.")
  private Path image = Path.of("");

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "What obor mnist has written (default: ${DEFAULT-VALUE}).")
  private Path weights = Path.of("mnist-output", "mnist-logistic.safetensors");

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(names = "--quiet", description = "Print the digit alone.")
  private boolean quiet;

  private final PrintWriter out;

  PredictCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    DigitModel model = DigitModel.load(weights);
    byte[] content = Files.readAllBytes(image);
    float[] pixels;
    try {
      pixels = HandDrawnDigit.read(content);
    } catch (IOException e) {
      throw new IOException(image + ": " + e.getMessage(), e);
    }
    float[] probabilities = model.probabilities(pixels)[0];
    int digit = DigitModel.best(probabilities);
    if (json) {
      out.println(json(digit, probabilities));
    } else if (quiet) {
      out.println(digit);
    } else {
      out.println("Predicted: " + digit);
      List<Integer> digits = new ArrayList<>();
      for (int i = 0; i < probabilities.length; i++) {
        digits.add(i);
      }
      digits.sort((a, b) -> Float.compare(probabilities[b], probabilities[a]));
      for (int i : digits.subList(0, SHOWN)) {
        out.println("  " + i + "  " + PythonNumber.fixed(100.0 * probabilities[i], 1) + " %");
      }
    }
    return 0;
  }

  private static String json(int digit, float[] probabilities) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator to = new JsonFactory().createGenerator(text)) {
      to.writeStartObject();
      to.writeNumberField("digit", digit);
      to.writeArrayFieldStart("probabilities");
      for (float probability : probabilities) {
        to.writeNumber(probability);
      }
      to.writeEndArray();
      to.writeEndObject();
    }
    return text.toString();
  }
}
