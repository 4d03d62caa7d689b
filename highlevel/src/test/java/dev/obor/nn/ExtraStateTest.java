package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What modules save beside tensors, to and from files that Python has written of the same. */
@InScope
class ExtraStateTest {
  @TempDir Path folder;

  private static final class Counting extends Module {
    Linear layer = new Linear(1, 1);
    private @Nullable Object state;

    Counting(@Nullable Object state) {
      this.state = state;
    }

    @Override
    public Tensor forward(Tensor x) {
      return layer.call(x);
    }

    @Override
    public @Nullable Object getExtraState() {
      return state;
    }

    @Override
    public void setExtraState(@Nullable Object state) {
      this.state = state;
    }
  }

  private static final class Pair extends Module {
    Counting first;
    Linear second = new Linear(1, 1);

    Pair(@Nullable Object state) {
      first = new Counting(state);
    }

    @Override
    public Tensor forward(Tensor x) {
      return second.call(first.call(x));
    }
  }

  private static final class Half extends Module {
    @Override
    public Object getExtraState() {
      return 1;
    }
  }

  static List<Golden> cases() {
    return Golden.read("nn/extra-state.tsv.gz");
  }

  private static @Nullable Object state(String name) {
    return switch (name) {
      case "map" -> {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("steps", 3);
        map.put("rate", 0.5);
        map.put("names", List.of("a", "b"));
        map.put("done", true);
        map.put("mean", Torch.tensor(new double[] {1, 2}));
        yield map;
      }
      case "number" -> 7;
      case "text" -> "seen";
      case "None" -> null;
      default -> Torch.tensor(new long[] {1, 2});
    };
  }

  private static void check(String name, @Nullable Object loaded) {
    switch (name) {
      case "map" -> {
        Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(loaded);
        assertThat(map.get("steps")).isEqualTo(3L);
        assertThat(map.get("rate")).isEqualTo(0.5);
        assertThat(map.get("names")).isEqualTo(List.of("a", "b"));
        assertThat(map.get("done")).isEqualTo(true);
        assertThat((Tensor) map.get("mean")).hasToString("tensor([1., 2.])");
      }
      case "number" -> assertThat(loaded).isEqualTo(7L);
      case "text" -> assertThat(loaded).isEqualTo("seen");
      case "None" -> assertThat(loaded).isNull();
      default -> assertThat(loaded).isInstanceOf(Tensor.class).hasToString("tensor([1, 2])");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itTravelsToAndFromPython(Golden golden) throws IOException {
    String name = golden.text("case");
    byte[] python = Base64.getDecoder().decode(golden.text("file"));
    Pair model = new Pair("nothing yet");
    try (InputStream in = new ByteArrayInputStream(python)) {
      Map<?, ?> loaded = Objects.requireNonNull(Torch.<Map<?, ?>>load(in));
      assertThat(model.loadStateDict(loaded)).hasToString("<All keys matched successfully>");
    }
    check(name, model.first.state);

    Path twin = folder.resolve("python.pt");
    Files.write(twin, python);
    Path file = folder.resolve("obor.pt");
    Torch.save(new Pair(state(name)).stateDict(), file);
    assertThat(pickle(file)).isEqualTo(pickle(twin));
  }

  private static byte[] pickle(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getInputStream(zip.getEntry("archive/data.pkl")).readAllBytes();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itIsAKeyLikeOthers(Golden golden) {
    Object state = state(golden.text("case"));
    StateDict dict = new Pair(state).stateDict();
    assertThat(String.join(",", dict.keySet())).isEqualTo(golden.text("keys"));
    assertThat(dict.extraState("first._extra_state")).isSameAs(state);
    assertThat(dict.toString())
        .startsWith("OrderedDict([('first._extra_state', " + state + "), ('first.layer.weight', ");

    Pair other = new Pair("nothing yet");
    other.loadStateDict(dict);
    assertThat(other.first.state).isSameAs(state);
    assertThatThrownBy(() -> new Pair(null).loadStateDict(Map.of()))
        .isInstanceOf(TorchException.class)
        .hasMessage(golden.text("missing"));
    Linear plain = new Linear(1, 1);
    StateDict given = plain.stateDict();
    given.putExtraState("_extra_state", state);
    assertThatThrownBy(() -> plain.loadStateDict(given))
        .isInstanceOf(TorchException.class)
        .hasMessage(golden.text("unexpected"));
    assertThat(plain.loadStateDict(given, false).unexpectedKeys()).containsExactly("_extra_state");
  }

  @Test
  void nothingIsSetIfAnythingIsWrong() {
    StateDict dict = new Pair(1).stateDict();
    dict.remove("second.bias");
    Pair model = new Pair("before");
    assertThatThrownBy(() -> model.loadStateDict(dict)).hasMessageContaining("second.bias");
    assertThat(model.first.state).isEqualTo("before");
  }

  @Test
  void onlyExtraStatesMayBeOtherThingsThanTensors() {
    Linear layer = new Linear(1, 1);
    Map<String, Object> state = new LinkedHashMap<>(layer.stateDict());
    state.put("weight", 3);
    assertThatThrownBy(() -> layer.loadStateDict(state))
        .isInstanceOf(TypeException.class)
        .hasMessageContaining("java.lang.Integer for the key weight");
  }

  @Test
  void aClassThatOverridesOneOfTheTwoHasHalf() {
    Half half = new Half();
    StateDict dict = half.stateDict();
    assertThat(dict.extraState("_extra_state")).isEqualTo(1);
    assertThatThrownBy(() -> half.loadStateDict(dict))
        .hasMessageContaining("Unexpected key(s) in state_dict: \"_extra_state\"");
    assertThatThrownBy(() -> half.setExtraState(1))
        .hasMessageStartingWith(
            "Reached a code path in Module.set_extra_state() that should never be called.");
    assertThatThrownBy(() -> new Linear(1, 1).getExtraState())
        .hasMessageStartingWith(
            "Reached a code path in Module.get_extra_state() that should never be called.");
  }
}
