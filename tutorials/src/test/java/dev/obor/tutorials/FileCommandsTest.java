package dev.obor.tutorials;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.numpy.Npy;
import dev.obor.numpy.Npz;
import dev.obor.serialization.Safetensors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCommandsTest {
  @TempDir Path folder;

  private final Scope scope = Torch.scope();
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  private int run(Object... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    return Main.run(
        new Terminal(false, US_ASCII), new PrintWriter(out), new PrintWriter(err), texts);
  }

  @BeforeEach
  void writeCheckpoint() throws IOException {
    Map<String, Object> weights = new LinkedHashMap<>();
    weights.put("fc.weight", Torch.arange(6.0).view(2, 3));
    weights.put("fc.bias", Torch.tensor(new long[] {7, 8}));
    Map<String, Object> checkpoint = new LinkedHashMap<>();
    checkpoint.put("epoch", 3);
    checkpoint.put("hidden_layers", List.of(512, 256));
    checkpoint.put("state_dict", weights);
    checkpoint.put("steps", List.of(Map.of("exp_avg", Torch.zeros(2))));
    Torch.save(checkpoint, file("checkpoint.pt"));
    Torch.save(weights, file("weights.pth"));
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  @Test
  void inspectListsKeysShapesAndSizes() throws IOException {
    assertThat(run("inspect", file("checkpoint.pt"))).isZero();
    assertThat(err.toString()).isEmpty();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "%s: PyTorch checkpoint, %,d bytes; 3 tensors with 10 elements in 48 bytes",
                file("checkpoint.pt"),
                Files.size(file("checkpoint.pt"))));
    assertThat(lines.subList(1, lines.size()))
        .containsExactly(
            "  state_dict.fc.weight  float32    [2, 3]                           24",
            "  state_dict.fc.bias    int64      [2]                              16",
            "  steps.0.exp_avg       float32    [2]                               8",
            "  epoch                 = 3",
            "  hidden_layers         = [512, 256]");
  }

  @Test
  void inspectWritesJson() throws IOException {
    assertThat(run("inspect", "--json", file("weights.pth"))).isZero();
    assertThat(out.toString())
        .contains("\"format\" : \"PyTorch checkpoint\"", "\"key\" : \"fc.weight\"")
        .contains("\"dtype\" : \"float32\"", "\"shape\" : [ 2, 3 ]", "\"bytes\" : 24");
    int tokens = 0;
    try (JsonParser in = new JsonFactory().createParser(out.toString())) {
      while (in.nextToken() != null) {
        tokens++;
      }
    }
    assertThat(tokens).isGreaterThan(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.safetensors", "a.npz", "a.pt", "a.pth"})
  void whatIsConvertedIsTheSame(String name) throws IOException {
    assertThat(run("convert", "--key", "state_dict", file("checkpoint.pt"), file(name))).isZero();
    assertThat(out.toString()).startsWith(file(name) + ": ").contains(" with 2 tensors");
    // And back.
    assertThat(run("convert", "--quiet", file(name), file("back.pth"))).isZero();
    assertThat(out.toString()).isEmpty();
    Map<String, Tensor> back = Torch.load(file("back.pth"));
    assertThat(back.keySet()).containsExactlyInAnyOrder("fc.weight", "fc.bias");
    assertThat(requireNonNull(back.get("fc.weight")).equal(Torch.arange(6.0).view(2, 3))).isTrue();
    assertThat(requireNonNull(back.get("fc.bias")).equal(Torch.tensor(new long[] {7, 8}))).isTrue();
  }

  @Test
  void otherFormatsAreInspected() throws IOException {
    Safetensors.saveFile(
        Map.of("w", Torch.zeros(3)), file("w.safetensors"), Map.of("format", "pt"));
    Npz.write(file("w.npz"), Map.of("x", Torch.zeros(2, 2)));
    Npy.write(file("w.npy"), Torch.zeros(5));
    assertThat(run("inspect", file("w.safetensors"))).isZero();
    assertThat(out.toString()).contains("safetensors", "float32    [3]", "metadata.format  = pt");
    assertThat(run("inspect", file("w.npz"))).isZero();
    assertThat(out.toString()).contains("NumPy archive", "  x    float32    [2, 2]");
    assertThat(run("inspect", file("w.npy"))).isZero();
    assertThat(out.toString()).contains("NumPy array", "  array  float32    [5]");
  }

  @Test
  void whatIsNoTensorIsNamed() {
    assertThat(run("convert", file("checkpoint.pt"), file("all.npz"))).isZero();
    assertThat(out.toString()).contains("with 3 tensors").contains("epoch, hidden_layers");
  }

  @Test
  void nothingIsReplacedUnasked() throws IOException {
    Files.writeString(file("there.npz"), "old");
    assertThat(run("convert", file("weights.pth"), file("there.npz"))).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "obor convert: %s: is there already; --force replaces it%n"
                .formatted(file("there.npz")));
    assertThat(Files.readString(file("there.npz"))).isEqualTo("old");
    assertThat(run("convert", "--force", file("weights.pth"), file("there.npz"))).isZero();
    assertThat(Npz.read(file("there.npz"))).hasSize(2);
  }

  private void fails(String message, Object... arguments) {
    assertThat(run(arguments)).isEqualTo(1);
    assertThat(err.toString()).contains(message).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void badFilesGiveOneLine() throws IOException {
    Files.write(file("damaged.pt"), new byte[] {1, 2, 3});
    Files.write(file("damaged.safetensors"), new byte[40]);
    Files.write(file("damaged.npz"), new byte[40]);
    Files.write(file("damaged.npy"), new byte[40]);
    Files.write(file("empty.pt"), new byte[0]);
    for (String name :
        List.of("damaged.pt", "damaged.safetensors", "damaged.npz", "damaged.npy", "empty.pt")) {
      fails(file(name).toString(), "inspect", file(name));
      assertThat(err.toString()).startsWith("obor inspect: ").doesNotContain(".;", "?;", "!;");
    }
    fails("no such file", "inspect", file("absent.pt"));
    fails("the name ends in none of", "inspect", file("model.h5"));
    Files.createDirectories(file("folder.pt"));
    fails("is a folder", "inspect", file("folder.pt"));
    fails(
        "an .npy file holds one array, and there are 2",
        "convert",
        file("weights.pth"),
        file("a.npy"));
    fails(
        "no tensors below 'model'", "convert", "--key", "model", file("weights.pth"), file("a.pt"));
    Torch.save(Map.of("epoch", 1), file("bare.pt"));
    fails("holds no tensors", "convert", file("bare.pt"), file("a.npz"));
    Torch.save(Map.of("half", Torch.zeros(2).to(DType.BFLOAT16)), file("half.pt"));
    fails(file("a.npz").toString(), "convert", file("half.pt"), file("a.npz"));
    assertThat(Files.exists(file("a.npz"))).isFalse();
  }

  @Test
  void wrongArgumentsAreUsage() {
    assertThat(run("inspect")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "obor inspect: Missing required parameter: 'FILE' (try obor inspect --help)%n"
                .formatted());
    assertThat(run("convert", file("weights.pth"))).isEqualTo(2);
  }

  @Test
  void diagnoseAndCompletionPrint() {
    assertThat(run("diagnose")).isZero();
    assertThat(out.toString()).contains("Obor", "LibTorch", "Java");
    assertThat(run("completion")).isZero();
    assertThat(out.toString()).contains("inspect", "--batch-size", "complete -F");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mnist", "predict", "serve", "inspect", "convert", "diagnose", "completion"})
  void everyCommandHasHelp(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: obor " + command);
    assertThat(err.toString()).isEmpty();
  }
}
