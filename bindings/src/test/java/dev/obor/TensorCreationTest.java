package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Makes tensors from Java values as Python makes them from its own. */
class TensorCreationTest {
  static Stream<GoldenLine> goldens() {
    return GoldenLine.read("creation-goldens.tsv").stream();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("goldens")
  void listsGiveWhatPythonGives(GoldenLine golden) {
    assertThat(outcome(golden, Literal.of(golden.text("data"))))
        .as(golden.toString())
        .isEqualTo(expected(golden));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("goldens")
  void arraysGiveWhatListsGive(GoldenLine golden) {
    Map<String, Object> arrays = NestedArrays.of(Literal.of(golden.text("data")));
    assertThat(arrays)
        .allSatisfy(
            (type, array) ->
                assertThat(outcome(golden, array))
                    .as(type + " " + golden)
                    .isEqualTo(expected(golden)));
  }

  private static String expected(GoldenLine golden) {
    return golden.has("error")
        ? withoutValue(golden.text("error"))
        : golden.text("result") + (golden.has("grad") ? " requires grad" : "");
  }

  private static String outcome(GoldenLine golden, @Nullable Object data) {
    DType default_ = golden.dtype("default");
    if (default_ != null) {
      Torch.setDefaultDtype(default_);
    }
    try (Scope scope = Torch.scope()) {
      Tensor tensor = make(golden, data);
      return Bits.described(tensor) + (tensor.requiresGrad() ? " requires grad" : "");
    } catch (TorchException e) {
      return withoutValue(PythonErrors.text(e));
    } finally {
      Torch.setDefaultDtype(DType.FLOAT32);
    }
  }

  /** Obor tells the number, too, where Python does not. */
  private static String withoutValue(String error) {
    return error
        .replaceFirst(
            "(Overflow when unpacking long long|store_scalar: invalid type"
                + "|invalid default scalar type for complex).*",
            "$1")
        .replaceFirst("^OverflowError", "RuntimeError");
  }

  @SuppressWarnings("NullAway") // null is one of the wrong inputs
  private static Tensor make(GoldenLine golden, @Nullable Object data) {
    DType dtype = golden.dtype("dtype");
    String requiresGrad = golden.optional("requires_grad");
    if (dtype == null && requiresGrad == null) {
      return Torch.tensor(data);
    }
    return Torch.tensor(
        data,
        o -> {
          if (dtype != null) {
            o.dtype(dtype);
          }
          if (requiresGrad != null) {
            o.requiresGrad(requiresGrad.equals("True"));
          }
        });
  }

  // ---- what only Java has

  @Test
  void fromArrayKeepsTheArraysType() {
    try (Scope scope = Torch.scope()) {
      assertThat(Torch.fromArray(new float[] {0.1f, 2})).hasToString("tensor([0.1000, 2.0000])");
      assertThat(Torch.fromArray(new double[] {0.1, 2}))
          .hasToString("tensor([0.1000, 2.0000], dtype=torch.float64)");
      assertThat(Torch.fromArray(new long[] {1, -2})).hasToString("tensor([ 1, -2])");
      assertThat(Torch.fromArray(new int[] {1, -2}))
          .hasToString("tensor([ 1, -2], dtype=torch.int32)");
      assertThat(Torch.fromArray(new short[] {1, -2}))
          .hasToString("tensor([ 1, -2], dtype=torch.int16)");
      assertThat(Torch.fromArray(new byte[] {1, -2}))
          .hasToString("tensor([ 1, -2], dtype=torch.int8)");
      assertThat(Torch.fromUnsignedArray(new byte[] {1, -2}))
          .hasToString("tensor([  1, 254], dtype=torch.uint8)");
      assertThat(Torch.fromArray(new boolean[] {true, false}))
          .hasToString("tensor([ True, False])");
      assertThat(Torch.fromArray(new int[] {1, 2, 3, 4, 5, 6}, 2, 3))
          .hasToString("tensor([[1, 2, 3],\n        [4, 5, 6]], dtype=torch.int32)");
      assertThat(Torch.fromArray(new float[0], 0, 3).size()).isEqualTo(Torch.size(0, 3));
      assertThat(Torch.fromUnsignedArray(new byte[] {-1, 1}, 2, 1).size())
          .isEqualTo(Torch.size(2, 1));
    }
  }

  @Test
  void fromArrayWantsAShapeOfAllElements() {
    assertThatThrownBy(() -> Torch.fromArray(new float[5], 2, 3))
        .isInstanceOf(TorchException.class)
        .hasMessage("shape '[2, 3]' is invalid for input of size 5");
    assertThatThrownBy(() -> Torch.fromArray(new long[5], -2, 3))
        .isInstanceOf(TorchException.class);
  }

  @Test
  void theArrayIsCopied() {
    try (Scope scope = Torch.scope()) {
      float[] values = {1, 2};
      Tensor tensor = Torch.fromArray(values);
      Tensor other = Torch.tensor(values);
      values[0] = 9;
      assertThat(tensor).hasToString("tensor([1., 2.])");
      assertThat(other).hasToString("tensor([1., 2.])");
      tensor.mul_(5);
      assertThat(values).containsExactly(9, 2);
    }
  }

  @Test
  void anyCollectionAndAnyNumberWillDo() {
    try (Scope scope = Torch.scope()) {
      assertThat(Torch.tensor(new ArrayDeque<>(List.of(1, 2)))).hasToString("tensor([1, 2])");
      assertThat(Torch.tensor(new LinkedHashSet<>(List.of(3, 1)))).hasToString("tensor([3, 1])");
      assertThat(Torch.tensor(new Integer[] {1, 2})).hasToString("tensor([1, 2])");
      assertThat(Torch.tensor(new Object[] {new int[] {1, 2}, List.of(3, 4.5)}))
          .hasToString("tensor([[1.0000, 2.0000],\n        [3.0000, 4.5000]])");
      assertThat(Torch.tensor(List.of(new float[] {1, 2}, new float[] {3, 4})))
          .hasToString("tensor([[1., 2.],\n        [3., 4.]])");
      assertThat(Torch.tensor(List.of((byte) 1, (short) 2, 3, 4L, BigInteger.valueOf(5))))
          .hasToString("tensor([1, 2, 3, 4, 5])");
      assertThat(Torch.tensor(List.of(1.5f, 2.5))).hasToString("tensor([1.5000, 2.5000])");
      assertThat(Torch.tensor(List.of(Scalar.of(1), Scalar.of(true))))
          .hasToString("tensor([1, 1])");
      assertThat(Torch.tensor(Scalar.of(1, 2))).hasToString("tensor(1.+2.j)");
      assertThat(Torch.tensor(List.of(Torch.tensor(1), Torch.tensor(2.5))))
          .hasToString("tensor([1.0000, 2.5000])");
      assertThat(Torch.tensor(List.of(Torch.ones(2), Torch.zeros(2))))
          .hasToString("tensor([[1., 1.],\n        [0., 0.]])");
      assertThat(Torch.tensor(List.of(Torch.ones(2).toLong(), Torch.zeros(2).toLong())))
          .hasToString("tensor([[1, 1],\n        [0, 0]])");
    }
  }

  @Test
  void aTensorIsCopiedWithItsType() {
    try (Scope scope = Torch.scope()) {
      Tensor source = Torch.fromArray(new double[] {1, 2}).requiresGrad_();
      Tensor copy = Torch.tensor(source);
      assertThat(copy.dtype()).isEqualTo(DType.FLOAT64);
      assertThat(copy.requiresGrad()).isFalse();
      copy.mul_(3);
      assertThat(source.toDoubleArray()).containsExactly(1, 2);
      assertThat(Torch.tensor(source, o -> o.dtype(DType.INT32)).dtype()).isEqualTo(DType.INT32);
      assertThat(Torch.tensor(Torch.fromArray(new byte[] {1})).dtype()).isEqualTo(DType.INT8);
    }
  }

  @Test
  void emptyArraysKeepTheirKind() {
    try (Scope scope = Torch.scope()) {
      assertThat(Torch.tensor(new float[0]).dtype()).isEqualTo(DType.FLOAT32);
      assertThat(Torch.tensor(new int[0]).dtype()).isEqualTo(DType.INT64);
      assertThat(Torch.tensor(new boolean[0]).dtype()).isEqualTo(DType.BOOL);
      assertThat(Torch.tensor(new int[2][0]).size()).isEqualTo(Torch.size(2, 0));
      assertThat(Torch.tensor(new double[0][3]).size()).isEqualTo(Torch.size(0));
      assertThat(Torch.tensor(new long[][] {{}, {}}).dtype()).isEqualTo(DType.INT64);
    }
  }

  @Test
  void whatIsNoNumberIsNamed() {
    assertThatThrownBy(() -> Torch.tensor(new int[][] {null}))
        .isExactlyInstanceOf(TorchException.class)
        .hasMessage("Could not infer dtype of NoneType");
    assertThatThrownBy(() -> Torch.tensor(new int[][] {{1}, null}))
        .isExactlyInstanceOf(TorchException.class)
        .hasMessage("Could not infer dtype of NoneType");
    assertThatThrownBy(() -> Torch.tensor(new char[] {'a'}))
        .isExactlyInstanceOf(TorchException.class)
        .hasMessage("Could not infer dtype of Character");
    assertThatThrownBy(() -> Torch.tensor(Map.of(1, 2)))
        .isExactlyInstanceOf(TorchException.class)
        .hasMessageStartingWith("Could not infer dtype of ");
    assertThatThrownBy(() -> Torch.tensor(List.of(1, 'a'), o -> o.dtype(DType.FLOAT32)))
        .isExactlyInstanceOf(TypeException.class)
        .hasMessage("must be real number, not Character");
    assertThatThrownBy(() -> Torch.tensor(java.nio.CharBuffer.wrap("abc")))
        .isExactlyInstanceOf(TypeException.class)
        .hasMessage("new(): invalid data type 'str'");
    assertThatThrownBy(() -> Torch.tensor(new String[] {"a"}))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage("too many dimensions 'str'");
    assertThatThrownBy(() -> Torch.tensor(new BigInteger("99999999999999999999")))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage("Overflow when unpacking long long: 99999999999999999999");
  }

  @Test
  void depthHasALimit() {
    Object nested = 1;
    for (int i = 0; i < 64; i++) {
      nested = List.of(nested);
    }
    try (Scope scope = Torch.scope()) {
      assertThat(Torch.tensor(nested).dim()).isEqualTo(64);
    }
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    assertThatThrownBy(() -> Torch.tensor(itself))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage("too many dimensions 'list'");
    Object array = new int[] {1};
    for (int i = 0; i < 140; i++) {
      array = new Object[] {array};
    }
    Object tooDeep = array;
    assertThatThrownBy(() -> Torch.tensor(tooDeep)).isExactlyInstanceOf(ValueException.class);
  }

  @Test
  void optionsOfFactories() {
    try (Scope scope = Torch.scope()) {
      Tensor tensor =
          Torch.zeros(
              Torch.size(2, 3), o -> o.dtype(DType.FLOAT64).requiresGrad(true).device("cpu"));
      assertThat(tensor.dtype()).isEqualTo(DType.FLOAT64);
      assertThat(tensor.requiresGrad()).isTrue();
      assertThat(tensor.isLeaf()).isTrue();
      assertThat(Torch.ones(Torch.size(2), o -> o.device(Device.of("meta"))).device().type())
          .isEqualTo("meta");
      assertThat(Torch.zeros(Torch.size(2, 2), o -> o.layout(Layout.SPARSE_COO)).layout())
          .isEqualTo(Layout.SPARSE_COO);
      assertThat(Torch.full(Torch.size(2), 7).dtype()).isEqualTo(DType.INT64);
      assertThat(Torch.full(Torch.size(2), 7.0).dtype()).isEqualTo(DType.FLOAT32);
      assertThat(Torch.full(Torch.size(2), Scalar.of(true)).dtype()).isEqualTo(DType.BOOL);
      assertThat(Torch.arange(3)).hasToString("tensor([0, 1, 2])");
      assertThat(Torch.arange(1, 2.5, 0.5)).hasToString("tensor([1.0000, 1.5000, 2.0000])");
      assertThat(Torch.eye(2)).hasToString("tensor([[1., 0.],\n        [0., 1.]])");
      assertThat(Torch.linspace(0, 1, 3)).hasToString("tensor([0.0000, 0.5000, 1.0000])");
    }
  }
}
