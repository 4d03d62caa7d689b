package dev.obor.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the generated public methods to Python's signatures. */
class PublicClassTest {
  private static List<String> methods(String type, String name) {
    String source = Objects.requireNonNull(CommittedSchemas.sources().get(type), type);
    return Arrays.stream(source.split("\n"))
        .filter(line -> line.startsWith("  public ") && line.contains(" " + name + "("))
        .map(line -> line.substring(9, line.indexOf(')') + 1).replaceFirst("^(final|static) ", ""))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "TensorMethods;  add;          'Tensor add(Tensor other, Consumer<Keywords.AddOptions> options)'",
        "TensorMethods;  sum;          Tensor sum(Consumer<Keywords.SumOptions> options)",
        "TensorMethods;  sort;         'ReturnTypes.Sort sort(long dim, Consumer<Keywords.SortOptions> options)'",
        "TensorMethods;  add_;         Tensor add_(Tensor other)",
        "TensorMethods;  add;          Tensor add(Number other)",
        "TensorMethods;  view;         Tensor view(long... size)",
        "TensorMethods;  view;         Tensor view(Size size)",
        "TensorMethods;  max;          'ReturnTypes.Max max(long dim)'",
        "TensorMethods;  max;          Tensor max()",
        "TensorMethods;  split;        'List<Tensor> split(long splitSize, long dim)'",
        "TensorMethods;  equal;        boolean equal(Tensor other)",
        "TensorMethods;  sum;          Tensor sum(long... dim)",
        "TorchFunctions; matmul;       'Tensor matmul(Tensor input, Tensor other)'",
        "TorchFunctions; cat;          'Tensor cat(List<Tensor> tensors, long dim)'",
        "TorchFunctions; cat;          Tensor cat(List<Tensor> tensors)",
        "TorchFunctions; zeros;        Tensor zeros(long... size)",
        "TorchFunctions; zeros;        'Tensor zeros(Size size, Consumer<TensorOptions> options)'",
        "TorchFunctions; full;         'Tensor full(Size size, Number fillValue)'",
        "TorchFunctions; arange;       'Tensor arange(Number start, Number end, Number step)'",
        "TorchFunctions; randint;      'Tensor randint(long low, long high, long[] size)'",
        "TorchFunctions; randperm;     'Tensor randperm(long n, Consumer<TensorOptions> options)'",
        "TorchFunctions; einsum;       'Tensor einsum(String equation, List<Tensor> tensors)'",
        "TorchFunctions; where;        'Tensor where(Tensor condition, Tensor input, Tensor other)'",
        "TorchFunctions; logSoftmax;   'Tensor logSoftmax(Tensor input, long dim)'",
        "Linalg;         inv;          Tensor inv(Tensor A)",
        "Fft;            rfft;         Tensor rfft(Tensor input)",
        "Special;        erf;          Tensor erf(Tensor input)"
      })
  void hasPythonsSignatures(String type, String name, String signature) {
    assertThat(methods(type, name)).contains(signature);
  }

  @ParameterizedTest
  @CsvSource({
    "TensorMethods, size",
    "TensorMethods, addOut",
    "TensorMethods, item",
    "TorchFunctions, _foreachAdd",
    "TorchFunctions, linalgInv",
    "TorchFunctions, requiresGrad_"
  })
  void leavesOutWhatIsWrittenByHandOrNotPublic(String type, String name) {
    assertThat(methods(type, name)).isEmpty();
  }

  @Test
  void hasEveryOperatorThatPythonShows() {
    for (PublicKinds kind : PublicKinds.values()) {
      String source = CommittedSchemas.sources().get(kind.kind().name());
      for (BoundOperator operator : CommittedSchemas.OPERATORS) {
        Schema schema = operator.schema();
        boolean several = operator.result().javaType().equals("Object[]");
        if (kind.holds(schema, CommittedSchemas.NAMES, CommittedSchemas.OVERRIDES) && !several) {
          String method = JavaNames.camelCase(kind.pythonName(schema.name()));
          assertThat(source).as(schema.qualifiedName()).contains(" " + method + "(");
        }
      }
    }
  }
}
