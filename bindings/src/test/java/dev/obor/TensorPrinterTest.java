package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the texts of tensors with Python's. */
class TensorPrinterTest {
  static Stream<PrintGolden> goldens() {
    return PrintGolden.read("print-goldens.tsv").stream();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("goldens")
  void printsAsPythonDoes(PrintGolden golden) {
    TensorPrinter printer = printer(golden);
    assertThat(printer.print(golden.settings()))
        .as(golden.toString())
        .isEqualTo(golden.text("repr"));
  }

  private static TensorPrinter printer(PrintGolden golden) {
    String defaultDtype = Objects.requireNonNullElse(golden.optional("default"), "torch.float32");
    TensorPrinter printer =
        new TensorPrinter(body(golden), new PrintedDtype(golden.text("dtype"), defaultDtype))
            .device(golden.optional("device"))
            .layout(golden.optional("layout"))
            .gradFn(golden.optional("grad_fn"))
            .requiresGrad(golden.has("requires_grad"))
            .tangent(golden.optional("tangent"))
            .parameter(golden.has("parameter"));
    if (golden.has("names")) {
      List<String> names = new ArrayList<>();
      for (String name : golden.text("names").split(",", -1)) {
        names.add(name.equals("*") ? null : name);
      }
      printer.names(names);
    }
    return printer;
  }

  private static TensorBody body(PrintGolden golden) {
    String dtype = golden.text("dtype");
    return switch (golden.text("body")) {
      case "dense" -> new TensorBody.Dense(contents(golden, "", dtype));
      case "meta" -> new TensorBody.Dense(TensorContents.withoutData(golden.shape("shape")));
      case "coordinate" ->
          new TensorBody.Coordinate(
              size(golden), nonzeros(golden), part(golden, "indices"), part(golden, "values"));
      case "compressed" ->
          new TensorBody.Compressed(
              golden.text("by").equals("row"),
              size(golden),
              nonzeros(golden),
              part(golden, "compressed"),
              part(golden, "plain"),
              part(golden, "values"));
      case "quantized" ->
          new TensorBody.Quantized(
              contents(golden, "", "torch.float32"),
              golden.text("scheme"),
              golden.text("scale"),
              golden.text("zero_point"),
              golden.has("axis") ? Long.valueOf(golden.text("axis")) : null);
      case "nested" -> new TensorBody.Nested(List.of(golden.text("parts").split("\\|\\|", -1)));
      default -> throw new AssertionError(golden.text("body"));
    };
  }

  private static String size(PrintGolden golden) {
    return TensorPrinter.tuple(golden.shape("shape"));
  }

  private static @Nullable Long nonzeros(PrintGolden golden) {
    return golden.has("nnz") ? Long.valueOf(golden.text("nnz")) : null;
  }

  private static TensorContents part(PrintGolden golden, String name) {
    return golden.has(name + "_data")
        ? contents(golden, name + "_", golden.text(name + "_dtype"))
        : TensorContents.withoutData(golden.shape(name + "_shape"));
  }

  private static TensorContents contents(PrintGolden golden, String prefix, String dtype) {
    String data = prefix + "data";
    return TensorContents.of(
        golden.shape(prefix + "shape"),
        shown -> {
          long[] positions = shown.positions();
          if (dtype.startsWith("torch.complex")) {
            return Elements.complex(
                golden.real(data, dtype, positions), golden.imaginary(data, dtype, positions));
          }
          if (dtype.equals("torch.float8_e8m0fnu")) {
            return Elements.scales(golden.real(data, dtype, positions));
          }
          if (dtype.startsWith("torch.float") || dtype.startsWith("torch.bfloat")) {
            return Elements.floating(golden.real(data, dtype, positions));
          }
          long[] values = golden.whole(data, positions);
          if (dtype.equals("torch.bool")) {
            boolean[] truths = new boolean[values.length];
            for (int i = 0; i < truths.length; i++) {
              truths[i] = values[i] != 0;
            }
            return Elements.booleans(truths);
          }
          return dtype.equals("torch.uint64")
              ? Elements.unsigned(values)
              : Elements.integers(values);
        });
  }

  @Test
  void readsOnlyTheElementsThatItShows() {
    List<Integer> counts = new ArrayList<>();
    TensorContents contents =
        TensorContents.of(
            new long[] {1L << 20, 1L << 20},
            shown -> {
              counts.add(shown.count());
              return Elements.floating(new double[shown.count()]);
            });
    new TensorPrinter(
            new TensorBody.Dense(contents), new PrintedDtype("torch.float32", "torch.float32"))
        .print(PrintSettings.DEFAULT);
    assertThat(counts).containsExactly(36);
  }

  @Test
  void tellsWhereTheShownElementsLie() {
    PrintSettings settings = new PrintSettings(4, 10, 1, 80, null);
    ShownElements shown = new ShownElements(new long[] {3, 2, 4}, settings);
    assertThat(shown.isCut()).isTrue();
    assertThat(new boolean[] {shown.isCut(0), shown.isCut(1), shown.isCut(2)})
        .containsExactly(true, false, true);
    assertThat(shown.positions()).containsExactly(0, 3, 4, 7, 16, 19, 20, 23);
    assertThat(new ShownElements(new long[] {5, 2}, settings).positions())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void namesTheClassOfAnExtendedTensor() {
    TensorContents contents =
        TensorContents.of(new long[] {2, 1}, shown -> Elements.integers(new long[] {1, 20}));
    String text =
        new TensorPrinter(
                new TensorBody.Dense(contents), new PrintedDtype("torch.uint8", "torch.float32"))
            .typeName("Image")
            .print(PrintSettings.DEFAULT);
    assertThat(text).isEqualTo("Image([[ 1],\n       [20]], dtype=torch.uint8)");
  }
}
