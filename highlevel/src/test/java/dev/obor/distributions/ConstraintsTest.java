package dev.obor.distributions;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.NotImplementedException;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.golden.Golden;
import dev.obor.testing.LeakCheck;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConstraintsTest {
  private static final Map<String, Supplier<Constraint>> CONSTRAINTS =
      Map.ofEntries(
          entry("boolean", () -> Constraints.BOOLEAN),
          entry("one_hot", () -> Constraints.ONE_HOT),
          entry("nonnegative_integer", () -> Constraints.NONNEGATIVE_INTEGER),
          entry("positive_integer", () -> Constraints.POSITIVE_INTEGER),
          entry("integer_interval", () -> Constraints.integerInterval(0, 1)),
          entry(
              "integer_interval of tensors",
              () -> Constraints.integerInterval(0, doubles(0, 1, 2))),
          entry("real", () -> Constraints.REAL),
          entry("real_vector", () -> Constraints.REAL_VECTOR),
          entry("positive", () -> Constraints.POSITIVE),
          entry("nonnegative", () -> Constraints.NONNEGATIVE),
          entry("greater_than", () -> Constraints.greaterThan(0.5)),
          entry("greater_than a tensor", () -> Constraints.greaterThan(doubles(0, 1, -1))),
          entry("greater_than_eq", () -> Constraints.greaterThanEq(1)),
          entry("less_than", () -> Constraints.lessThan(1.0)),
          entry("unit_interval", () -> Constraints.UNIT_INTERVAL),
          entry("interval", () -> Constraints.interval(-1.0, 0.5)),
          entry(
              "interval of tensors",
              () -> Constraints.interval(doubles(-1, 0, 0), doubles(0.5, 1, 1))),
          entry("half_open_interval", () -> Constraints.halfOpenInterval(0, 1)),
          entry("simplex", () -> Constraints.SIMPLEX),
          entry("multinomial", () -> Constraints.multinomial(2)),
          entry("lower_triangular", () -> Constraints.LOWER_TRIANGULAR),
          entry("lower_cholesky", () -> Constraints.LOWER_CHOLESKY),
          entry("corr_cholesky", () -> Constraints.CORR_CHOLESKY),
          entry("square", () -> Constraints.SQUARE),
          entry("square of others", () -> Constraints.SQUARE),
          entry("symmetric", () -> Constraints.SYMMETRIC),
          entry("positive_semidefinite", () -> Constraints.POSITIVE_SEMIDEFINITE),
          entry("positive_definite", () -> Constraints.POSITIVE_DEFINITE),
          entry("positive_definite of others", () -> Constraints.POSITIVE_DEFINITE),
          entry("independent", () -> Constraints.independent(Constraints.POSITIVE, 1)),
          entry("independent of too few", () -> Constraints.independent(Constraints.POSITIVE, 3)),
          entry(
              "cat",
              () ->
                  Constraints.cat(
                      List.of(Constraints.POSITIVE, Constraints.REAL), 1, List.of(1L, 2L))),
          entry(
              "stack",
              () ->
                  Constraints.stack(
                      List.of(Constraints.POSITIVE, Constraints.REAL, Constraints.UNIT_INTERVAL),
                      1)),
          entry("dependent", () -> Constraints.DEPENDENT),
          entry(
              "mixture",
              () -> new MixtureSameFamilyConstraint(Constraints.greaterThan(doubles(0, -2)))));

  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  static List<Golden> constraints() {
    return Golden.read("distributions/constraints.tsv");
  }

  private static Tensor doubles(double... values) {
    return Torch.fromArray(values, values.length);
  }

  private static Constraint made(Golden golden) {
    return Objects.requireNonNull(CONSTRAINTS.get(golden.text("case"))).get();
  }

  @ParameterizedTest
  @MethodSource("constraints")
  void checksArePythons(Golden golden) {
    Constraint constraint = made(golden);
    Tensor value = Goldens.tensor(golden.text("value"));
    String expected = golden.text("check");

    assertThat(constraint).hasToString(golden.text("text"));
    Goldens.check("event dim", golden.text("event dim"), constraint::eventDim);
    Goldens.check(
        "discrete", golden.text("discrete"), () -> constraint.isDiscrete() ? "True" : "False");
    Goldens.check(
        "check",
        expected,
        expected.startsWith("!")
            ? () -> constraint.check(value)
            : () -> LeakCheck.closesTemporaries(1, () -> constraint.check(value)));
  }

  @ParameterizedTest
  @MethodSource("constraints")
  void registeredTransformsArePythons(Golden golden) {
    Constraint constraint = made(golden);
    Map<String, ConstraintRegistry> registries =
        Map.of(
            "biject_to", Transforms.BIJECT_TO,
            "transform_to", Transforms.TRANSFORM_TO);
    registries.forEach(
        (name, registry) -> {
          Tensor x = Goldens.tensor(golden.text(name + " x"));
          Goldens.check(name, golden.text(name), () -> registry.call(constraint));
          Goldens.check(name, golden.text(name + " y"), () -> registry.call(constraint).call(x));
        });
  }

  /** A constraint of a program's own. */
  static final class EvenNumbers extends Constraint {
    @Override
    protected Tensor computeCheck(Tensor value) {
      return value.remainder(2).eq(0);
    }
  }

  @Test
  void programsAddTheirOwn() {
    Constraint even = new EvenNumbers();
    assertThat(even.check(doubles(1, 2)).toBooleanArray()).containsExactly(false, true);
    assertThatThrownBy(() -> Transforms.transformTo(even))
        .isInstanceOf(NotImplementedException.class)
        .hasMessage("Cannot transform EvenNumbers constraints");

    ConstraintRegistry registry = new ConstraintRegistry();
    registry.register(EvenNumbers.class, constraint -> new AffineTransform(0, 2));
    assertThat(registry.call(even).call(doubles(3)).item().doubleValue()).isEqualTo(6);
    registry.register(even, constraint -> new AffineTransform(0, 4));
    assertThat(registry.call(even).call(doubles(3)).item().doubleValue()).isEqualTo(12);
  }

  @Test
  void dependentConstraintsAreKnownByIt() {
    assertThat(Constraints.isDependent(Constraints.DEPENDENT)).isTrue();
    assertThat(Constraints.isDependent(Constraints.REAL)).isFalse();
    Constraint known = Constraints.dependent(true, 1);
    assertThat(Constraints.isDependent(known)).isTrue();
    assertThat(known.isDiscrete()).isTrue();
    assertThat(known.eventDim()).isEqualTo(1);
  }
}
