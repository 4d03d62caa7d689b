package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.DType;
import dev.obor.IndexException;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossesTest {
  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  static List<Golden> losses() {
    return Golden.read("nn/losses.tsv");
  }

  @ParameterizedTest
  @MethodSource("losses")
  void functionsGivePythonsLossesAndGradients(Golden golden) {
    Tensor input = golden.tensor("input", "input shape").requiresGrad_();

    Tensor output = byFunction(golden, input, target(golden));
    output.backward(Torch.onesLike(output));

    assertClose(output, golden, "output");
    assertThat(output.shape().toArray()).isEqualTo(golden.sizes("output shape"));
    assertClose(Objects.requireNonNull(input.grad()), golden, "gradient");
  }

  @ParameterizedTest
  @MethodSource("losses")
  void modulesGivePythonsLosses(Golden golden) {
    Tensor input = golden.tensor("input", "input shape");

    assertClose(module(golden).call(input, target(golden)), golden, "output");
  }

  private static Tensor target(Golden golden) {
    Tensor target = golden.tensor("target", "target shape");
    boolean isClasses =
        !golden.text("loss").equals("mse_loss") && !golden.text("case").equals("probabilities");
    return isClasses ? target.to(DType.INT64) : target;
  }

  private static Tensor weight() {
    return Torch.tensor(new double[] {0.5, 1, 2, 0.25});
  }

  private static Tensor byFunction(Golden golden, Tensor input, Tensor target) {
    return switch (golden.text("loss")) {
      case "cross_entropy" ->
          switch (golden.text("case")) {
            case "default", "probabilities", "pictures", "single" -> F.crossEntropy(input, target);
            default -> F.crossEntropy(input, target, o -> set(golden, o));
          };
      case "nll_loss" ->
          golden.text("case").equals("default")
              ? F.nllLoss(input, target)
              : F.nllLoss(input, target, o -> set(golden, o));
      default -> F.mseLoss(input, target, golden.text("case"));
    };
  }

  private static Module module(Golden golden) {
    return switch (golden.text("loss")) {
      case "cross_entropy" -> new CrossEntropyLoss(o -> set(golden, o));
      case "nll_loss" -> new NLLLoss(o -> set(golden, o));
      default -> new MSELoss(golden.text("case"));
    };
  }

  private static void set(Golden golden, CrossEntropyLoss.Options o) {
    String name = golden.text("case");
    if (name.startsWith("weight")) {
      o.weight(weight());
    }
    if (name.contains("ignore_index")) {
      o.ignoreIndex(name.startsWith("weight") ? 3 : 1);
    }
    if (name.contains("sum")) {
      o.reduction("sum");
    }
    if (name.equals("none")) {
      o.reduction(Reduction.NONE);
    }
    if (name.contains("label_smoothing")) {
      o.labelSmoothing(name.startsWith("weight") ? 0.3 : 0.1);
    }
  }

  private static void set(Golden golden, NLLLoss.Options o) {
    String name = golden.text("case");
    if (name.startsWith("weight")) {
      o.weight(weight());
    }
    if (name.contains("ignore_index")) {
      o.ignoreIndex(name.startsWith("weight") ? 3 : 1);
    }
    if (name.contains("sum")) {
      o.reduction("sum");
    }
    if (name.equals("none")) {
      o.reduction(Reduction.NONE);
    }
  }

  private static void assertClose(Tensor tensor, Golden golden, String field) {
    double[] expected = golden.numbers(field);
    double[] actual = tensor.toDoubleArray();
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .isCloseTo(expected[i], within(1e-6 * Math.max(1, Math.abs(expected[i]))));
    }
  }

  @Test
  void softmaxAndItsLogarithmAreOfOneKind() {
    Tensor x = Torch.tensor(new double[][] {{1, 2, 3}, {0, 0, 0}});

    assertThat(F.softmax(x, 1).sum(1).toDoubleArray())
        .containsExactly(new double[] {1, 1}, within(1e-6));
    assertThat(F.logSoftmax(x, 1).exp().allclose(F.softmax(x, -1))).isTrue();
    assertThat(F.softmax(x, 1, DType.FLOAT64).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(F.logSoftmax(x, 1, DType.FLOAT64).dtype()).isEqualTo(DType.FLOAT64);
  }

  @Test
  void errorsBeginWithPythonsText() {
    assertThatThrownBy(() -> F.crossEntropy(Torch.ones(1, 2), Torch.tensor(new long[] {5})))
        .isInstanceOf(IndexException.class)
        .message()
        .startsWith(Golden.of("nn/texts.tsv", "class out of bounds").text("text"));
    assertThatThrownBy(() -> new CrossEntropyLoss(o -> o.reduction("avg")))
        .isInstanceOf(ValueException.class)
        .message()
        .startsWith(Golden.of("nn/texts.tsv", "reduction").text("text"));
  }
}
