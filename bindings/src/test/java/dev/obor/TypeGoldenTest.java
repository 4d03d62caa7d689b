package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares limits, names and promotion of dtypes with Python's. The fields of the cases are
 * explained in {@code src/test/python/type_goldens.py}.
 */
class TypeGoldenTest {
  static Stream<GoldenLine> goldens() {
    return GoldenLine.read("type-goldens.tsv").stream()
        .filter(golden -> !golden.text("kind").equals("frombuffer"))
        .filter(golden -> !golden.text("kind").equals("numpy"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("goldens")
  void typesAreAsInPython(GoldenLine golden) {
    try (Scope scope = Torch.scope()) {
      switch (golden.text("kind")) {
        case "finfo" -> check(golden, () -> Torch.finfo(dtype(golden, "dtype")));
        case "iinfo" -> check(golden, () -> Torch.iinfo(dtype(golden, "dtype")));
        case "type" -> check(golden, () -> tensor(golden).type());
        case "to_type" -> check(golden, () -> Torch.eye(2).type(golden.text("name")).dtype());
        case "promote" ->
            check(golden, () -> Torch.promoteTypes(dtype(golden, "a"), dtype(golden, "b")));
        case "cast" -> check(golden, () -> Torch.canCast(dtype(golden, "a"), dtype(golden, "b")));
        case "result" -> check(golden, () -> result(golden));
        default -> throw new AssertionError(golden);
      }
    }
  }

  private static void check(GoldenLine golden, Supplier<Object> action) {
    if (golden.has("error")) {
      refused(golden, action);
      return;
    }
    Object answer = action.get();
    if (answer instanceof Finfo finfo) {
      assertThat(finfo.toString()).isEqualTo(golden.text("repr"));
      assertThat(finfo.bits()).isEqualTo(Integer.parseInt(golden.text("limit_bits")));
      assertThat(finfo.eps()).isEqualTo(real(golden, "limit_eps"));
      assertThat(finfo.max()).isEqualTo(real(golden, "limit_max"));
      assertThat(finfo.min()).isEqualTo(real(golden, "limit_min"));
      assertThat(finfo.tiny()).isEqualTo(real(golden, "limit_tiny"));
      assertThat(finfo.smallestNormal()).isEqualTo(real(golden, "limit_smallest_normal"));
      assertThat(finfo.resolution()).isEqualTo(real(golden, "limit_resolution"));
      assertThat(finfo.dtype()).isEqualTo(dtype(golden, "limit_dtype"));
    } else if (answer instanceof Iinfo iinfo) {
      boolean quantized = !golden.has("repr");
      assertThat(iinfo.dtype().isQuantized()).isEqualTo(quantized);
      if (!quantized) {
        assertThat(iinfo.toString()).isEqualTo(golden.text("repr"));
        assertThat(iinfo.dtype()).isEqualTo(dtype(golden, "limit_dtype"));
      }
      assertThat(iinfo.bits()).isEqualTo(Integer.parseInt(golden.text("limit_bits")));
      assertThat(iinfo.max()).isEqualTo(new BigInteger(golden.text("limit_max")));
      assertThat(iinfo.min()).isEqualTo(new BigInteger(golden.text("limit_min")));
    } else if (answer instanceof DType dtype) {
      assertThat(dtype).as(golden.toString()).isEqualTo(dtype(golden, "dtype"));
    } else if (answer instanceof Boolean truth) {
      assertThat(truth).as(golden.toString()).isEqualTo(golden.text("can").equals("True"));
    } else {
      assertThat(answer).as(golden.toString()).isEqualTo(golden.text("text"));
    }
  }

  static void refused(GoldenLine golden, Supplier<Object> action) {
    Throwable thrown = catchThrowable(action::get);
    assertThat(thrown)
        .as(golden.toString())
        .isExactlyInstanceOf(
            switch (golden.text("error")) {
              case "ValueError" -> ValueException.class;
              case "TypeError" -> TypeException.class;
              case "NotImplementedError" -> NotImplementedException.class;
              default -> TorchException.class;
            });
    assertThat(thrown).as(golden.toString()).hasMessageStartingWith(golden.text("message"));
  }

  private static double real(GoldenLine golden, String field) {
    return Double.parseDouble(golden.text(field));
  }

  private static DType dtype(GoldenLine golden, String field) {
    return DType.of(golden.text(field));
  }

  private static Tensor tensor(GoldenLine golden) {
    DType dtype = dtype(golden, "dtype");
    if (golden.text("layout").equals("strided")) {
      return Torch.empty(Torch.size(2), o -> o.dtype(dtype));
    }
    Tensor eye = Torch.eye(2).to(dtype);
    return switch (golden.text("layout")) {
      case "torch.sparse_coo" -> eye.toSparse();
      case "torch.sparse_csr" -> eye.toSparseCsr();
      case "torch.sparse_csc" -> eye.toSparseCsc();
      default -> eye.toMkldnn();
    };
  }

  private static DType result(GoldenLine golden) {
    Tensor a = ones("a", golden);
    if (!golden.has("number")) {
      return Torch.resultType(a, ones("b", golden));
    }
    return Torch.resultType(
        a,
        switch (golden.text("number")) {
          case "1" -> 1;
          case "1.5" -> 1.5;
          case "True" -> Scalar.of(true);
          default -> Scalar.of(0, 1);
        });
  }

  private static Tensor ones(String name, GoldenLine golden) {
    long[] shape = new long[Integer.parseInt(golden.text(name + "_dim"))];
    Arrays.fill(shape, 1);
    return Torch.zeros(shape).to(dtype(golden, name));
  }

  @Test
  void limitsOfTheDefaultDtype() {
    assertThat(Torch.finfo()).isEqualTo(Torch.finfo(DType.FLOAT32));
  }

  @Test
  void typeKeepsATensorThatHasItAlready() {
    try (Scope scope = Torch.scope()) {
      Tensor x = Torch.zeros(2);
      assertThat(x.type("torch.FloatTensor").is(x)).isTrue();
      assertThat(x.type(DType.FLOAT32).is(x)).isTrue();
      assertThat(x.type(DType.INT8).type()).isEqualTo("torch.CharTensor");
      assertThat(x.type(DType.COMPLEX64).type()).isEqualTo("torch.ComplexFloatTensor");
      assertThat(Torch.isTensor(x)).isTrue();
      assertThat(Torch.isTensor("x")).isFalse();
      assertThat(Torch.isTensor(null)).isFalse();
    }
  }
}
