package dev.obor.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.LowRankFactors;
import dev.obor.MemoryFormat;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.testing.InScope;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Calls that once could not be written, or meant something else than in Python. */
@InScope
class KeywordCallsTest {
  @Test
  void argumentsAreNamedAfterAnOptionalPositionalOne() {
    Tensor x = Torch.ones(1, 1, 4, 4);
    Tensor weight = Torch.ones(2, 1, 3, 3);
    Tensor bias = Torch.zeros(2);
    assertThat(Torch.conv2d(x, weight, bias, o -> o.padding(1).stride(2)).size())
        .isEqualTo(Size.of(1, 2, 2, 2));
    assertThat(Torch.conv2d(x, weight, null, o -> o.padding("same")).size())
        .isEqualTo(Size.of(1, 2, 4, 4));
    assertThat(Torch.diagonal(x, 1, o -> o.dim1(2).dim2(3)).size()).isEqualTo(Size.of(1, 1, 3));
  }

  @Test
  void aNumberBesideADimensionIsTheNumberOfSections() {
    Tensor x = Torch.arange(14).reshape(2, 7);
    List<Tensor> parts = Torch.tensorSplit(x, 3, 1);
    assertThat(parts).extracting(part -> part.size(1)).containsExactly(3L, 2L, 2L);
    assertThat(x.tensorSplit(3, -1)).hasSize(3);
    assertThat(x.tensorSplit(new long[] {3}, 1)).hasSize(2);
    assertThat(x.tensorSplit(3, o -> o.dim(1))).hasSize(3);
  }

  @Test
  void castsTakeAMemoryFormat() {
    Tensor x = Torch.ones(1, 2, 2, 2);
    Tensor doubles = x.toDouble(o -> o.memoryFormat(MemoryFormat.CHANNELS_LAST));
    assertThat(doubles.dtype()).isEqualTo(DType.FLOAT64);
    assertThat(doubles.stride()).containsExactly(8, 1, 4, 2);
    assertThat(x.toBool(o -> o.memoryFormat(MemoryFormat.PRESERVE)).dtype()).isEqualTo(DType.BOOL);
  }

  @Test
  void namedNormsTakeDimensions() {
    Tensor x = Torch.ones(2, 3, 3);
    assertThat(Torch.norm(x, "nuc", 1, 2).toDoubleArray()).containsExactly(3, 3);
    assertThat(x.norm("fro", 1, 2).toDoubleArray()).containsExactly(3, 3);
    assertThat(x.norm("fro", o -> o.dim(1, 2).keepdim(true)).size()).isEqualTo(Size.of(2, 1, 1));
    assertThat(Torch.norm(x, "fro", o -> o.dim(0)).size()).isEqualTo(Size.of(3, 3));
  }

  @Test
  void lowRankFactorsTakeKeywords() {
    Tensor x = Torch.arange(12.0).reshape(4, 3);
    Torch.manualSeed(3);
    LowRankFactors positional = Torch.svdLowrank(x, 2, 3, null);
    Torch.manualSeed(3);
    LowRankFactors named = Torch.svdLowrank(x, o -> o.q(2).niter(3));
    assertThat(named.S().toDoubleArray()).isEqualTo(positional.S().toDoubleArray());
    Tensor mean = x.mean(0);
    assertThat(Torch.svdLowrank(x, o -> o.q(1).M(mean)).S().size()).isEqualTo(Size.of(1));
    Torch.manualSeed(3);
    LowRankFactors plain = Torch.pcaLowrank(x, 2, false, 2);
    Torch.manualSeed(3);
    LowRankFactors uncentred = Torch.pcaLowrank(x, o -> o.q(2).center(false));
    assertThat(uncentred.V().toDoubleArray()).isEqualTo(plain.V().toDoubleArray());
    assertThat(Torch.pcaLowrank(x, o -> {}).S().size()).isEqualTo(Size.of(3));
  }

  @Test
  void sparseTensorsTakeTheTypeThatIsNamed() {
    Tensor indices = Torch.tensor(new long[][] {{0, 1}, {2, 0}});
    Tensor values = Torch.tensor(new double[] {3, 4});
    Tensor sparse =
        Torch.sparseCooTensor(indices, values, Size.of(2, 3), o -> o.dtype(DType.FLOAT64));
    assertThat(sparse.dtype()).isEqualTo(DType.FLOAT64);
    assertThat(sparse.toDense().toDoubleArray()).containsExactly(0, 0, 3, 4, 0, 0);
  }

  @Test
  void sparseTensorsCanRequireGradients() {
    Tensor indices = Torch.tensor(new long[][] {{0, 1}, {2, 0}});
    Tensor values = Torch.tensor(new double[] {3, 4});
    Tensor sparse = Torch.sparseCooTensor(indices, values, o -> o.requiresGrad(true));
    assertThat(sparse.isLeaf()).isTrue();
    assertThat(sparse)
        .asString()
        .endsWith("size=(2, 3), nnz=2, layout=torch.sparse_coo, requires_grad=True)");
    sparse.toDense().sum().backward();
    assertThat(Objects.requireNonNull(sparse.grad()).toDense().toDoubleArray())
        .containsExactly(0, 0, 1, 1, 0, 0);
    Tensor known = Torch.sparseCooTensor(indices, values, Size.of(2, 3), o -> o.isCoalesced(true));
    assertThat(known.isCoalesced()).isTrue();
    assertThat(Torch.sparseCooTensor(Size.of(2, 2), o -> o.requiresGrad(true)).requiresGrad())
        .isTrue();
    Tensor rows =
        Torch.sparseCsrTensor(
            Torch.tensor(new long[] {0, 1}),
            Torch.tensor(new long[] {0}),
            Torch.ones(1),
            o -> o.requiresGrad(true));
    assertThat(rows.requiresGrad()).isTrue();
    Tensor whole = Torch.tensor(new long[] {3, 4});
    assertThatThrownBy(() -> Torch.sparseCooTensor(indices, whole, o -> o.requiresGrad(true)))
        .hasMessage("Only Tensors of floating point and complex dtype can require gradients");
  }
}
