package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prints real tensors as Python prints them. */
class TensorTextTest {
  static Stream<PrintGolden> goldens() {
    return PrintGolden.read("print-goldens.tsv").stream().filter(PrintedTensors::canBeMade);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("goldens")
  void printsAsPythonDoes(PrintGolden golden) {
    Torch.setDefaultDtype(
        DType.of(Objects.requireNonNullElse(golden.optional("default"), "torch.float32")));
    golden.calls().forEach(Torch::setPrintoptions);
    try (Scope scope = Torch.scope()) {
      Tensor tensor = PrintedTensors.of(golden);
      String text = golden.has("parameter") ? TensorText.of(tensor, true) : tensor.toString();
      assertThat(text).as(golden.toString()).isEqualTo(golden.text("repr"));
    } finally {
      Torch.setPrintoptions(o -> o.profile("default"));
      Torch.setDefaultDtype(DType.FLOAT32);
    }
  }

  @Test
  void mostCasesAreMade() {
    assertThat(goldens().count()).isGreaterThan(1650);
  }

  @Test
  void printingLeavesNoTraces() {
    try (Scope scope = Torch.scope()) {
      Tensor tensor = Torch.tensor(new double[] {1, 2}, o -> o.requiresGrad(true));
      long before = Aten._version(tensor);
      assertThat(tensor).hasToString("tensor([1., 2.], requires_grad=True)");
      assertThat(Aten._version(tensor)).isEqualTo(before);
      try (ThreadMode mode = Torch.inferenceMode()) {
        assertThat(tensor).hasToString("tensor([1., 2.], requires_grad=True)");
      }
      assertThat(Torch.isGradEnabled()).isTrue();
    }
  }

  @Test
  void viewsPrintTheirOwnElements() {
    try (Scope scope = Torch.scope()) {
      Tensor x = Torch.arange(6).view(2, 3);
      assertThat(x.t()).hasToString("tensor([[0, 3],\n        [1, 4],\n        [2, 5]])");
      assertThat(x.select(1, 2)).hasToString("tensor([2, 5])");
      assertThat(Torch.zeros(1).expand(3)).hasToString("tensor([0., 0., 0.])");
      Tensor complex = Torch.tensor(List.of(new Complex(1, 2)));
      assertThat(complex.conj()).hasToString("tensor([1.-2.j])");
      assertThat(complex.conj().imag()).hasToString("tensor([-2.])");
    }
  }

  @Test
  void aClosedTensorSaysSo() {
    Tensor tensor = Torch.ones(2);
    tensor.close();
    assertThat(tensor).hasToString("tensor(closed)");
  }
}
