package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.testing.InScope;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operators that are called in a quicker way give the bits that LibTorch's own way gives. */
@InScope
class QuickerOperatorsTest {
  private static List<Tensor> inputs(DType dtype) {
    Torch.manualSeed(3);
    double inf = Double.POSITIVE_INFINITY;
    return List.of(
        Torch.tensor(new double[] {0.1}, o -> o.dtype(dtype)),
        Torch.tensor(-0.0, o -> o.dtype(dtype)),
        Torch.tensor(new double[] {inf, -inf, 1}, o -> o.dtype(dtype)),
        Torch.tensor(new double[] {1, Double.NaN}, o -> o.dtype(dtype)),
        Torch.randn(Torch.size(7), o -> o.dtype(dtype)),
        Torch.randn(Torch.size(30, 33), o -> o.dtype(dtype)).t(),
        Torch.randn(Torch.size(100_003), o -> o.dtype(dtype)));
  }

  @Test
  void meanIsThatOfATensorWithGradients() {
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      for (Tensor x : inputs(dtype)) {
        Tensor slow = x.detach().requiresGrad_().mean();
        assertThat(slow.gradFn()).asString().contains("MeanBackward0");
        assertThat(Bits.of(x.mean())).as(x.toString()).isEqualTo(Bits.of(slow.detach()));
        assertThat(x.mean().dtype()).isEqualTo(dtype);
      }
    }
  }

  @Test
  void meanKeepsItsOtherWays() {
    assertThat(Torch.ones(3).mean(o -> o.dtype(DType.FLOAT64)).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(Torch.empty(Torch.size(0)).mean()).hasToString("tensor(nan)");
    assertThat(Torch.ones(Torch.size(4), o -> o.dtype(DType.FLOAT16)).mean())
        .hasToString("tensor(1., dtype=torch.float16)");
    assertThat(Torch.viewAsReal(Torch.tensor(new Complex(1, 2)).conj().resolveConj()).mean())
        .hasToString("tensor(-0.5000)");
    assertThat(Torch.tensor(new Complex(1, 2)).conj().imag().mean()).hasToString("tensor(-2.)");
    assertThatThrownBy(() -> Torch.tensor(new int[] {1}).mean())
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith("mean(): could not infer output dtype");
  }

  @Test
  void theLargestOfOneDimensionIsThatOfTwo() {
    for (Tensor x : inputs(DType.FLOAT32)) {
      Tensor flat = x.flatten();
      Tensor other = flat.unsqueeze(0);
      assertThat(flat.argmax().item()).hasToString(other.argmax().item().toString());
      assertThat(flat.argmin().item()).hasToString(other.argmin().item().toString());
      assertThat(flat.argmax().size()).isEqualTo(Size.of());
    }
    assertThat(Torch.ones(3).argmax(o -> o.keepdim(true)).size()).isEqualTo(Size.of(1));
    assertThatThrownBy(() -> Torch.empty(Torch.size(0)).argmax())
        .hasMessageStartingWith("argmax(): Expected reduction dim to be specified for input");
  }
}
