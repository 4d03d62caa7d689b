package dev.obor.tutorials;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code convert}: tensors from one format into another. */
@Command(
    name = "convert",
    description = "Writes the tensors of a file in the format that another file's name tells.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  obor convert model.pth model.safetensors",
      "  obor convert --key state_dict checkpoint.pt weights.npz"
    })
final class ConvertCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "IN", description = "What to read; see obor inspect.")
  private Path in = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "What to write: .pt, .pth, .safetensors, .npz or .npy.")
  private Path target = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Take only the tensors below this key, and leave it out of their names:"
              + " state_dict, for example.")
  private String key = "";

  @Option(names = "--force", description = "Replace OUT if it is there.")
  private boolean force;

  @Option(names = "--quiet", description = "Print nothing.")
  private boolean quiet;

  private final PrintWriter out;

  ConvertCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    TensorFile.Format format = TensorFile.Format.of(target);
    if (Files.exists(target) && !force) {
      throw new IOException(target + ": is there already; --force replaces it");
    }
    try (Scope scope = Torch.scope()) {
      TensorFile content = TensorFile.read(in);
      Map<String, Tensor> tensors = chosen(content.tensors());
      TensorFile.write(target, tensors);
      if (!quiet) {
        out.println(target + ": " + format + " with " + tensors.size() + " tensors");
        if (key.isEmpty() && !content.values().isEmpty()) {
          out.println(
              "Left out, being no tensors: " + String.join(", ", content.values().keySet()));
        }
      }
    }
    return 0;
  }

  private Map<String, Tensor> chosen(Map<String, Tensor> tensors) throws IOException {
    if (tensors.isEmpty()) {
      throw new IOException(in + ": holds no tensors");
    }
    if (key.isEmpty()) {
      return tensors;
    }
    Map<String, Tensor> chosen = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(key + ".")) {
            chosen.put(name.substring(key.length() + 1), tensor);
          }
        });
    if (chosen.isEmpty()) {
      throw new IOException(
          in + ": holds no tensors below '" + key + "'; obor inspect lists the keys");
    }
    return chosen;
  }
}
