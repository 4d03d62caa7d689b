package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.obor.testing.InScope;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares reading and writing by indices with Python's brackets. The fields of the cases are
 * explained in {@code src/test/python/indexing_goldens.py}.
 */
class IndexingGoldenTest {
  static Stream<GoldenLine> goldens() {
    return GoldenLine.read("indexing-goldens.tsv").stream();
  }

  @Test
  void thereAreManyCases() {
    assertThat(goldens()).hasSizeGreaterThan(1300);
    assertThat(goldens().filter(golden -> golden.has("error"))).hasSizeGreaterThan(150);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("goldens")
  @InScope
  void indexesAsPythonDoes(GoldenLine golden) {
    for (@Nullable Object[] indices : forms(golden)) {
      try (Scope scope = Torch.scope()) {
        switch (golden.text("kind")) {
          case "get" -> read(golden, indices);
          case "set" -> write(golden, indices);
          default -> writeWithGradients(golden, indices);
        }
      }
    }
  }

  private static void read(GoldenLine golden, @Nullable Object[] indices) {
    Tensor base = base(golden);
    if (golden.has("error")) {
      refused(golden, () -> base.get(indices));
      return;
    }
    Tensor result = base.get(indices);
    equal(golden, result);
    boolean shares =
        base.numel() > 0
            && TensorNatives.storage_address(result.handle())
                == TensorNatives.storage_address(base.handle());
    assertThat(shares).as("%s shares memory", golden).isEqualTo(golden.has("view"));
    if (shares) {
      assertThat(result.stride()).as(golden.toString()).isEqualTo(golden.integers("strides"));
      assertThat(result.storageOffset())
          .as(golden.toString())
          .isEqualTo(Long.parseLong(golden.text("offset")));
    }
    if (golden.has("grad")) {
      Tensor leaf = base(golden).requiresGrad_();
      Tensor part = leaf.get(indices);
      part.mul(weights(part)).sum().backward();
      elements(golden, leaf.grad(), "grad");
    }
  }

  private static void write(GoldenLine golden, @Nullable Object[] indices) {
    Tensor base = base(golden);
    Object value = items(golden.text("value")).get(0);
    if (golden.has("error")) {
      refused(golden, () -> base.set(value, indices));
      return;
    }
    base.set(value, indices);
    equal(golden, base);
  }

  private static void writeWithGradients(GoldenLine golden, @Nullable Object[] indices) {
    Tensor leaf = base(golden).requiresGrad_();
    Tensor value = ((Tensor) items(golden.text("value")).get(0)).requiresGrad_();
    Tensor base = leaf.clone();
    base.set(value, indices);
    equal(golden, base.detach());
    base.mul(weights(base)).sum().backward();
    elements(golden, leaf.grad(), "grad");
    elements(golden, value.grad(), "value_grad");
  }

  private static Tensor weights(Tensor like) {
    return Torch.arange(1.0, like.numel() + 1).reshape(like.size().toArray());
  }

  private static void refused(GoldenLine golden, ThrowingCallable action) {
    Throwable thrown = catchThrowable(action);
    assertThat(thrown)
        .as(golden.toString())
        .isExactlyInstanceOf(
            switch (golden.text("error")) {
              case "IndexError" -> IndexException.class;
              case "ValueError" -> ValueException.class;
              case "TypeError" -> TypeException.class;
              case "NotImplementedError" -> NotImplementedException.class;
              default -> TorchException.class;
            });
    String text = String.valueOf(thrown.getMessage());
    String python = golden.text("message");
    assertThat(text).as(golden.toString()).startsWith(python);
    assertThat(text.substring(python.length())).as(golden.toString()).matches("(?s)|[;:\n].*");
  }

  private static void equal(GoldenLine golden, Tensor result) {
    assertThat(result.size().toArray())
        .as(golden.toString())
        .isEqualTo(golden.integers("result_shape"));
    assertThat(result.dtype())
        .as(golden.toString())
        .isEqualTo(DType.of(golden.text("result_dtype")));
    elements(golden, result, "data");
  }

  private static void elements(GoldenLine golden, @Nullable Tensor tensor, String field) {
    if (tensor == null) {
      throw new AssertionError(golden + " has no tensor for " + field);
    }
    String text = golden.text(field);
    String[] expected = text.isEmpty() ? new String[0] : text.split(",", -1);
    if (tensor.isComplex()) {
      Tensor wide = tensor.to(DType.COMPLEX128);
      assertThat(Torch.real(wide).toDoubleArray())
          .as(golden.toString())
          .isEqualTo(Arrays.stream(expected).mapToDouble(n -> real(n.split(" ", -1)[0])).toArray());
      assertThat(Torch.imag(wide).toDoubleArray())
          .as(golden.toString())
          .isEqualTo(Arrays.stream(expected).mapToDouble(n -> real(n.split(" ", -1)[1])).toArray());
    } else {
      assertThat(tensor.toDoubleArray())
          .as(golden.toString())
          .isEqualTo(Arrays.stream(expected).mapToDouble(IndexingGoldenTest::real).toArray());
    }
  }

  // ---- cases as Java values

  private static Tensor base(GoldenLine golden) {
    long[] shape = golden.integers("shape");
    DType dtype = DType.of(golden.text("dtype"));
    long count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    Tensor values = Torch.arange(count);
    values = dtype == DType.BOOL ? values.remainder(2).toBool() : values.to(dtype);
    if (!golden.has("order")) {
      return values.reshape(shape);
    }
    long[] reversed = new long[shape.length];
    long[] dims = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      dims[i] = shape.length - 1L - i;
      reversed[i] = shape[(int) dims[i]];
    }
    return values.reshape(reversed).permute(dims);
  }

  /** The indices in every form in which Java can give them. */
  private static List<@Nullable Object[]> forms(GoldenLine golden) {
    List<@Nullable Object[]> forms = new ArrayList<>();
    if (golden.has("text")) {
      forms.add(new Object[] {golden.text("text")});
      return forms;
    }
    @Nullable Object[] indices = items(golden.text("index")).toArray();
    forms.add(indices);
    @Nullable Object[] arrays = indices.clone();
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = asArray(arrays[i]);
    }
    if (!Arrays.equals(arrays, indices)) {
      forms.add(arrays);
    }
    return forms;
  }

  /** A list of numbers or of truth values as an array, anything else as it is. */
  private static @Nullable Object asArray(@Nullable Object index) {
    if (!(index instanceof List<?> list) || list.isEmpty()) {
      return index;
    }
    if (list.stream().allMatch(Integer.class::isInstance)) {
      return list.stream().mapToInt(Integer.class::cast).toArray();
    }
    if (list.stream().allMatch(Boolean.class::isInstance)) {
      boolean[] mask = new boolean[list.size()];
      for (int i = 0; i < mask.length; i++) {
        mask[i] = (Boolean) list.get(i);
      }
      return mask;
    }
    return index;
  }

  private static List<@Nullable Object> items(String text) {
    ArrayDeque<String> tokens = new ArrayDeque<>(List.of(text.split(" ", -1)));
    List<@Nullable Object> items = new ArrayList<>();
    while (!tokens.isEmpty() && !text.isEmpty()) {
      items.add(item(tokens));
    }
    return items;
  }

  private static @Nullable Object item(ArrayDeque<String> tokens) {
    String token = tokens.remove();
    String rest = token.substring(1);
    return switch (token.charAt(0)) {
      case 'n' -> null;
      case 'e' -> Index.ELLIPSIS;
      case 'b' -> rest.equals("1");
      case 'i' -> whole(rest);
      case 'f' -> real(rest);
      case 'z' -> new Complex(real(rest.split(",", -1)[0]), real(rest.split(",", -1)[1]));
      case 'w' -> rest;
      case 'd' -> Map.of();
      case 's' -> slice(rest.split(",", -1));
      case 'l' -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = Integer.parseInt(rest); i > 0; i--) {
          list.add(item(tokens));
        }
        yield list;
      }
      case 't' -> tensor(rest.split("/", -1));
      default -> throw new AssertionError(token);
    };
  }

  private static Number whole(String text) {
    BigInteger value = new BigInteger(text);
    return value.bitLength() < 32 ? (Number) value.intValue() : (Number) value;
  }

  private static double real(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static Index slice(String[] parts) {
    Object[] bounds = new Object[3];
    for (int i = 0; i < 3; i++) {
      bounds[i] = parts[i].equals("_") ? null : whole(parts[i]);
    }
    return Index.slice(bounds[0], bounds[1], bounds[2]);
  }

  private static Tensor tensor(String[] parts) {
    DType dtype = DType.of(parts[0]);
    long[] shape =
        parts[1].isEmpty()
            ? new long[0]
            : Arrays.stream(parts[1].split(",", -1)).mapToLong(Long::parseLong).toArray();
    double[] values =
        parts[2].isEmpty()
            ? new double[0]
            : Arrays.stream(parts[2].split(",", -1))
                .mapToDouble(IndexingGoldenTest::real)
                .toArray();
    return Torch.fromArray(values).reshape(shape).to(dtype);
  }
}
