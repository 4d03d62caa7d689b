package dev.obor.serialization;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Nested;
import dev.obor.NotImplementedException;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.testing.InScope;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code Torch.save} takes, what it refuses, and what it leaves behind. */
@InScope
class SaveTest {
  @TempDir Path folder;

  private @Nullable Object again(@Nullable Object value) throws IOException {
    Path file = folder.resolve("again.pt");
    Torch.save(value, file.toString());
    return Torch.load(file.toString());
  }

  @Test
  void valuesComeBackInTheirWidestTypes() throws IOException {
    assertThat(again(3)).isEqualTo(3L);
    assertThat(again(1.5f)).isEqualTo(1.5);
    assertThat(again(Torch.tensor(2.0).item())).isEqualTo(2.0);
    assertThat(again(Torch.tensor(2).item())).isEqualTo(2L);
    assertThat(again(Torch.tensor(true).item())).isEqualTo(true);
    assertThat(again(new double[] {0.9, 0.999})).isEqualTo(Tuple.of(0.9, 0.999));
    assertThat(again(new int[0])).isEqualTo(Tuple.of());
    assertThat(again(new byte[0])).isEqualTo(new byte[0]);
    assertThat(again(Set.of("a"))).isEqualTo(Set.of("a"));
    assertThat(again(new TreeMap<>(Map.of("b", 1, "a", 2)))).hasToString("{a=2, b=1}");
    assertThat(again(List.of(List.of(), List.of()))).isEqualTo(List.of(List.of(), List.of()));
  }

  @Test
  void tuplesPrintAsInPython() {
    assertThat(Tuple.of()).hasToString("()");
    assertThat(Tuple.of(1)).hasToString("(1,)");
    assertThat(Tuple.of(1, 2.5)).hasToString("(1, 2.5)").isEqualTo(List.of(1, 2.5));
    assertThatThrownBy(() -> Tuple.of(1).add(2)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void emptyListsDoNotBecomeOne() throws IOException {
    List<?> lists =
        (List<?>) requireNonNull(again(List.of(List.of(), List.of(), Map.of(), Map.of())));
    assertThat(lists.get(0)).isNotSameAs(lists.get(1));
    assertThat(lists.get(2)).isNotSameAs(lists.get(3));
  }

  @Test
  void anObjectThatComesTwiceIsOneAgain() throws IOException {
    List<Object> one = new ArrayList<>(List.of(1));
    List<?> loaded = (List<?>) requireNonNull(again(List.of(one, one)));
    assertThat(loaded.get(0)).isSameAs(loaded.get(1));
  }

  @Test
  void refusesOtherObjectsByTheirClass() {
    for (Object value : List.of(new Object(), Thread.currentThread(), 'x', Integer.class)) {
      assertThatThrownBy(() -> again(Map.of("a", List.of(value))))
          .isInstanceOf(TypeException.class)
          .hasMessageStartingWith("cannot pickle '" + value.getClass().getName() + "' object")
          .hasMessageContaining("module.stateDict()");
    }
    assertThatThrownBy(() -> again(new BigDecimal("1.5")))
        .hasMessageStartingWith("cannot pickle 'java.math.BigDecimal' object");
  }

  @Test
  void refusesKeysThatPythonCannotHave() {
    assertThatThrownBy(() -> again(Map.of(List.of(1), 2)))
        .isInstanceOf(TypeException.class)
        .hasMessageStartingWith("unhashable type: 'list'");
    assertThatThrownBy(() -> again(Map.of(Map.of(), 2)))
        .hasMessageStartingWith("unhashable type: 'dict'");
    assertThatThrownBy(() -> again("\ud800")).isInstanceOf(ValueException.class);
  }

  @Test
  void refusesWhatLiesTooDeep() {
    Object value = List.of();
    for (int i = 0; i < 100_000; i++) {
      value = List.of(value);
    }
    Object deep = value;
    assertThatThrownBy(() -> again(deep))
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith("maximum recursion depth exceeded while pickling an object");
  }

  @Test
  void aListThatHoldsItselfIsWrittenAsPythonDoes() throws IOException {
    List<Object> list = new ArrayList<>();
    list.add(list);
    Path file = folder.resolve("cycle.pt");
    Torch.save(list, file);
    assertThat(Disassembly.of(requireNonNull(Archives.records(file).get("data.pkl"))))
        .containsExactly("PROTO 2", "]", "BINPUT 0", "BINGET 0", "a", ".");
    Object[] tuple = {null, new ArrayList<>()};
    tuple[0] = tuple[1];
    Torch.save(tuple, file);
    assertThat(Torch.<List<?>>load(file)).hasSize(2);
  }

  @Test
  void refusesTwoDtypesOnOneMemory() {
    Tensor floats = CheckpointTwins.counted(4);
    assertThatThrownBy(() -> again(List.of(floats, floats.view(DType.INT32))))
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith(
            "Cannot save multiple tensors or storages that view the same data as different types");
  }

  @Test
  void refusesTensorsThatPythonCannotHaveInAFile() {
    Tensor nested = Nested.nestedTensor(List.of(Torch.ones(2), Torch.ones(3)));
    assertThatThrownBy(() -> again(nested)).isInstanceOf(NotImplementedException.class);
    assertThatThrownBy(() -> again(Torch.ones(2, 2).toMkldnn()))
        .isInstanceOf(NotImplementedException.class)
        .hasMessageStartingWith("sparse tensor __reduce_ex__ for layout `torch._mkldnn`");
    Tensor bits = CheckpointTwins.counted(4).view(DType.UINT8).view(DType.UINT4);
    assertThatThrownBy(() -> again(bits))
        .isInstanceOf(TypeException.class)
        .hasMessageStartingWith("dtype torch.uint4 is not recognized");
  }

  @Test
  void aFailureLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("model.pt");
    Torch.save(List.of(1), file);
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> Torch.save(List.of(new Object()), file))
        .isInstanceOf(TypeException.class);
    assertThat(file).hasBinaryContent(before);
    assertThat(folder.toFile().list()).containsExactly("model.pt");
  }

  @Test
  void saysWhichFileAndWhyItCannotBeWritten() {
    assertThatThrownBy(() -> Torch.save(List.of(), folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> Torch.save(List.of(), folder.resolve("missing/model.pt")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void savingLeavesATensorAsItWas() throws IOException {
    Tensor tensor = Torch.ones(2).requiresGrad_();
    Tensor twice = tensor.mul(2);
    again(List.of(tensor, twice));
    twice.sum().backward();
    assertThat(requireNonNull(tensor.grad()).tolist()).isEqualTo(List.of(2.0, 2.0));
    Tensor plain = Torch.ones(2);
    again(plain);
    plain.resize_(5);
    assertThat(plain.numel()).isEqualTo(5);
  }

  @Test
  void loadedTensorsCanBeTrainedAndGrown() throws IOException {
    Map<String, Object> both = new LinkedHashMap<>();
    both.put("w", Torch.ones(2).requiresGrad_());
    both.put("x", Torch.ones(2));
    Map<?, ?> loaded = (Map<?, ?>) requireNonNull(again(both));
    Tensor weight = (Tensor) requireNonNull(loaded.get("w"));
    weight.mul(3).sum().backward();
    assertThat(requireNonNull(weight.grad()).tolist()).isEqualTo(List.of(3.0, 3.0));
    Tensor x = (Tensor) requireNonNull(loaded.get("x"));
    x.resize_(4);
    assertThat(x.numel()).isEqualTo(4);
  }
}
