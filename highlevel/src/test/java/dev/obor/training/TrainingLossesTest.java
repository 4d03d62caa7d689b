package dev.obor.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.golden.Golden;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Dropout;
import dev.obor.nn.F;
import dev.obor.nn.Flatten;
import dev.obor.nn.LSTM;
import dev.obor.nn.Linear;
import dev.obor.nn.MaxPool2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.nn.Tanh;
import dev.obor.optim.Adam;
import dev.obor.optim.AdamW;
import dev.obor.optim.Optimizer;
import dev.obor.optim.SGD;
import dev.obor.testing.LeftToCollector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole training runs against Python's: the same seed, and from there on the same losses. */
@LeftToCollector // the state of the optimizers
class TrainingLossesTest {
  /** What rounding by another BLAS may come to after all steps. */
  private static final double TOLERANCE = 1e-4;

  private static final class Reader extends Module {
    LSTM lstm = new LSTM(6, 16, o -> o.numLayers(2).batchFirst(true));
    Linear head = new Linear(16, 4);

    @Override
    public Tensor forward(Tensor x) {
      return head.call(lstm.call(x).output().select(1, -1));
    }
  }

  private static Module model(String name) {
    return switch (name) {
      case "mlp" ->
          new Sequential(
              new Linear(12, 32), new ReLU(), new Linear(32, 16), new Tanh(), new Linear(16, 4));
      case "cnn" ->
          new Sequential(
              new Conv2d(1, 4, 3, o -> o.padding(1)),
              new BatchNorm2d(4),
              new ReLU(),
              new MaxPool2d(2),
              new Conv2d(4, 8, 3),
              new ReLU(),
              new Dropout(0.25),
              new Flatten(),
              new Linear(8 * 4 * 4, 4));
      case "lstm" -> new Reader();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static long[] input(String model) {
    return switch (model) {
      case "mlp" -> new long[] {16, 12};
      case "cnn" -> new long[] {8, 1, 12, 12};
      default -> new long[] {8, 7, 6};
    };
  }

  private static Optimizer optimizer(String name, Module model) {
    return switch (name) {
      case "sgd" -> new SGD(model.parameters(), o -> o.lr(0.05).momentum(0.9));
      case "adam" -> new Adam(model.parameters(), o -> o.lr(0.01));
      case "adamw" -> new AdamW(model.parameters(), o -> o.lr(0.01).weightDecay(0.1));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static int compared;

  @AfterAll
  static void tell() {
    System.out.println(
        "TrainingLossesTest: results of " + compared + " runs compared to the last bit");
  }

  static List<Golden> runs() {
    return Golden.read("training/losses.tsv");
  }

  @Test
  void everyModelIsTrainedByEveryOptimizer() {
    assertThat(runs()).hasSize(9);
    assertThat(runs()).allSatisfy(run -> assertThat(run.numbers("losses")).hasSize(20));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void everyLossIsPythons(Golden golden) {
    double[] expected = golden.numbers("losses");
    try (Scope scope = Torch.scope()) {
      Torch.manualSeed(5);
      Module model = model(golden.text("model"));
      long[] shape = input(golden.text("model"));
      Tensor x = Torch.randn(shape);
      Tensor y = Torch.randint(4, Torch.size(shape[0]));
      Optimizer optimizer = optimizer(golden.text("optimizer"), model);
      List<Tensor> losses = new ArrayList<>();
      for (int step = 0; step < expected.length; step++) {
        try (Scope inner = Torch.scope()) {
          optimizer.zeroGrad();
          Tensor loss = F.crossEntropy(model.call(x), y);
          loss.backward();
          optimizer.step();
          losses.add(inner.keep(loss.detach()));
        }
        assertThat(losses.get(step).item().doubleValue())
            .as("loss before step %d", step)
            .isCloseTo(expected[step], within(TOLERANCE * Math.max(1, expected[step])));
      }
      assertThat(expected[expected.length - 1]).isLessThan(expected[0]);
      if (Golden.LIBRARIES_ARE_PYTHONS) {
        assertThat(Golden.hex(Torch.stack(losses))).isIn(golden.variants("losses"));
        List<Tensor> parameters = model.parameters().stream().map(p -> p.reshape(-1)).toList();
        assertThat(Golden.checksum(Torch.cat(parameters))).isIn(golden.variants("parameters"));
        compared++;
      }
    }
  }
}
