package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads elements back as Python does. */
class TensorReadingTest {
  static Stream<GoldenLine> goldens() {
    return GoldenLine.read("reading-goldens.tsv").stream();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("goldens")
  void readsWhatPythonReads(GoldenLine golden) {
    try (Scope scope = Torch.scope()) {
      Tensor tensor = viewed(golden);
      assertThat(repr(tensor.tolist())).as(golden.toString()).isEqualTo(golden.text("repr"));
      if (golden.has("item") && tensor.layout() == Layout.STRIDED) {
        assertThat(tensor.item()).as(golden.toString()).hasToString(golden.text("item"));
      }
      arraysHoldWhatTheyShould(tensor, golden);
    }
  }

  private static Tensor viewed(GoldenLine golden) {
    DType dtype = DType.of(golden.text("dtype"));
    Tensor tensor = Bits.tensor(dtype, golden.integers("shape"), golden.text("bits"));
    if (!golden.has("view")) {
      return tensor;
    }
    for (String step : golden.text("view").split(",", -1)) {
      tensor = step(tensor, step);
    }
    return tensor;
  }

  private static Tensor step(Tensor tensor, String step) {
    return switch (step) {
      case "t" -> tensor.transpose(0, -1);
      case "conj" -> tensor.conj();
      case "neg" -> Aten._neg_view(tensor);
      case "imag" -> tensor.imag();
      case "narrow" -> tensor.narrow(-1, 1, tensor.size(-1) - 1);
      case "flip" -> tensor.flip(0);
      case "expand" -> {
        long[] sizes = new long[tensor.dim() + 1];
        sizes[0] = 2;
        System.arraycopy(tensor.size().toArray(), 0, sizes, 1, tensor.dim());
        yield tensor.unsqueeze(0).expand(sizes);
      }
      case "step" -> Aten.as_strided(tensor, new long[] {tensor.numel() / 2}, new long[] {2}, null);
      case "sparse" -> tensor.toSparse();
      case "csr" -> tensor.toSparseCsr();
      case "csc" -> tensor.toSparseCsc();
      case "bsr" -> tensor.toSparseBsr(new long[] {1, 1});
      default -> throw new AssertionError(step);
    };
  }

  private static void arraysHoldWhatTheyShould(Tensor tensor, GoldenLine golden) {
    for (String dtype : golden.fields().keySet()) {
      if (dtype.startsWith("torch.")) {
        assertThat(array(tensor, dtype)).as(dtype + " of " + golden).isEqualTo(golden.text(dtype));
      }
    }
  }

  private static String array(Tensor tensor, String dtype) {
    int count = Math.toIntExact(tensor.numel());
    ByteBuffer bytes = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
    switch (dtype) {
      case "torch.float32" -> bytes.asFloatBuffer().put(tensor.toFloatArray());
      case "torch.float64" -> bytes.asDoubleBuffer().put(tensor.toDoubleArray());
      case "torch.int64" -> bytes.asLongBuffer().put(tensor.toLongArray());
      case "torch.int32" -> bytes.asIntBuffer().put(tensor.toIntArray());
      case "torch.int16" -> bytes.asShortBuffer().put(tensor.toShortArray());
      case "torch.int8" -> bytes.put(tensor.toByteArray());
      case "torch.bool" -> {
        for (boolean value : tensor.toBooleanArray()) {
          bytes.put((byte) (value ? 1 : 0));
        }
      }
      default -> throw new AssertionError(dtype);
    }
    return HexFormat.of().formatHex(bytes.array(), 0, count * DType.of(dtype).itemsize());
  }

  /** Python's text of nested lists. */
  private static String repr(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(TensorReadingTest::repr).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Double real) {
      return Scalar.of(real).toString();
    }
    return value instanceof Boolean b ? (b ? "True" : "False") : value.toString();
  }

  @Test
  void uint8KeepsItsBitsInBytes() {
    try (Scope scope = Torch.scope()) {
      Tensor tensor = Torch.fromUnsignedArray(new byte[] {0, 127, -128, -1});
      assertThat(tensor.toByteArray()).containsExactly(0, 127, -128, -1);
      assertThat(tensor.toIntArray()).containsExactly(0, 127, 128, 255);
      assertThat(tensor.tolist()).isEqualTo(List.of(0L, 127L, 128L, 255L));
    }
  }

  @Test
  void everyArrayCanBeFilledAndAPartOfIt() {
    try (Scope scope = Torch.scope()) {
      Tensor x = Torch.tensor(new double[][] {{1.5, 0}, {-3, 4}}, o -> o.requiresGrad(true)).t();
      float[] floats = new float[4];
      x.copyTo(floats);
      assertThat(floats).containsExactly(1.5f, -3, 0, 4);
      double[] doubles = new double[4];
      x.copyTo(doubles);
      assertThat(doubles).containsExactly(1.5, -3, 0, 4);
      long[] longs = {9, 9, 9, 9, 9, 9};
      x.copyTo(longs, 1);
      assertThat(longs).containsExactly(9, 1, -3, 0, 4, 9);
      int[] ints = {9, 9, 9, 9, 9};
      x.copyTo(ints, 1);
      assertThat(ints).containsExactly(9, 1, -3, 0, 4);
      short[] shorts = {9, 9, 9, 9, 9};
      x.copyTo(shorts, 0);
      assertThat(shorts).containsExactly(1, -3, 0, 4, 9);
      byte[] bytes = new byte[4];
      x.copyTo(bytes);
      assertThat(bytes).containsExactly(1, -3, 0, 4);
      Torch.fromUnsignedArray(new byte[] {-1}).copyTo(bytes, 3);
      assertThat(bytes).containsExactly(1, -3, 0, -1);
      boolean[] booleans = new boolean[4];
      x.copyTo(booleans);
      assertThat(booleans).containsExactly(true, true, false, true);
      Torch.empty(Torch.size(0)).copyTo(floats, 4);
      assertThat(floats).containsExactly(1.5f, -3, 0, 4);
    }
  }

  @Test
  void nothingIsWrittenWhereAnArrayDoesNotFit() {
    try (Scope scope = Torch.scope()) {
      Tensor x = Torch.ones(3);
      float[] array = new float[4];
      assertThatThrownBy(() -> x.copyTo(array))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessage(
              "a tensor of 3 elements does not fill an array of 4; with an offset, it fills a part"
                  + " of a longer one");
      assertThatThrownBy(() -> x.copyTo(new float[2])).isExactlyInstanceOf(ValueException.class);
      for (int offset : new int[] {-1, 2, 4, 5, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        assertThatThrownBy(() -> x.copyTo(array, offset))
            .isExactlyInstanceOf(ValueException.class)
            .hasMessage(
                "a tensor of 3 elements does not fit into an array of 4 at offset " + offset);
      }
      assertThat(array).containsOnly(0);
    }
  }

  @Test
  void everyArrayFillsATensorAndSoDoesAPartOfIt() {
    try (Scope scope = Torch.scope()) {
      for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64, DType.BFLOAT16)) {
        Tensor x = Torch.zeros(Torch.size(2, 2), o -> o.dtype(dtype));
        List<Object> expected = List.of(List.of(2.0, 3.0), List.of(4.0, 5.0));
        List<Tensor> filled =
            List.of(
                x.clone().copy_(new float[] {2, 3, 4, 5}),
                x.clone().copy_(new float[] {1, 2, 3, 4, 5, 6}, 1),
                x.clone().copy_(new double[] {2, 3, 4, 5}),
                x.clone().copy_(new double[] {2, 3, 4, 5, 6}, 0),
                x.clone().copy_(new long[] {2, 3, 4, 5}),
                x.clone().copy_(new long[] {1, 2, 3, 4, 5}, 1),
                x.clone().copy_(new int[] {2, 3, 4, 5}),
                x.clone().copy_(new int[] {1, 2, 3, 4, 5}, 1),
                x.clone().copy_(new short[] {2, 3, 4, 5}),
                x.clone().copy_(new short[] {1, 2, 3, 4, 5}, 1),
                x.clone().copy_(new byte[] {2, 3, 4, 5}),
                x.clone().copy_(new byte[] {1, 2, 3, 4, 5}, 1));
        for (Tensor tensor : filled) {
          assertThat(tensor.dtype()).isEqualTo(dtype);
          assertThat(tensor.to(DType.FLOAT64).tolist()).isEqualTo(expected);
        }
      }
      assertThat(Torch.zeros(2).copy_(new boolean[] {true, false}).toFloatArray())
          .containsExactly(1, 0);
      Tensor truths = Torch.tensor(new boolean[] {true, true});
      assertThat(truths.copy_(new boolean[] {true, false, true}, 1).toBooleanArray())
          .containsExactly(false, true);
      Tensor bytes = Torch.zeros(Torch.size(2), o -> o.dtype(DType.UINT8));
      assertThat(bytes.copy_(new byte[] {-1, 2}).tolist()).isEqualTo(List.of(255L, 2L));
      assertThat(Torch.empty(Torch.size(0, 3)).copy_(new float[0]).numel()).isZero();
    }
  }

  @Test
  void whatAnArrayFillsMayBeAPartOfATensor() {
    try (Scope scope = Torch.scope()) {
      Tensor x = Torch.zeros(2, 3);
      x.select(0, 1).copy_(new float[] {1, 2, 3});
      assertThat(x.toFloatArray()).containsExactly(0, 0, 0, 1, 2, 3);
      x.t().copy_(new float[] {1, 2, 3, 4, 5, 6});
      assertThat(x.toFloatArray()).containsExactly(1, 3, 5, 2, 4, 6);
      assertThatThrownBy(() -> Torch.ones(1).expand(3).copy_(new float[3]))
          .isInstanceOf(TorchException.class)
          .hasMessageStartingWith("unsupported operation: more than one element");
    }
  }

  @Test
  void fillingATensorIsAChangeInPlace() {
    try (Scope scope = Torch.scope()) {
      Tensor leaf = Torch.ones(Torch.size(2), o -> o.requiresGrad(true));
      float[] array = {5, 7};
      assertThatThrownBy(() -> leaf.copy_(array))
          .isInstanceOf(TorchException.class)
          .hasMessageStartingWith(
              "a leaf Variable that requires grad is being used in an in-place operation.");
      Tensor factor = Torch.ones(2);
      Tensor product = leaf.mul(factor);
      factor.copy_(array);
      assertThatThrownBy(() -> product.sum().backward())
          .isInstanceOf(TorchException.class)
          .hasMessageContaining("modified by an inplace operation");
      Tensor between = leaf.mul(2);
      assertThat(between.copy_(array)).isSameAs(between);
      between.sum().backward();
      assertThat(Objects.requireNonNull(leaf.grad()).toFloatArray()).containsExactly(0, 0);
      assertThatThrownBy(() -> factor.copy_(new float[3]))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessage(
              "an array of 3 elements does not fill a tensor of 2; with an offset, a part of a"
                  + " longer array does");
      for (int offset : new int[] {-1, 1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        assertThatThrownBy(() -> factor.copy_(array, offset))
            .isExactlyInstanceOf(ValueException.class)
            .hasMessage("an array of 2 elements has none for a tensor of 2 at offset " + offset);
      }
      assertThat(factor.toFloatArray()).containsExactly(5, 7);
    }
  }

  @Test
  void gradientsAndPlacesDoNotMatter() {
    try (Scope scope = Torch.scope()) {
      Tensor leaf = Torch.tensor(new double[] {1, 2}, o -> o.requiresGrad(true));
      assertThat(leaf.toDoubleArray()).containsExactly(1, 2);
      assertThat(leaf.mul(2).toFloatArray()).containsExactly(2, 4);
      assertThat(leaf.mul(2).tolist()).isEqualTo(List.of(2.0, 4.0));
      assertThat(leaf.sum().item().doubleValue()).isEqualTo(3);
      try (ThreadMode mode = Torch.inferenceMode()) {
        assertThat(leaf.mul(3).toFloatArray()).containsExactly(3, 6);
      }
    }
  }

  @Test
  void quantizedAndMkldnnTensorsAreReadAsTheirNumbers() {
    try (Scope scope = Torch.scope()) {
      Tensor plain = Torch.tensor(new double[][] {{1, 2}, {-0.5, 0}});
      Tensor quantized = Aten.quantize_per_tensor(plain, 0.5, 10, DType.QUINT8);
      assertThat(quantized.toFloatArray()).containsExactly(1, 2, -0.5f, 0);
      Tensor blocked = Aten.to_mkldnn(plain, null);
      assertThat(blocked.toFloatArray()).containsExactly(1, 2, -0.5f, 0);
    }
  }

  @Test
  void tensorsWithoutNumbersAreRefused() {
    try (Scope scope = Torch.scope()) {
      Tensor meta = Torch.zeros(Torch.size(2), o -> o.device("meta"));
      assertThatThrownBy(meta::toFloatArray).isInstanceOf(TorchException.class);
      assertThatThrownBy(meta::tolist).isInstanceOf(TorchException.class);
      assertThatThrownBy(meta::item).isInstanceOf(TorchException.class);
      Tensor huge = Torch.zeros(1).expand(1L << 33);
      assertThatThrownBy(huge::toByteArray)
          .isExactlyInstanceOf(ValueException.class)
          .hasMessageContaining("8589934592 elements");
      assertThatThrownBy(huge::tolist).isExactlyInstanceOf(ValueException.class);
    }
  }

  @Test
  void scalarsHaveTheirKind() {
    try (Scope scope = Torch.scope()) {
      Scalar whole = Torch.tensor(7).item();
      assertThat(whole.isInteger()).isTrue();
      assertThat(whole.longValue()).isEqualTo(7);
      assertThat(whole.doubleValue()).isEqualTo(7);
      Scalar real = Torch.tensor(-2.75).item();
      assertThat(real.isFloatingPoint()).isTrue();
      assertThat(real.longValue()).isEqualTo(-2);
      assertThat(real.floatValue()).isEqualTo(-2.75f);
      Scalar truth = Torch.tensor(true).item();
      assertThat(truth.isBoolean()).isTrue();
      assertThat(truth.booleanValue()).isTrue();
      assertThat(truth.intValue()).isEqualTo(1);
      Scalar complex = Torch.tensor(new Complex(1, -2)).item();
      assertThat(complex.complexValue()).isEqualTo(new Complex(1, -2));
      assertThatThrownBy(complex::doubleValue)
          .isExactlyInstanceOf(TypeException.class)
          .hasMessage("can't convert complex to float");
      assertThatThrownBy(complex::longValue)
          .isExactlyInstanceOf(TypeException.class)
          .hasMessage("can't convert complex to int");
    }
  }

  @Property(tries = 200)
  void floatsComeBack(@ForAll @Size(max = 40) float[] values) {
    try (Scope scope = Torch.scope()) {
      assertThat(Torch.fromArray(values).toFloatArray()).containsExactly(values);
      assertThat(Torch.tensor(values).toFloatArray()).containsExactly(values);
    }
  }

  @Property(tries = 200)
  void longsComeBack(@ForAll @Size(max = 40) long[] values) {
    try (Scope scope = Torch.scope()) {
      assertThat(Torch.fromArray(values).toLongArray()).containsExactly(values);
      assertThat(Torch.tensor(values).toLongArray()).containsExactly(values);
    }
  }

  @Property(tries = 200)
  void shapesAndListsComeBack(
      @ForAll @IntRange(min = 0, max = 4) int first,
      @ForAll @IntRange(min = 0, max = 4) int second,
      @ForAll @IntRange(min = 0, max = 4) int third,
      @ForAll @Size(64) double[] values) {
    double[][][] data = new double[first][second][third];
    for (int i = 0; i < first; i++) {
      for (int j = 0; j < second; j++) {
        for (int k = 0; k < third; k++) {
          data[i][j][k] = values[16 * i + 4 * j + k];
        }
      }
    }
    try (Scope scope = Torch.scope()) {
      Tensor tensor = Torch.tensor(data, o -> o.dtype(DType.FLOAT64));
      if (first > 0 && second > 0) {
        assertThat(tensor.size()).isEqualTo(Torch.size(first, second, third));
      }
      Tensor again = Torch.tensor(tensor.tolist(), o -> o.dtype(DType.FLOAT64));
      assertThat(Bits.of(again)).isEqualTo(Bits.of(tensor));
    }
  }
}
