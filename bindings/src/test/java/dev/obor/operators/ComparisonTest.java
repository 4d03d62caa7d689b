package dev.obor.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.DType;
import dev.obor.Scalar;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.operators.GoldenCalls.Call;
import dev.obor.operators.Replay.Verdict;
import dev.obor.testing.InScope;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Looks whether the replay notices what is wrong. */
@InScope
class ComparisonTest {
  private final Comparison comparison = new Comparison(1.3e-6, 1e-5, false, false);

  private static Tensor of(double... values) {
    return Torch.tensor(values);
  }

  @Test
  void equalResultsDoNotDiffer() {
    assertThat(comparison.difference(of(1, Double.NaN), of(1.000001, Double.NaN))).isNull();
    assertThat(comparison.difference(List.of(of(1), 2L), List.of(of(1), 2L))).isNull();
    assertThat(comparison.difference(2.5, Scalar.of(2.5))).isNull();
  }

  @Test
  void wrongNumbersShapesTypesAndCountsDiffer() {
    Tensor one = of(1, 2);
    assertThat(comparison.difference(one, of(1, 2.0001))).isNotNull();
    assertThat(comparison.difference(one, of(1, Double.NaN))).isNotNull();
    assertThat(comparison.difference(of(Double.NaN), of(1))).isNotNull();
    assertThat(comparison.difference(of(Double.POSITIVE_INFINITY), of(1e30))).isNotNull();
    assertThat(comparison.difference(one, of(1, 2).toDouble())).isNotNull();
    assertThat(comparison.difference(one, of(1, 2).reshape(2, 1))).isNotNull();
    assertThat(comparison.difference(Torch.ones(2, 2), Torch.ones(2, 2).t())).isNotNull();
    assertThat(comparison.difference(one, null)).isNotNull();
    assertThat(comparison.difference(List.of(one), List.of(one, one))).isNotNull();
    assertThat(comparison.difference(2L, Scalar.of(2.0))).isNotNull();
    assertThat(comparison.difference(true, Scalar.of(1))).isNotNull();
    assertThat(
            comparison.difference(
                new GoldenValues.Unknown(DType.FLOAT32, List.of(2L)),
                Torch.empty(Size.of(2), o -> o.dtype(DType.INT64))))
        .isNotNull();
  }

  @Test
  void bitsAreComparedWithoutTolerance() {
    Comparison bits = Comparison.ofBits();
    assertThat(bits.difference(of(1, Double.NaN), of(1, Double.NaN))).isNull();
    assertThat(bits.difference(of(1), of(Math.nextUp(1f)))).isNotNull();
    assertThat(bits.difference(of(0.0), of(-0.0))).isNotNull();
    assertThat(comparison.difference(of(0.0), of(-0.0))).isNull();
  }

  private static Verdict verdict(String function, String arguments, String outcome, String grads) {
    GoldenTensor ones = GoldenTensor.of(DType.FLOAT32, "AACAPwAAgD8=");
    GoldenTensor twos = GoldenTensor.of(DType.FLOAT32, "AAAAQAAAAEA=");
    Call call = new Call("", "", function, arguments, "[]", outcome, grads, 1e-6, 1e-6);
    GoldenCalls golden =
        new GoldenCalls(
            new GoldenCalls.Maker("", ""), Map.of(), Map.of("1", ones, "2", twos), Map.of());
    return new Replay(golden).of(call).verdict();
  }

  @Test
  void onlyWhatPythonSaysPasses() {
    assertThat(
            Arrays.asList(
                verdict("torch.add", "[t1,t1]", "= t2", ""),
                verdict("torch.add", "[t1,t1]", "= t1", ""),
                verdict("torch.add", "[t1,t1]", "! RuntimeError: no", ""),
                verdict("torch.add", "[t1,\"a\"]", "! TypeError: no", ""),
                verdict("torch.add", "[t1,\"a\"]", "! RuntimeError: no", ""),
                verdict("torch.nowhere", "[t1]", "= t1", "")))
        .containsExactly(
            Verdict.PASSED,
            Verdict.FAILED,
            Verdict.FAILED,
            Verdict.REFUSED_BY_COMPILER,
            Verdict.FAILED,
            Verdict.FAILED);
  }

  @Test
  void gradientsAreCompared() {
    // The cotangents are -5/8 and 2/8.
    assertThat(verdict("torch.add", "[t1g,t1]", "= t2", "[t1]")).isEqualTo(Verdict.FAILED);
    Tensor expected = of(-0.625, 0.25);
    Tensor x = of(1, 1).requiresGrad_();
    x.mul(expected).sum().backward();
    assertThat(comparison.difference(expected, x.grad())).isNull();
  }
}
