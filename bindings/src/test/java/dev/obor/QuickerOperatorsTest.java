package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.testing.InScope;
import java.util.List;
import java.util.Objects;
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

  /** Long rows and short ones, of several types, at places in no order. */
  private static List<Tensor> tables() {
    Torch.manualSeed(5);
    return List.of(
        Torch.rand(50, 784),
        Torch.rand(50, 7, 131),
        Torch.rand(3, 10_001),
        Torch.randint(0, 256, Torch.size(60, 1, 28, 28), o -> o.dtype(DType.UINT8)),
        Torch.rand(Torch.size(40, 33), o -> o.dtype(DType.FLOAT64)),
        Torch.rand(Torch.size(40, 65), o -> o.dtype(DType.COMPLEX64)),
        Torch.rand(60, 300).t(),
        Torch.rand(60, 300).narrow(0, 7, 40),
        Torch.rand(9, 0),
        Torch.rand(9));
  }

  @Test
  void rowsThatAreSelectedAreThoseThatThreadsSelect() {
    int threads = Torch.getNumThreads();
    try {
      for (Tensor x : tables()) {
        for (long count : new long[] {0, 1, 2, 3, 200}) {
          Tensor index = Torch.randint(0, x.size(0), Torch.size(count));
          Torch.setNumThreads(1);
          Tensor made = Torch.indexSelect(x, 0, index);
          Torch.setNumThreads(2);
          Tensor slow = Torch.indexSelect(x, 0, index);
          assertThat(made.size()).isEqualTo(slow.size());
          assertThat(made.stride()).isEqualTo(slow.stride());
          assertThat(made.dtype()).isEqualTo(x.dtype());
          assertThat(Torch.equal(made, slow)).as("%s by %s", x.size(), count).isTrue();
        }
      }
    } finally {
      Torch.setNumThreads(threads);
    }
  }

  @Test
  void rowsAreSelectedInLibTorchsOtherWaysAsBefore() {
    int threads = Torch.getNumThreads();
    Torch.setNumThreads(1);
    try {
      Tensor x = Torch.rand(6, 100);
      for (long place : new long[] {-1, 6, Long.MAX_VALUE, Long.MIN_VALUE}) {
        Tensor index = Torch.tensor(new long[] {0, place});
        assertThatThrownBy(() -> Torch.indexSelect(x, 0, index))
            .isInstanceOf(TorchException.class)
            .hasMessageStartingWith("index out of range in self");
      }
      Tensor halves = Torch.tensor(new double[] {0, 1});
      assertThatThrownBy(() -> Torch.indexSelect(x, 0, halves))
          .hasMessageStartingWith("index_select(): Expected dtype int32 or int64 for index");
      Tensor index = Torch.tensor(new int[] {5, 5, 0});
      Tensor row = Torch.indexSelect(x, 0, index);
      assertThat(Torch.equal(row.select(0, 1), x.select(0, 5))).isTrue();
      assertThat(Torch.equal(Torch.indexSelect(x, -2, index), row)).isTrue();
      Tensor leaf = Torch.rand(Torch.size(6, 100), o -> o.requiresGrad(true));
      Torch.indexSelect(leaf, 0, index).sum().backward();
      assertThat(Objects.requireNonNull(leaf.grad()).sum(1).toFloatArray())
          .containsExactly(100, 0, 0, 0, 0, 200);
      Tensor copy = Torch.indexSelect(x, 0, index);
      copy.zero_();
      assertThat(x.abs().sum().item().doubleValue()).isPositive();
    } finally {
      Torch.setNumThreads(threads);
    }
  }
}
