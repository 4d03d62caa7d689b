package dev.obor.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksTest {
  @TempDir Path folder;

  private Checks read(String... lines) throws IOException {
    Path file = folder.resolve("checks.tsv");
    Files.write(file, List.of(lines));
    return Checks.read(file);
  }

  private static BoundOperator operator(String schema) {
    return BoundOperator.of(SchemaParser.parse(schema)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "aten::f; aten::f(Tensor self, int n) -> Tensor; obor::borrow(self), n",
        "aten::f; aten::f.out(Tensor self, int n, *, Tensor(a!) out) -> Tensor(a!); obor::borrow(self), n",
        "aten::f; aten::f_(Tensor(a!) self, int n) -> Tensor(a!); obor::borrow_writable(self), n",
        "aten::f.x; aten::f.x(Tensor self, int n) -> Tensor; obor::borrow(self), n",
        "aten::f*; aten::fgh(Tensor self, int n) -> Tensor; obor::borrow(self), n"
      })
  void comesBeforeEachOverload(String name, String schema, String arguments) throws IOException {
    Checks checks = read("# a comment", "", name + "\tfits(self, n)\tbecause");

    assertThat(checks.before(operator(schema)))
        .isEqualTo("obor::checks::fits(" + arguments + "); ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "aten::f; aten::fgh(Tensor self, int n) -> Tensor",
        "aten::f; aten::f(Tensor self, int m) -> Tensor",
        "aten::f.x; aten::f.y(Tensor self, int n) -> Tensor",
        "aten::f.x; aten::f(Tensor self, int n) -> Tensor"
      })
  void leavesOthersAlone(String name, String schema) throws IOException {
    assertThat(read(name + "\tfits(self, n)\tbecause").before(operator(schema))).isEmpty();
  }

  @Test
  void passesConstantsAndAllArguments() throws IOException {
    BoundOperator operator = operator("aten::f(Tensor self, int n) -> Tensor");

    assertThat(read("aten::f\tfits(n, at::kFloat, 3)\tbecause").before(operator))
        .isEqualTo("obor::checks::fits(n, at::kFloat, 3); ");
    assertThat(read("aten::f\tfits(*)\tbecause").before(operator))
        .isEqualTo("obor::checks::fits(obor::borrow(self), n); ");
  }

  @Test
  void isRefusedWhereNoOperatorNeedsIt() throws IOException {
    Checks checks = read("aten::f\tfits(self, m)\tbecause");

    assertThatThrownBy(
            () -> checks.complete(List.of(operator("aten::f(Tensor self, int n) -> Tensor"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no operator has the arguments of the check");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"aten::f|fits(self)", "aten::f|fits|why", "aten::f|fits()|why", "aten::f|fits(n)| "})
  void refusesOtherLines(String line) {
    assertThatThrownBy(() -> read(line.replace('|', '\t')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected operator, check(arguments) and reason");
  }
}
