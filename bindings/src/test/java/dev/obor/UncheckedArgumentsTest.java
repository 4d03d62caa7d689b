package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.testing.InScope;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Arguments that LibTorch does not look at, and of which Python's process dies. */
@InScope
class UncheckedArgumentsTest {
  private static final long SMALLEST = Long.MIN_VALUE;

  private static Tensor whole(long... values) {
    return Torch.tensor(values);
  }

  private static void refuses(ThrowingCallable call, String text) {
    assertThatThrownBy(call).isInstanceOf(TorchException.class).hasMessageContaining(text);
  }

  @Test
  void aStepThatBecomesZero() {
    refuses(
        () -> Torch.arange(0, 2, 0.5, o -> o.dtype(DType.INT64)), "step must be nonzero, but 0.5");
    refuses(() -> Aten.arange_start_out(0, 2, 0.5, whole(1)), "step must be nonzero");
    assertThat(Torch.arange(0, 2, 1.5, o -> o.dtype(DType.INT64)).toLongArray()).hasSize(2);
  }

  @Test
  void theSmallestWholeNumber() {
    refuses(() -> whole(SMALLEST).lcm(whole(Long.MAX_VALUE)), "has no absolute value");
    refuses(() -> whole(SMALLEST).div(whole(-1), o -> o.roundingMode("trunc")), "has no value");
    refuses(() -> whole(3, SMALLEST).div(-1, o -> o.roundingMode("trunc")), "has no value");
    refuses(() -> Torch.eye(2).matrixPower(SMALLEST), "cannot be negated");
    assertThat(whole(SMALLEST).div(whole(2), o -> o.roundingMode("trunc")).item().longValue())
        .isEqualTo(SMALLEST / 2);
    assertThat(whole(4).lcm(whole(6)).item().longValue()).isEqualTo(12);
  }

  @Test
  void numbersThatAreSearchedForWithoutEnd() {
    refuses(
        () -> Torch.ones(2).random_(Long.MAX_VALUE, (Long) null), "at the end of whole numbers");
    refuses(() -> Torch.binomial(Torch.tensor(5.0), Torch.tensor(1e-20)), "of at least 1e-15");
    refuses(() -> Torch.maxPool1d(Torch.ones(2, 4, 2), 1L << 45), "too wide");
    assertThat(Torch.binomial(Torch.tensor(5.0), Torch.tensor(1.0)).item().intValue()).isEqualTo(5);
  }

  @Test
  void placesOutsideOfTheMemory() {
    Tensor matrix = Torch.eye(2);
    Tensor pivots = Torch.fromArray(new int[] {7, 2}, 2);
    refuses(() -> Torch.luUnpack(matrix, pivots), "pivots must lie between 1");
    refuses(() -> matrix.asStrided(new long[] {2}, new long[] {1L << 61}), "out of bounds");
    refuses(() -> Aten._reshape_alias(matrix, new long[] {9}, new long[] {1}), "out of bounds");
    refuses(() -> matrix.asStrided_(new long[] {2}, new long[] {1}, 1L << 62), "out of bounds");
  }

  @Test
  void weightsThatDoNotFit() {
    Tensor x = Torch.ones(1, 2);
    refuses(
        () -> Aten.lstm_cell(x, new Tensor[] {x, x}, x, x, null, null),
        "expected weights with 8 rows");
    refuses(() -> Aten.gru_cell(x, x, x, x, null, null), "expected weights with 6 rows");
    refuses(
        () -> Aten.native_batch_norm(Torch.ones(2, 3), null, null, null, null, false, 0.1, 1e-5),
        "expected a tensor, got None");
    refuses(
        () -> Aten.native_batch_norm(Torch.ones(2, 3), x, null, x, x, false, 0.1, 1e-5),
        "should contain 3 elements not 2");
    refuses(() -> Torch.nativeChannelShuffle(Torch.ones(1, 4, 2, 2), 0), "must be positive");
  }

  @Test
  void emptyAndUnequalLists() {
    Tensor[] one = {Torch.ones(1)};
    refuses(() -> Aten._stack(new Tensor[0], 0), "expected a non-empty list");
    refuses(
        () -> Aten._foreach_pow__ScalarList(one, new Number[0]),
        "Tensor list must have same number of elements as scalar list, got 1 and 0");
    refuses(
        () -> Aten._foreach_copy_(one, new Tensor[] {one[0], one[0]}, false),
        "Tensor lists must have the same number of tensors, got 1 and 2");
    refuses(
        () -> Aten.reflection_pad3d(Torch.ones(1, 1, 2, 2, 2), new long[] {1}),
        "padding size is expected to be 6, but got: 1");
  }

  @Test
  void storagesThatAreNotThere() {
    Tensor image = Torch.ones(2, 3);
    Tensor opaque = Aten.to_mkldnn(image, null);
    refuses(() -> image.indexCopy_(0, whole(0, 1), opaque), "layout Mkldnn");
    Tensor quantized = Aten.quantize_per_tensor(image, 0.5, 3, DType.QUINT8);
    refuses(() -> Aten.view_copy_dtype(quantized, DType.INT8), "cannot view a tensor of QUInt8");
  }

  @Test
  void zerosThatAreWiderThanTheElements() {
    Consumer<TensorOptions> bytes = o -> o.dtype(DType.UINT8).layout(Layout.MKLDNN);
    Tensor halves = Aten.to_mkldnn(Torch.ones(7, 3), DType.BFLOAT16);
    refuses(() -> Torch.zeros(Torch.size(7, 3), bytes), "expected Float for zeros");
    refuses(() -> Torch.zerosLike(Torch.ones(7, 3), bytes), "expected Float for zeros");
    refuses(() -> Torch.ones(1).newZeros(Torch.size(7, 3), bytes), "expected Float for zeros");
    refuses(() -> halves.zero_(), "expected Float for zeros");
    assertThat(Aten.to_mkldnn(Torch.ones(7, 3), null).zero_().toDense().sum().item().intValue())
        .isZero();
  }

  @Test
  void aSizeThatIsCountedRoundToANegativeOne() {
    Tensor opaque = Aten.to_mkldnn(Torch.ones(2, 3), null);
    refuses(() -> opaque.newFull(Torch.size(Long.MAX_VALUE), 1), "negative number");
  }

  @Test
  void aDimensionOfANestedTensorFromTheEnd() {
    Tensor nested =
        Aten._nested_tensor_from_tensor_list(
            new Tensor[] {Torch.ones(2, 3), Torch.ones(1, 3)}, null, Layout.STRIDED, null, null);
    refuses(() -> nested.select(-1, 0), "not negative");
    refuses(() -> Torch.trapezoid(nested), "not nested");
    assertThat(nested.select(2, 0).isNested()).isTrue();
  }

  @Test
  void resultsThatAreWrittenElsewhere() {
    Tensor x = Torch.ones(2, 2);
    Tensor out = Torch.ones(1).expand(2, 2);
    refuses(() -> Aten._softmax_out(x, 0, false, out), "contiguous");
    refuses(() -> Aten._log_softmax_out(x, 0, false, out), "contiguous");
    refuses(() -> Aten._softmax_backward_data_out(x, x, 0, DType.FLOAT32, out), "contiguous");
    refuses(() -> Aten._log_softmax_backward_data_out(x, x, 0, DType.FLOAT32, out), "contiguous");
    refuses(() -> Aten._logcumsumexp_out(x.toDouble(), 0, x), "of one dtype");
    refuses(
        () -> Aten._fft_c2r(Torch.ones(2, 1).to(DType.COMPLEX64), new long[] {0, 1}, 1, 3),
        "expected at least 2 frequencies");
    assertThat(Aten._softmax_out(x, 0, false, Torch.empty(0)).sum().item().intValue()).isEqualTo(2);
  }

  @Test
  void aQuantizerForATensorWithoutOne() {
    Tensor x = Aten.quantize_per_tensor(Torch.ones(2), 0.5, 3, DType.QUINT8);
    Tensor out = Torch.ones(2);
    refuses(() -> Aten.hardtanh_out(x, 0, 1, out), "expected a quantized out");
    refuses(() -> Aten.mean_dtype_out(x, null, out), "expected a quantized out");
    refuses(() -> Aten.elu_out(x, 1, 1, 1, out), "expected a quantized out");
  }

  @Test
  void gradientsOfOtherShapes() {
    Tensor x = Torch.ones(2, 4, 3, 2);
    refuses(
        () ->
            Aten.adaptive_avg_pool3d_backward_grad_input(Torch.ones(1, 3, 4, 1), x, Torch.empty(0)),
        "does not fit the input's");
    Tensor nested =
        Aten._nested_tensor_from_tensor_list(
            new Tensor[] {Torch.ones(2, 3), Torch.ones(1, 3)}, null, Layout.STRIDED, null, null);
    refuses(() -> Aten._nested_sum_backward(nested, nested, null, true), "over the last dimension");
  }

  @Test
  void repeatsThatBecomeNegativeTooLate() {
    refuses(
        () -> Torch.repeatInterleave(Torch.fromArray(new int[] {1 << 30, -(1 << 30), 4})),
        "repeats can not be negative");
    refuses(
        () -> Torch.ones(4).repeatInterleave(whole(1L << 62, 1L << 62, 1L << 62, 1L << 62)),
        "too many");
    assertThat(Torch.repeatInterleave(whole(2, 0, 1)).toLongArray()).containsExactly(0, 0, 2);
  }

  @Test
  void batchesOfASequenceThatGrow() {
    Tensor data = Torch.ones(4, 2);
    refuses(() -> Aten._pad_packed_sequence(data, whole(1, 3), true, 0, 2), "do not rise");
    refuses(() -> Aten._pad_packed_sequence(data, whole(2, SMALLEST), true, 0, 2), "positive");
    refuses(() -> Aten._pad_packed_sequence(data, whole(3, 3), true, 0, 2), "add up to the rows");
    assertThat(Aten._pad_packed_sequence(data, whole(3, 1), true, 0, 2)[0].size())
        .isEqualTo(Torch.size(3, 2, 2));
  }

  @Test
  void groupsOfATensorWithoutChannels() {
    refuses(
        () -> Aten.native_group_norm(Torch.tensor(1.0), null, null, 1, 1, 1, 1, 1e-5),
        "Expected at least 2 dimensions");
  }

  @Test
  void anOperatorMayPutAnotherTensorInThePlaceOfItsOutput() {
    Tensor quantized = Aten.quantize_per_tensor(Torch.rand(4, 3), 0.5, 3, DType.QUINT8);
    Tensor out = Torch.rand(2);
    for (int i = 0; i < 3; i++) {
      try {
        Aten.std_out(quantized, new long[0], true, false, out);
      } catch (TorchException e) {
        assertThat(e).hasMessageNotContaining("INTERNAL");
      }
      assertThat(out.toFloatArray()).isNotEmpty();
    }
    Tensor scores = Aten.quantize_per_tensor(Torch.rand(2, 3), 0.5, 3, DType.QINT8);
    try {
      Aten.hardtanh_out(quantized, -1, 1, scores);
    } catch (TorchException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
    assertThat(scores.dequantize().numel()).isPositive();
    Tensor there = Torch.empty(Torch.size(2, 2), o -> o.device(Device.of("meta")));
    Tensor rank = Torch.empty(Torch.size(1), o -> o.device(Device.of("meta")));
    try {
      Aten.linalg_matrix_rank_out(there, 0, false, rank);
    } catch (TorchException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
    assertThat(rank.isMeta()).isTrue();
    refuses(() -> quantized.view(DType.INT8), "cannot view a tensor of");
  }
}
