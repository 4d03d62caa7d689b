package dev.obor.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.StringJoiner;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaParserTest {
  @Test
  void everyCommittedLineReadsBackAsItWas() {
    assertThat(CommittedSchemas.SCHEMAS).hasSizeGreaterThan(3100);
    assertThat(CommittedSchemas.SCHEMAS)
        .allSatisfy(schema -> assertThat(text(schema)).isEqualTo(schema.line()));
  }

  @Test
  void everyLineOfABoundNamespaceIsThere() {
    assertThat(CommittedSchemas.SCHEMAS.stream().map(Schema::line))
        .containsExactlyElementsOf(
            CommittedSchemas.LINES.stream().filter(line -> line.startsWith("aten::")).toList());
  }

  @Test
  void noTwoOperatorsHaveOneName() {
    assertThat(CommittedSchemas.SCHEMAS.stream().map(Schema::qualifiedName))
        .doesNotHaveDuplicates();
    assertThat(CommittedSchemas.SCHEMAS.stream().map(Schema::symbol)).doesNotHaveDuplicates();
  }

  /** The schema as LibTorch writes it. */
  private static String text(Schema schema) {
    StringJoiner arguments = new StringJoiner(", ", "(", ")");
    boolean keywordOnly = false;
    for (SchemaArgument argument : schema.arguments()) {
      if (argument.keywordOnly() && !keywordOnly) {
        keywordOnly = true;
        arguments.add("*");
      }
      String value = argument.hasDefault() ? "=" + argument.defaultValue() : "";
      arguments.add(text(argument.type()) + " " + argument.name() + value);
    }
    StringJoiner results = new StringJoiner(", ");
    for (SchemaArgument result : schema.results()) {
      results.add(text(result.type()) + (result.name().isEmpty() ? "" : " " + result.name()));
    }
    return schema.qualifiedName()
        + arguments
        + " -> "
        + (schema.results().size() == 1 ? results.toString() : "(" + results + ")");
  }

  private static String text(SchemaType type) {
    String base = type.base().equals("Dimname") ? "str" : type.base();
    String alias = type.alias() == null ? "" : "(" + type.alias() + ")";
    return base + alias + type.text().substring(type.base().length());
  }

  @Test
  void readsAnOrdinaryOperator() {
    Schema schema =
        SchemaParser.parse(
            "aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor");

    assertThat(schema.namespace()).isEqualTo("aten");
    assertThat(schema.name()).isEqualTo("add");
    assertThat(schema.overload()).isEqualTo("Tensor");
    assertThat(schema.symbol()).isEqualTo("add_Tensor");
    assertThat(schema.qualifiedName()).isEqualTo("aten::add.Tensor");
    assertThat(schema.arguments())
        .extracting(SchemaArgument::name)
        .containsExactly("self", "other", "alpha");
    assertThat(schema.arguments())
        .extracting(SchemaArgument::keywordOnly)
        .containsExactly(false, false, true);
    assertThat(schema.arguments().get(2).defaultValue()).isEqualTo("1");
    assertThat(schema.arguments().get(0).hasDefault()).isFalse();
    assertThat(schema.results()).hasSize(1);
    assertThat(schema.isOut()).isFalse();
    assertThat(schema.writtenResult()).isEmpty();
  }

  @Test
  void knowsWhichArgumentAResultIs() {
    Schema inPlace = SchemaParser.parse("aten::relu_(Tensor(a!) self) -> Tensor(a!)");
    assertThat(inPlace.symbol()).isEqualTo("relu_");
    assertThat(inPlace.writtenResult()).get().extracting(SchemaArgument::name).isEqualTo("self");
    assertThat(inPlace.returnsNothingNew()).isTrue();
    assertThat(inPlace.isOut()).isFalse();

    Schema out = CommittedSchemas.schema("aten::add.out");
    assertThat(out.isOut()).isTrue();
    assertThat(out.writtenResult()).get().extracting(SchemaArgument::name).isEqualTo("out");

    Schema several = CommittedSchemas.schema("aten::max.dim_max");
    assertThat(several.isOut()).isTrue();
    assertThat(several.writtenResult()).isEmpty();
    assertThat(several.returnsNothingNew()).isTrue();

    Schema view = CommittedSchemas.schema("aten::view");
    assertThat(view.results().get(0).type().alias()).isEqualTo("a");
    assertThat(view.results().get(0).type().isWritten()).isFalse();
    assertThat(view.writtenResult()).isEmpty();
    assertThat(view.returnsNothingNew()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Tensor;        Tensor;   false; 0; false; false",
        "Tensor?;       Tensor;   false; 0; true;  false",
        "Tensor[];      Tensor;   true;  0; false; false",
        "Tensor?[];     Tensor;   true;  0; false; true",
        "Tensor[]?;     Tensor;   true;  0; true;  false",
        "Tensor[][];    Tensor[]; true;  0; false; false",
        "int[2];        int;      true;  2; false; false",
        "SymInt[1]?;    SymInt;   true;  1; true;  false",
        "Tensor(a!);    Tensor;   false; 0; false; false",
        "Tensor(a!)[];  Tensor;   true;  0; false; false",
        "Tensor[](a!);  Tensor;   true;  0; false; false",
        "Tensor(a|b);   Tensor;   false; 0; false; false",
        "Tensor(a -> *)[]; Tensor; true; 0; false; false",
        "Dict(Tensor, Tensor); 'Dict(Tensor, Tensor)'; false; 0; false; false",
        "__torch__.torch.classes.rnn.CellParamsBase; __torch__.torch.classes.rnn.CellParamsBase; false; 0; false; false"
      })
  void readsTypes(
      String text, String base, boolean list, int size, boolean optional, boolean elements) {
    Schema schema = SchemaParser.parse("n::f(" + text + " x) -> ()");
    SchemaType type = schema.arguments().get(0).type();

    assertThat(schema.arguments().get(0).name()).isEqualTo("x");
    assertThat(schema.results()).isEmpty();
    assertThat(type.base()).isEqualTo(base);
    assertThat(type.list()).isEqualTo(list);
    assertThat(type.fixedSize()).isEqualTo(size);
    assertThat(type.optional()).isEqualTo(optional);
    assertThat(type.optionalElements()).isEqualTo(elements);
  }

  @Test
  void readsAliases() {
    Schema schema =
        SchemaParser.parse("n::f(Tensor(a!)[] x, Tensor[](b!) y, Tensor(c -> *) z) -> Tensor(c)[]");
    assertThat(schema.arguments())
        .extracting(a -> a.type().alias())
        .containsExactly("a!", "b!", "c -> *");
    assertThat(schema.arguments())
        .extracting(a -> a.type().isWritten())
        .containsExactly(true, true, false);
    assertThat(schema.results().get(0).type().alias()).isEqualTo("c");
  }

  @Test
  void readsDefaults() {
    Schema schema =
        SchemaParser.parse(
            "n::f(int[2] a=[0, 1], str b=\"\\\"\\'\\\\\", float c=-1e-05, str d=\"a, b)\", Tensor? e=None,"
                + " int[] f=[], bool g=True) -> (Tensor values, Tensor indices)");
    assertThat(schema.arguments())
        .extracting(SchemaArgument::defaultValue)
        .containsExactly("[0, 1]", "\"\\\"\\'\\\\\"", "-1e-05", "\"a, b)\"", "None", "[]", "True");
    assertThat(schema.results())
        .extracting(SchemaArgument::name)
        .containsExactly("values", "indices");
  }

  @Test
  void tellsNamesOfDimensionsFromOtherTexts() {
    Schema named = CommittedSchemas.schema("aten::sum.dim_DimnameList");
    assertThat(named.arguments().get(1).type().text()).isEqualTo("Dimname[1]");
    Schema text = CommittedSchemas.schema("aten::einsum");
    assertThat(text.arguments().get(0).type().text()).isEqualTo("str");
  }

  @Test
  void readsAnOperatorWithoutArgumentsOrResults() {
    Schema schema = SchemaParser.parse("  aten::f() -> ()\n");
    assertThat(schema.arguments()).isEmpty();
    assertThat(schema.results()).isEmpty();
    assertThat(schema.line()).isEqualTo("aten::f() -> ()");
    assertThat(schema.returnsNothingNew()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | a name at column 0",
        "aten | '::' at column 4",
        "aten:: | a name at column 6",
        "aten::f | '(' at column 7",
        "aten::f. | a name at column 8",
        "aten::f( | a type at column 8",
        "aten::f(int | a name at column 11",
        "aten::f(int[ | ']' at column 12",
        "aten::f(int[99999] x) -> () | a list of fewer than 10000 elements at column 17",
        "aten::f(Tensor(a! x) | a name at column 20",
        "aten::f(Tensor(a x | ')' at column 15",
        "aten::f(Dict(Tensor x | ')' at column 12",
        "aten::f(int x=3 | a type at column 15",
        "'aten::f(str x=\"ab' | '\"' at column 17",
        "'aten::f(str x=\"ab\\' | '\"' at column 18",
        "aten::f(int[] x=[1 | ']' at column 17",
        "aten::f(int x) | '->' at column 14",
        "aten::f(int x) -> | a type at column 17",
        "aten::f(int x) -> (Tensor | a type at column 25",
        "aten::f(int x) -> Tensor, int | the end of the line at column 24"
      })
  void showsWhereALineIsWrong(String line, String expected) {
    assertThatThrownBy(() -> SchemaParser.parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected " + expected + " of schema: " + line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", ")", "[", "]", "\"", "\\", ",", "?", "Dict(", "\u0000", "\u0663"})
  void neverFailsInAnotherWay(String inserted) {
    String line = CommittedSchemas.schema("aten::conv1d.padding").line();
    for (int at = 0; at <= line.length(); at++) {
      parse(line.substring(0, at) + inserted + line.substring(at));
    }
  }

  @Property(tries = 500)
  void readsOrRefusesWhatIsLeftOfALine(
      @ForAll("lines") String line,
      @ForAll @IntRange(max = 400) int from,
      @ForAll @IntRange(max = 400) int count) {
    int begin = Math.min(from, line.length());
    parse(line.substring(0, begin));
    parse(line.substring(0, begin) + line.substring(Math.min(begin + count, line.length())));
  }

  @Property(tries = 300)
  void readsOrRefusesAnyText(@ForAll String text) {
    parse(text);
    parse("aten::f(" + text);
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.of(CommittedSchemas.LINES);
  }

  private static void parse(String line) {
    try {
      assertThat(SchemaParser.parse(line)).isNotNull();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining(" of schema: ");
    }
  }
}
