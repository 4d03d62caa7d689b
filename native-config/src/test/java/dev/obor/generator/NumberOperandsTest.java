package dev.obor.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberOperandsTest {
  @ParameterizedTest
  @CsvSource({
    "aten::add.Scalar, AtenNumbers.add_Number, add_Tensor",
    "aten::add_.Scalar, AtenNumbers.add__Number, add__Tensor",
    "aten::sub.Scalar, AtenNumbers.sub_Number, sub_Tensor",
    "aten::mul_.Scalar, AtenNumbers.mul__Number, mul__Tensor",
    "aten::div.Scalar_mode, AtenNumbers.div_Number_mode, div_Tensor_mode"
  })
  void numbersBecomeTensorsWherePythonMakesThem(String operator, String method, String target) {
    Schema schema = CommittedSchemas.schema(operator);

    assertThat(NumberOperands.method(schema)).isEqualTo(method);
    assertThat(NumberOperands.target(NumberOperands.of(schema).orElseThrow())).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "aten::add.Tensor, Aten.add_Tensor",
    "aten::add.Scalar_out, Aten.add_Scalar_out",
    "aten::pow.Tensor_Scalar, Aten.pow_Tensor_Scalar",
    "aten::remainder.Scalar, Aten.remainder_Scalar",
    "aten::eq.Scalar, Aten.eq_Scalar"
  })
  void othersStayScalars(String operator, String method) {
    Schema schema = CommittedSchemas.schema(operator);

    assertThat(NumberOperands.of(schema)).isEmpty();
    assertThat(NumberOperands.method(schema)).isEqualTo(method);
  }

  @Test
  void everyTargetIsAnOperator() {
    List<BoundOperator> numbers = NumberOperands.of(CommittedSchemas.OPERATORS);

    assertThat(numbers).hasSize(10);
    assertThat(CommittedSchemas.OPERATORS.stream().map(operator -> operator.schema().symbol()))
        .containsAll(numbers.stream().map(n -> NumberOperands.target(n.schema())).toList())
        .doesNotContainAnyElementsOf(numbers.stream().map(n -> n.schema().symbol()).toList());
  }

  @Test
  void theNumberCrossesAsATensor() {
    BoundOperator add =
        NumberOperands.of(CommittedSchemas.OPERATORS).stream()
            .filter(operator -> operator.schema().symbol().equals("add_Number"))
            .findFirst()
            .orElseThrow();

    assertThat(NativeLayer.header(List.of(add), new Checks(List.of()), Set.of()))
        .contains(
            "at::_ops::add_Tensor::call(obor::borrow(self), obor::wrapped_number(other_kind,"
                + " other_first, other_second), obor::scalar(alpha_kind, alpha_first, alpha_second))");
    assertThat(AtenClass.numbers(List.of(add)))
        .contains("static Tensor add_Number(Tensor self, Number other, Number alpha)");
  }
}
