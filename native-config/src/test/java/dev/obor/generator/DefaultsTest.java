package dev.obor.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultsTest {
  private static SchemaArgument argument(String text) {
    return SchemaParser.parse("aten::f(" + text + ") -> ()").arguments().get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "int x=1; 1L",
        "int x=-100; -100L",
        "SymInt x=9223372036854775807; 9223372036854775807L",
        "int? x=3; 3L",
        "int? x=None; null",
        "Tensor? x=None; null",
        "int[]? x=None; null",
        "float x=1; 1.0",
        "float x=-2; -2.0",
        "float x=1.; 1.",
        "float x=1.0000000000000001e-05; 1.0000000000000001e-05",
        "float x=inf; Double.POSITIVE_INFINITY",
        "float x=-inf; Double.NEGATIVE_INFINITY",
        "bool x=True; true",
        "bool x=False; false",
        "bool? x=True; true",
        "Scalar x=1; 1L",
        "Scalar x=0.5; 0.5",
        "Scalar x=inf; Double.POSITIVE_INFINITY",
        "Scalar x=True; Scalar.of(true)",
        "str x=\"mean\"; \"mean\"",
        "str x=\"\"; \"\"",
        "str x=\"\\\"\\'\\\\\"; \"\\\"'\\\\\"",
        "ScalarType x=4; DType.ofCode(4)",
        "ScalarType? x=4; DType.ofCode(4)",
        "Layout x=0; Layout.ofCode(0)",
        "MemoryFormat x=0; MemoryFormat.ofCode(0)",
        "int[] x=[]; Crossings.NO_INTEGERS",
        "int[2] x=[]; Crossings.NO_INTEGERS",
        "int[] x=[1]; new long[] {1}",
        "int[2] x=[0, 1]; new long[] {0, 1}",
        "int[3] x=1; new long[] {1, 1, 1}",
        "int[1] x=0; new long[] {0}",
        "SymInt[2] x=0; new long[] {0, 0}",
        "bool[2] x=[True, False]; new boolean[] {true, false}",
        "bool[3] x=True; new boolean[] {true, true, true}",
        "float[] x=[1., 2.]; new double[] {1., 2.}",
        "str[] x=[]; new String[] {}"
      })
  void areJavaExpressions(String schema, String java) {
    assertThat(Defaults.expression(argument(schema))).isEqualTo(java);
  }

  @Test
  void everyCommittedDefaultHasAnExpression() {
    for (BoundOperator operator : CommittedSchemas.OPERATORS) {
      for (SchemaArgument argument : operator.schema().arguments()) {
        if (argument.hasDefault()) {
          assertThat(Defaults.expression(argument)).as(operator.schema().line()).isNotBlank();
        }
      }
    }
  }

  @Test
  void refusesWhatHasNoDefault() {
    assertThatThrownBy(() -> Defaults.expression(argument("int x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x has no default");
  }

  @Test
  void refusesDefaultsOfOtherTypes() {
    assertThatThrownBy(() -> Defaults.expression(argument("Stream x=0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no default for")
        .hasMessageContaining("Stream");
    assertThatThrownBy(() -> Defaults.expression(argument("Tensor[] x=[1]")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no default list of Tensor[]");
  }
}
