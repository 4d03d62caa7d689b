package dev.obor.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.testing.InScope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pickles that ask for what they may not have, or that make no sense. */
@InScope
class HostileTest {
  private static List<String> refusals() throws IOException {
    return Files.readAllLines(Fixtures.file("hostile/texts.tsv"));
  }

  private static @Nullable Object load(byte[] archive) throws IOException {
    return Torch.load(new ByteArrayInputStream(archive));
  }

  private static @Nullable Object loadPickle(String pickle) throws IOException {
    return load(Archives.of(pickle));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWhatPythonRefusesInItsWords(String line) {
    String[] parts = line.split("\t", -1);
    Path file = Fixtures.file("hostile/" + parts[0]);
    assertThatThrownBy(() -> Torch.load(file))
        .isInstanceOf(UnpicklingException.class)
        .hasMessageStartingWith(
            "Weights only load failed. WeightsUnpickler error: " + parts[1] + "\n")
        .hasMessageContaining("nothing in a file is run")
        .hasMessageContaining(file.toString());
  }

  @Test
  void weightsOnlyFalseReadsNoMore() {
    assertThatThrownBy(
            () -> Torch.load(Fixtures.file("hostile/module.pt"), o -> o.weightsOnly(false)))
        .hasMessageContaining("GLOBAL __main__.Net was not an allowed global by default.")
        .hasMessageContaining("torch.save(model.state_dict(), path)");
  }

  @Test
  void everyFileOfTheListIsThere() throws IOException {
    assertThat(Fixtures.names(Fixtures.file("hostile")))
        .hasSize(refusals().size())
        .hasSizeGreaterThan(10);
  }

  /** Pickles of all kinds of nonsense, and behind a bar what the refusal says. */
  private static List<String> nonsense() {
    return List.of(
        ".|pop from empty list",
        "0.|pop from empty list",
        "(.|pop from empty list",
        "K\u0001(a.|pop from empty list",
        "t.|could not find MARK",
        "K\u0001a.|list index out of range",
        "K\u0001K\u0002a.|Can only append to lists, but got int",
        "](K\u0001u.|Can only SETITEMS",
        "}(K\u0001u.|odd number of items",
        "}]K\u0001s.|unhashable type: 'list'",
        "h\u0005.|Memo value not found at index 5",
        "Nr\u00ff\u00ff\u00ff\u00ff.|the place 4294967295 of the memo",
        "Nr\u00ff\u00ff\u0000\u0000.|the place 65535 of the memo",
        "X\u00ff\u00ff\u00ff\u00ffab.|pickle data was truncated",
        "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffab.|pickle data was truncated",
        "\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007fab.|pickle data was truncated",
        "\u008b\u00ff\u00ff\u00ff\u00ff.|is too large",
        "X\u0001\u0000\u0000\u0000\u00ff.|'utf-8' codec can't decode",
        "\u0080\u0009N.|unsupported pickle protocol: 9",
        "\u0082\u0001.|Unsupported operand 130",
        "Pid\n.|Unsupported operand 80",
        "\u0097.|Unsupported operand 151",
        "NQ.|persistent_load id must be tuple or int, but got NoneType",
        ")Q.|Only persistent_load of storage is allowed",
        "K\u0001)R.|Trying to call reduce for unrecognized function int",
        "K\u0001)\u0081.|Can only create new object for nn.Parameter",
        "]}b.|Can only build Tensor, Parameter, OrderedDict",
        "I12x\n.|invalid literal for int()",
        "F1e\n.|could not convert string to float",
        "Sabc\n.|must be quoted",
        "Vab\\u12\n.|truncated escape",
        "ctorch\nFloatStorage\n.|holds torch.storage.UntypedStorage itself",
        "ccollections\nOrderedDict\n.|holds collections.OrderedDict itself",
        "ctorch\nTensor\n)R.|written before PyTorch 0.4",
        "ctorch._utils\n_rebuild_tensor_v2\n)R.|takes from 6 to 7 positional arguments",
        "ctorch._utils\n_rebuild_nested_tensor\n)R.|Unsupported global",
        "cos\nsystem\n.|whose module os is blocked",
        "csys\nexit\n.|whose module sys is blocked",
        "c__builtin__\neval\n.|GLOBAL eval was not an allowed global",
        "c__main__\nNet\n.|GLOBAL __main__.Net was not an allowed global",
        "(i__main__\nNet\n.|GLOBAL __main__.Net was not an allowed global",
        "\u008c\u0002os\u008c\u0006system\u0093.|whose module os is blocked",
        "cnumpy\ndtype\n.|value.item()",
        "c_codecs\nencode\n(X\u0001\u0000\u0000\u0000aX\u0003\u0000\u0000\u0000rottR.|as latin1",
        "]q\u0000h\u0000a.|holds itself",
        "}q\u0000K\u0001h\u0000s.|holds itself",
        "K\u0001K\u0002|Ran out of input");
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void refusesNonsense(String line) {
    String pickle = line.substring(0, line.lastIndexOf('|'));
    String text = line.substring(line.lastIndexOf('|') + 1);
    assertThatThrownBy(() -> loadPickle(pickle))
        .isInstanceOf(UnpicklingException.class)
        .hasMessageContaining(text);
  }

  @Test
  void refusesWhatLiesTooDeep() {
    assertThatThrownBy(() -> loadPickle(")" + "\u0085".repeat(1_000_000) + "."))
        .isInstanceOf(UnpicklingException.class)
        .hasMessageContaining("deep");
    assertThatThrownBy(() -> loadPickle("]".repeat(100_000) + "a".repeat(99_999) + "."))
        .isInstanceOf(UnpicklingException.class)
        .hasMessageContaining("deep");
    assertThatThrownBy(() -> loadPickle("})" + "\u0085".repeat(1_000_000) + "Ns."))
        .isInstanceOf(UnpicklingException.class)
        .hasMessageContaining("cannot be a key");
  }

  @Test
  void readsWhatLiesDeepEnough() throws IOException {
    Object value = loadPickle("]".repeat(900) + "a".repeat(899) + ".");
    int depth = 0;
    while (value instanceof List<?> list) {
      value = list.isEmpty() ? null : list.get(0);
      depth++;
    }
    assertThat(depth).isEqualTo(900);
  }

  /** Each list holds the one before it twice: few objects, and more paths than there are atoms. */
  @Test
  void listsThatShareTheirElementsAreReadInNoTime() {
    StringBuilder pickle = new StringBuilder("]");
    for (int i = 0; i < 300; i++) {
      pickle.append("q\u0000](h\u0000h\u0000e");
    }
    Assertions.assertTimeout(
        Duration.ofSeconds(5), () -> assertThat(loadPickle(pickle + ".")).isNotNull());
  }

  /** Each tuple holds the one before it a thousand times, and a key is all of its parts. */
  @Test
  void keysOfSharedTuplesAreRefusedInNoTime() {
    String wider = "(" + "h\u0000".repeat(1000) + "tq\u00000";
    String pickle = ")q\u00000" + wider.repeat(6) + "}h\u0000Ns.";
    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () ->
            assertThatThrownBy(() -> loadPickle(pickle))
                .isInstanceOf(UnpicklingException.class)
                .hasMessageContaining("cannot be a key"));
  }

  /** A tuple that holds the one before it twice; to print it would take for ever. */
  @Test
  void aRefusalDoesNotPrintWhatItRefuses() {
    String tuples = ")q\u0000" + "0h\u0000h\u0000\u0086q\u0000".repeat(200);
    for (String use : List.of("Q.", ")R.", "K\u0001a.", "}b.", "Ns.", "\u008c\u0001x\u0093.")) {
      Assertions.assertTimeout(
          Duration.ofSeconds(5),
          () ->
              assertThatThrownBy(() -> loadPickle("}" + tuples + use))
                  .isInstanceOf(UnpicklingException.class));
    }
    String layout = "ctorch._utils\n_rebuild_sparse_tensor\n" + tuples + ")\u0086R.";
    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () ->
            assertThatThrownBy(() -> loadPickle(layout))
                .isInstanceOf(UnpicklingException.class)
                .hasMessageContaining("rebuilding sparse tensor for layout tuple"));
  }

  @Test
  void refusesWhatIsNoCheckpoint() throws IOException {
    assertThatThrownBy(() -> load(new byte[0]))
        .isInstanceOf(UnpicklingException.class)
        .hasMessageStartingWith("Ran out of input");
    for (String text : List.of("hello, world", "\u0089PNG\r\n", "<html></html>", "{\"a\": 1}")) {
      assertThatThrownBy(() -> load(text.getBytes(StandardCharsets.ISO_8859_1)))
          .isInstanceOf(TorchException.class)
          .hasMessageStartingWith("Invalid magic number; corrupt file?");
    }
    byte[] tar = new byte[1024];
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
    assertThatThrownBy(() -> load(tar))
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith("Cannot use ``weights_only=True`` with files saved in the legacy");
    assertThatThrownBy(() -> load(Archives.pickle("\u0080\u0002K\u0001.")))
        .hasMessageStartingWith("Invalid magic number; corrupt file?");
  }
}
