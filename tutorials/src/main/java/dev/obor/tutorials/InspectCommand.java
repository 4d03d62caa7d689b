package dev.obor.tutorials;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code inspect}: what is in a file of tensors. */
@Command(
    name = "inspect",
    description = "Lists what is in a file of tensors: keys, dtypes, shapes and sizes.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  obor inspect model.pth",
      "  obor inspect --json mnist-output/mnist-logistic.safetensors"
    })
final class InspectCommand implements Callable<Integer> {
  private static final int LONGEST_VALUE = 60;

  @Parameters(
      paramLabel = "FILE",
      description = "A PyTorch checkpoint (.pt, .pth, .bin, .ckpt), .safetensors, .npz or .npy.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  private final PrintWriter out;

  InspectCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    try (Scope scope = Torch.scope()) {
      TensorFile content = TensorFile.read(file);
      long size = Files.size(file);
      out.print(json ? json(content, size) : table(content, size));
    }
    return 0;
  }

  private String json(TensorFile content, long size) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator to = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      to.writeStartObject();
      to.writeStringField("file", file.toString());
      to.writeStringField("format", content.format().toString());
      to.writeNumberField("bytes", size);
      to.writeArrayFieldStart("tensors");
      for (Map.Entry<String, Tensor> entry : content.tensors().entrySet()) {
        to.writeStartObject();
        to.writeStringField("key", entry.getKey());
        to.writeStringField("dtype", TensorFile.dtype(entry.getValue()));
        to.writeFieldName("shape");
        long[] shape = entry.getValue().shape().toArray();
        to.writeArray(shape, 0, shape.length);
        to.writeNumberField("bytes", TensorFile.bytes(entry.getValue()));
        to.writeEndObject();
      }
      to.writeEndArray();
      to.writeObjectFieldStart("values");
      for (Map.Entry<String, String> entry : content.values().entrySet()) {
        to.writeStringField(entry.getKey(), entry.getValue());
      }
      to.writeEndObject();
      to.writeEndObject();
    }
    return text.append(System.lineSeparator()).toString();
  }

  private String table(TensorFile content, long size) {
    long elements = content.tensors().values().stream().mapToLong(Tensor::numel).sum();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %s, %,d bytes; %d tensors with %,d elements in %,d bytes%n",
            file,
            content.format(),
            size,
            content.tensors().size(),
            elements,
            content.bytes()));
    int width = 3;
    for (String key : content.tensors().keySet()) {
      width = Math.max(width, key.length());
    }
    for (String key : content.values().keySet()) {
      width = Math.max(width, key.length());
    }
    String row = "  %-" + width + "s  %-10s %-20s %,14d%n";
    for (Map.Entry<String, Tensor> entry : content.tensors().entrySet()) {
      Tensor tensor = entry.getValue();
      String shape = tensor.shape().toString().replace("torch.Size(", "").replace(")", "");
      text.append(
          String.format(
              Locale.ROOT,
              row,
              entry.getKey(),
              TensorFile.dtype(tensor),
              shape,
              TensorFile.bytes(tensor)));
    }
    for (Map.Entry<String, String> entry : content.values().entrySet()) {
      String value = entry.getValue().replaceAll("\\s+", " ");
      if (value.length() > LONGEST_VALUE) {
        value = value.substring(0, LONGEST_VALUE) + "...";
      }
      text.append(String.format(Locale.ROOT, "  %-" + width + "s  = %s%n", entry.getKey(), value));
    }
    return text.toString();
  }
}
