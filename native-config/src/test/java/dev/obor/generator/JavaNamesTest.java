package dev.obor.generator;

import static org.assertj.core.api.Assertions.assertThat;

import javax.lang.model.SourceVersion;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaNamesTest {
  @ParameterizedTest
  @CsvSource({
    "add, add",
    "add_, add_",
    "manual_seed, manualSeed",
    "requires_grad_, requiresGrad_",
    "log1p, log1p",
    "conv2d, conv2d",
    "to_sparse_csr, toSparseCsr",
    "max_pool2d_with_indices, maxPool2dWithIndices",
    "set_grad_enabled, setGradEnabled",
    "bitwise_left_shift_, bitwiseLeftShift_",
    "is_leaf, isLeaf",
    "index_put_, indexPut_",
    "_foreach_add_, _foreachAdd_",
    "__and__, __and__",
    "__iand__, __iand__",
    "t_, t_",
    "special_i0e, specialI0e",
    "a__b, aB",
    "_, _",
    "x, x"
  })
  void snakeCaseBecomesCamelCase(String python, String java) {
    assertThat(JavaNames.camelCase(python)).isEqualTo(java);
  }

  @ParameterizedTest
  @CsvSource({
    "rounding_mode, RoundingMode",
    "max, Max",
    "linalg_eigh, LinalgEigh",
    "pin_memory, PinMemory",
    "svd, Svd"
  })
  void typesBeginWithACapital(String python, String java) {
    assertThat(JavaNames.typeName(python)).isEqualTo(java);
  }

  @ParameterizedTest
  @CsvSource({
    "self, self",
    "dim, dim",
    "default, default_",
    "int, int_",
    "operator, operator_",
    "env, env_",
    "from, from",
    "to, to",
    "rounding_mode, rounding_mode"
  })
  void parametersAvoidWhatJavaAndCppReserve(String schema, String parameter) {
    assertThat(JavaNames.parameter(schema)).isEqualTo(parameter);
  }

  @ParameterizedTest
  @CsvSource({"half_to_float, halfToFloat", "default, default_", "long, long_", "p, p"})
  void publicParametersAreInCamelCase(String schema, String parameter) {
    assertThat(JavaNames.camelParameter(schema)).isEqualTo(parameter);
  }

  @Test
  void everyNameThatIsGeneratedIsAJavaName() {
    for (Schema schema : CommittedSchemas.SCHEMAS) {
      assertThat(SourceVersion.isIdentifier(schema.symbol())).as(schema.line()).isTrue();
      for (SchemaArgument argument : schema.arguments()) {
        assertThat(SourceVersion.isName(JavaNames.parameter(argument.name())))
            .as(schema.line())
            .isTrue();
        assertThat(SourceVersion.isName(JavaNames.camelParameter(argument.name())))
            .as(schema.line())
            .isTrue();
      }
    }
  }

  @Test
  void noParametersOfOneOperatorFallTogether() {
    for (Schema schema : CommittedSchemas.SCHEMAS) {
      assertThat(schema.arguments().stream().map(a -> JavaNames.camelParameter(a.name())))
          .as(schema.line())
          .doesNotHaveDuplicates();
    }
  }

  @Property
  void underscoresStayAtTheEndsOnly(
      @ForAll @NotEmpty @CharRange(from = 'a', to = 'd') @Chars({'_', '1'}) String python) {
    String java = JavaNames.camelCase(python);

    assertThat(leading(java)).isEqualTo(leading(python));
    assertThat(leading(reversed(java))).isEqualTo(leading(reversed(python)));
    assertThat(java.replaceAll("^_+|_+$", "")).doesNotContain("_");
    assertThat(java.replace("_", "")).isEqualToIgnoringCase(python.replace("_", ""));
  }

  private static int leading(String text) {
    return text.length() - text.replaceFirst("^_+", "").length();
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }
}
