package dev.obor.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossingTest {
  private static SchemaType type(String text) {
    return SchemaParser.parse("aten::f(" + text + " x) -> ()").arguments().get(0).type();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Tensor;        Tensor;              long;                 obor::borrow($)",
        "Tensor(a!);    Tensor;              long;                 obor::borrow_writable($)",
        "Tensor(a);     Tensor;              long;                 obor::borrow($)",
        "Tensor?;       @Nullable Tensor;    long;                 obor::optional_tensor($)",
        "Tensor[];      Tensor[];            long[];               'obor::Tensors(env, $).plain()'",
        "Tensor(a!)[];  Tensor[];            long[];               'obor::Tensors(env, $).plain()'",
        "Tensor?[];     @Nullable Tensor[];  long[];               'obor::Tensors(env, $).of_optionals()'",
        "Scalar;        Number;              'int, long, long';    'obor::scalar($_kind, $_first, $_second)'",
        "Scalar?;       @Nullable Number;    'int, long, long';    'obor::optional_scalar($_kind, $_first, $_second)'",
        "Scalar[];      Number[];            long[];               'obor::Scalars(env, $).plain()'",
        "int;           long;                long;                 $",
        "SymInt;        long;                long;                 c10::SymInt(static_cast<int64_t>($))",
        "int?;          @Nullable Long;      'boolean, long';      'obor::optional_int($_present, $)'",
        "SymInt?;       @Nullable Long;      'boolean, long';      'obor::optional_sym_int($_present, $)'",
        "float;         double;              double;               $",
        "float?;        @Nullable Double;    'boolean, double';    'obor::optional_double($_present, $)'",
        "bool;          boolean;             boolean;              ($ != JNI_FALSE)",
        "bool?;         @Nullable Boolean;   int;                  obor::optional_bool($)",
        "int[];         long[];              long[];               'obor::Integers(env, $).plain()'",
        "int[2];        long[];              long[];               'obor::Integers(env, $).plain()'",
        "SymInt[];      long[];              long[];               'obor::Integers(env, $).symbolic()'",
        "int[1]?;       long @Nullable [];   long[];               'obor::Integers(env, $).optional()'",
        "SymInt[]?;     long @Nullable [];   long[];               'obor::Integers(env, $).optional_symbolic()'",
        "float[];       double[];            double[];             'obor::Doubles(env, $).plain()'",
        "float[]?;      double @Nullable []; double[];             'obor::Doubles(env, $).optional()'",
        "bool[3];       boolean[];           boolean[];            'obor::Booleans(env, $).fixed<3>()'",
        "str;           String;              String;               'obor::Text(env, $).plain()'",
        "str?;          @Nullable String;    String;               'obor::Text(env, $).optional()'",
        "str[];         String[];            String[];             'obor::Strings(env, $).plain()'",
        "str[]?;        String @Nullable []; String[];             'obor::Strings(env, $).optional()'",
        "Dimname;       String;              String;               'obor::Text(env, $).name()'",
        "Dimname[1];    String[];            String[];             'obor::Strings(env, $).names()'",
        "Dimname[]?;    String @Nullable []; String[];             'obor::Strings(env, $).optional_names()'",
        "ScalarType;    DType;               int;                  obor::dtype($)",
        "ScalarType?;   @Nullable DType;     int;                  obor::optional_dtype($)",
        "Layout;        Layout;              int;                  obor::layout($)",
        "Layout?;       @Nullable Layout;    int;                  obor::optional_layout($)",
        "MemoryFormat;  MemoryFormat;        int;                  obor::memory_format($)",
        "MemoryFormat?; @Nullable MemoryFormat; int;               obor::optional_memory_format($)",
        "Device;        Device;              int;                  obor::device($)",
        "Device?;       @Nullable Device;    int;                  obor::optional_device($)",
        "Generator;     Generator;           long;                 obor::generator($)",
        "Generator?;    @Nullable Generator; long;                 obor::optional_generator($)"
      })
  void everyTypeCrosses(String schema, String java, String raw, String cpp) {
    Crossing crossing = Crossing.of(type(schema)).orElseThrow();

    assertThat(crossing.javaType()).isEqualTo(java);
    assertThat(crossing.nativeParameters().stream().map(Crossing.NativeParameter::javaType))
        .containsExactly(raw.split(", "));
    assertThat(crossing.javaArguments()).hasSameSizeAs(crossing.nativeParameters());
    assertThat(crossing.cpp()).isEqualTo(cpp);
    assertThat(crossing.fenced()).isEqualTo(java.contains("Tensor") || java.contains("Generator"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Storage",
        "Stream",
        "SymBool",
        "Any",
        "Dict(Tensor, Tensor)",
        "Tensor[][]",
        "Tensor[]?",
        "Scalar[]?",
        "bool[]?",
        "__torch__.torch.classes.rnn.CellParamsBase[]"
      })
  void otherTypesDoNot(String schema) {
    assertThat(Crossing.of(type(schema))).isEmpty();
  }

  @Test
  void everyTypeOfABoundArgumentIsInTheTable() {
    Set<String> used =
        CommittedSchemas.OPERATORS.stream()
            .flatMap(operator -> operator.schema().arguments().stream())
            .map(argument -> argument.type().text().replaceAll("\\d", ""))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(used)
        .containsExactlyInAnyOrder(
            "Device",
            "Device?",
            "Dimname",
            "Dimname[]",
            "Dimname[]?",
            "Generator?",
            "Layout",
            "Layout?",
            "MemoryFormat",
            "MemoryFormat?",
            "Scalar",
            "ScalarType",
            "ScalarType?",
            "Scalar?",
            "Scalar[]",
            "SymInt",
            "SymInt?",
            "SymInt[]",
            "SymInt[]?",
            "Tensor",
            "Tensor?",
            "Tensor?[]",
            "Tensor[]",
            "bool",
            "bool?",
            "bool[]",
            "float",
            "float?",
            "float[]?",
            "int",
            "int?",
            "int[]",
            "int[]?",
            "str",
            "str?");
  }

  @Test
  void rawTypesHaveTheirJniTypes() {
    assertThat(
            List.of(
                    "long",
                    "int",
                    "double",
                    "boolean",
                    "long[]",
                    "double[]",
                    "boolean[]",
                    "String",
                    "String[]")
                .stream()
                .map(raw -> new Crossing.NativeParameter(raw, "").cppType()))
        .containsExactly(
            "jlong",
            "jint",
            "jdouble",
            "jboolean",
            "jlongArray",
            "jdoubleArray",
            "jbooleanArray",
            "jstring",
            "jobjectArray");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Tensor;                        Tensor;   long;   Tensor.own($)",
        "Tensor(a);                     Tensor;   long;   Tensor.own($)",
        "Tensor[];                      Tensor[]; long[]; Tensor.ownAll($)",
        "Tensor(a)[];                   Tensor[]; long[]; Tensor.ownAll($)",
        "bool;                          boolean;  boolean; $",
        "int;                           long;     long;   $",
        "SymInt;                        long;     long;   $",
        "float;                         double;   double; $",
        "Scalar;                        Scalar;   long[]; Scalar.ofWords($)",
        "ScalarType;                    DType;    int;    DType.ofCode($)",
        "QScheme;                       int;      int;    $",
        "'(Tensor, Tensor)';            Tensor[]; long[]; Tensor.ownAll($)",
        "'(Tensor values, Tensor n)';   Tensor[]; long[]; Tensor.ownAll($)",
        "'(Tensor, Tensor[])';          Object[]; long[]; 'Crossings.results($, \"TL\")'",
        "'(Tensor, float, int, bool)';  Object[]; long[]; 'Crossings.results($, \"Tdib\")'",
        "(Tensor(a!));                  Tensor;   void;   x",
        "Tensor(a!);                    Tensor;   void;   x",
        "();                            void;     void;   ''",
        "'(Tensor(a!), Tensor(b!))';    void;     void;   ''",
        "Tensor(b!);                    void;     void;   ''",
        "Tensor(a!)[];                  void;     void;   ''"
      })
  void resultsCross(String results, String java, String raw, String value) {
    Schema schema = SchemaParser.parse("aten::f(Tensor(a!) x) -> " + results);
    ResultCrossing crossing = ResultCrossing.of(schema).orElseThrow();

    assertThat(crossing.javaType()).isEqualTo(java);
    assertThat(crossing.nativeType()).isEqualTo(raw);
    assertThat(crossing.java()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "str",
        "Storage",
        "bool[]",
        "int[]",
        "Tensor?",
        "(Tensor, str)",
        "(Tensor, int[])"
      })
  void otherResultsDoNot(String results) {
    assertThat(ResultCrossing.of(SchemaParser.parse("aten::f(Tensor x) -> " + results))).isEmpty();
  }
}
