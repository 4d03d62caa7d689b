package dev.obor.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.data.DataLoader;
import dev.obor.data.TensorDataset;
import dev.obor.nn.Linear;
import dev.obor.optim.SGD;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoggersTest {
  private final Scope scope = Torch.scope();
  private final List<String> lines = new ArrayList<>();

  @AfterEach
  void close() {
    scope.close();
  }

  /** Trains for two epochs of four steps with losses that are known. */
  private void train(Function<Consumer<String>, Callback> logger) {
    Linear model = new Linear(1, 1);
    TensorDataset dataset = new TensorDataset(Torch.zeros(10, 1), Torch.zeros(10, 1));
    DataLoader<Tensor[]> loader = new DataLoader<>(dataset, 3);
    Trainer.supervised(
            model,
            (out, target) -> out.sum().mul(0).add(0.4375),
            new SGD(model.parameters(), 0.1),
            o ->
                o.epochs(2)
                    .metric("val_acc", (out, target) -> Torch.tensor(0.8125))
                    .callback(logger.apply(lines::add)))
        .fit(loader, loader);
  }

  @Test
  void validationsArePrintedAsInTheTutorials() {
    train(Loggers::validation);
    assertThat(lines)
        .containsExactly(
            "Epoch [0], val_loss: 0.4375, val_acc: 0.8125",
            "Epoch [1], val_loss: 0.4375, val_acc: 0.8125");
  }

  @Test
  void someEpochsPrintTheirLoss() {
    train(printer -> Loggers.loss(2, printer));
    assertThat(lines).containsExactly("Epoch [2/2], Loss: 0.4375");
  }

  @Test
  void someStepsPrintTheirLoss() {
    train(printer -> Loggers.steps(3, printer));
    assertThat(lines)
        .containsExactly(
            "loss: 0.437500  [    3/   10]",
            "loss: 0.437500  [   10/   10]",
            "loss: 0.437500  [    3/   10]",
            "loss: 0.437500  [   10/   10]");
    assertThatThrownBy(() -> Loggers.steps(0, lines::add))
        .hasMessage("every must be at least 1, but is 0");
  }

  @Test
  void testErrorsArePrintedAsInTheTutorials() {
    train(Loggers::testError);
    assertThat(lines).hasSize(2).contains("Test Error: \n Accuracy: 81.2%, Avg loss: 0.437500 \n");
  }

  @Test
  void lossesArePrintedAsInTheTutorials() {
    train(Loggers::losses);
    assertThat(lines)
        .containsExactly(
            "Epoch: 1/2..  Training Loss: 0.438..  Test Loss: 0.438..  Test Accuracy: 0.812",
            "Epoch: 2/2..  Training Loss: 0.438..  Test Loss: 0.438..  Test Accuracy: 0.812");
  }

  @Test
  void aHistoryIsData() {
    History history = new History();
    assertThat(history.toCsv()).isEqualTo("epoch\n");
    assertThat(history.last()).isEmpty();
    Map<String, Double> first = new LinkedHashMap<>();
    first.put("loss", 0.1);
    history.add(first);
    Map<String, Double> second = new LinkedHashMap<>(first);
    second.put("odd, \"name\"", 1e-7);
    history.add(second);

    assertThat(history.get("loss")).containsExactly(0.1, 0.1);
    assertThat(history.get("none")).containsExactly(Double.NaN, Double.NaN);
    assertThat(history.toCsv())
        .isEqualTo("epoch,loss,\"odd, \"\"name\"\"\"\n0,0.1,\n1,0.1,1e-07\n");
  }
}
