package dev.obor.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.NotImplementedException;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.Warnings;
import dev.obor.golden.Golden;
import dev.obor.testing.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DivergencesTest {
  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  static List<Golden> pairs() {
    return Golden.read("distributions/divergences.tsv");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void divergencesArePythons(Golden golden) {
    Distribution p =
        Instances.make(golden.text("p"), Goldens.arguments(golden.text("p arguments")));
    Distribution q =
        Instances.make(golden.text("q"), Goldens.arguments(golden.text("q arguments")));
    String expected = golden.text("divergence");

    Goldens.check(
        golden.text("case"),
        expected,
        expected.startsWith("!")
            ? () -> Kl.klDivergence(p, q)
            : () -> LeakCheck.closesTemporaries(1, () -> Kl.klDivergence(p, q)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void gradientsArePythons(Golden golden) {
    String expected = golden.text("gradients");
    if (expected.startsWith("!")) {
      assertThat(golden.text("divergence")).startsWith("!");
      return;
    }
    Map<String, Object> left = Goldens.arguments(golden.text("p arguments"));
    Map<String, Object> right = Goldens.arguments(golden.text("q arguments"));
    List<Tensor> leaves = new ArrayList<>(Goldens.leaves(left));
    leaves.addAll(Goldens.leaves(right));

    Tensor result =
        Kl.klDivergence(
            Instances.make(golden.text("p"), left), Instances.make(golden.text("q"), right));

    Tensor finite =
        result.requiresGrad() ? result.maskedSelect(result.detach().isfinite()) : result;
    Goldens.checkGradients(golden.text("case"), expected, finite, leaves);
  }

  /** A distribution of a program's own. */
  static class Shifted extends Normal {
    Shifted(double loc) {
      super(loc, 1);
    }
  }

  @Test
  void theMostSpecificFormulaIsTaken() {
    Normal normal = new Normal(0, 1);
    assertThat(Kl.klDivergence(new Shifted(2), normal).item().doubleValue()).isEqualTo(2);

    Kl.registerKl(Shifted.class, Normal.class, (p, q) -> Torch.tensor(7.0));

    assertThat(Kl.klDivergence(new Shifted(2), normal).item().doubleValue()).isEqualTo(7);
    assertThat(Kl.klDivergence(normal, new Shifted(2)).item().doubleValue()).isEqualTo(2);
  }

  /** Another one. */
  static class Twice extends Shifted {
    Twice() {
      super(2);
    }
  }

  @Test
  void formulasThatAreAmbiguousAreWarnedOf() {
    Kl.registerKl(Shifted.class, Twice.class, (p, q) -> Torch.tensor(1.0));
    Kl.registerKl(Twice.class, Shifted.class, (p, q) -> Torch.tensor(2.0));
    List<String> warnings = new ArrayList<>();
    Warnings.setHandler(warning -> warnings.add(warning.category() + ": " + warning.message()));
    try {
      assertThat(Kl.klDivergence(new Twice(), new Twice()).item().doubleValue()).isEqualTo(2);
    } finally {
      Warnings.setHandler(null);
    }
    assertThat(warnings)
        .containsExactly(
            "RuntimeWarning: Ambiguous kl_divergence(Twice, Twice). Please register_kl(Twice,"
                + " Twice)");
  }

  @Test
  void transformsThatDifferHaveNoDivergence() {
    Distribution p = new TransformedDistribution(new Normal(0, 1), new ExpTransform());
    Distribution q = new TransformedDistribution(new Normal(0, 1), new SigmoidTransform());
    assertThatThrownBy(() -> Kl.klDivergence(p, q)).isInstanceOf(NotImplementedException.class);
  }
}
