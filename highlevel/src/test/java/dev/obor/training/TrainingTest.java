package dev.obor.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.data.DataLoader;
import dev.obor.data.TensorDataset;
import dev.obor.nn.Linear;
import dev.obor.optim.SGD;
import dev.obor.vision.datasets.Sample;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainingTest {
  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  private static final class Model extends ImageClassificationBase {
    final Linear linear = new Linear(4, 2);
    final List<String> epochs = new ArrayList<>();
    final List<Boolean> modes = new ArrayList<>();

    @Override
    public Tensor forward(Tensor x) {
      modes.add(isTraining());
      return linear.call(x.reshape(-1, 4));
    }

    @Override
    public void epochEnd(int epoch, Map<String, Double> result) {
      epochs.add(epoch + " " + result.keySet());
    }
  }

  /** Pictures of 2 x 2 pixels, bright in the upper or in the lower row. */
  private static TensorDataset pictures(int size) {
    Tensor labels = Torch.arange(size).remainder(2);
    Tensor upper = Torch.tensor(new double[][] {{1, 1}, {0, 0}});
    Tensor lower = Torch.tensor(new double[][] {{0, 0}, {1, 1}});
    List<Tensor> pictures = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      pictures.add(i % 2 == 0 ? upper : lower);
    }
    return new TensorDataset(Torch.stack(pictures), labels);
  }

  @Test
  void fitTrainsAndEvaluatesEachEpoch() {
    Torch.manualSeed(0);
    Model model = new Model();
    DataLoader<Tensor[]> train = new DataLoader<>(pictures(40), 8, true);
    DataLoader<Tensor[]> validation = new DataLoader<>(pictures(20), 20);
    List<String> events = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stepEnd(int epoch, int step, Tensor loss) {
            assertThat(loss.dim()).isZero();
            events.add(epoch + "." + step);
          }

          @Override
          public void epochEnd(int epoch, Map<String, Double> result) {
            events.add("end " + epoch);
          }
        };

    Map<String, Double> before = Training.evaluate(model, validation);
    List<Map<String, Double>> history =
        Training.fit(2, 0.5, model, train, validation, SGD::new, listener);

    assertThat(history).hasSize(2);
    assertThat(history.get(1).get("val_acc")).isEqualTo(1);
    assertThat(history.get(1).get("val_loss"))
        .isLessThan(history.get(0).get("val_loss"))
        .isLessThan(before.get("val_loss"));
    assertThat(model.epochs).containsExactly("0 [val_loss, val_acc]", "1 [val_loss, val_acc]");
    assertThat(events)
        .containsExactly(
            "0.0", "0.1", "0.2", "0.3", "0.4", "end 0", "1.0", "1.1", "1.2", "1.3", "1.4", "end 1");
    assertThat(model.modes.subList(0, 7))
        .containsExactly(false, true, true, true, true, true, false);
    assertThat(model.isTraining()).isTrue();
  }

  @Test
  void measuresAreMeansOverBatches() {
    Tensor scores = Torch.tensor(new double[][] {{1, 0}, {0, 1}, {3, 1}, {2, 1}});
    Tensor labels = Torch.tensor(new long[] {0, 1, 1, 0});

    assertThat(Training.accuracy(scores, labels).item().doubleValue()).isEqualTo(0.75);
    assertThat(
            Training.means(List.of(Map.of("a", Torch.tensor(1.0)), Map.of("a", Torch.tensor(2.0)))))
        .containsExactly(Map.entry("a", 1.5));
    assertThat(Training.means(List.of())).isEmpty();
  }

  @Test
  void anEpochIsPrintedAsInTheTutorials() {
    ImageClassificationBase model = new ImageClassificationBase() {};
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    java.io.PrintStream before = System.out;
    System.setOut(new java.io.PrintStream(out, true, java.nio.charset.StandardCharsets.UTF_8));
    try {
      Map<String, Double> result = new java.util.LinkedHashMap<>();
      result.put("val_loss", 0.42506);
      result.put("val_acc", 0.875);
      model.epochEnd(3, result);
    } finally {
      System.setOut(before);
    }
    assertThat(out.toString(java.nio.charset.StandardCharsets.UTF_8).strip())
        .isEqualTo("Epoch [3], val_loss: 0.4251, val_acc: 0.8750");
  }

  @Test
  void memoryDoesNotGrowWithTheNumberOfSteps() {
    Model model = new Model();
    DataLoader<Tensor[]> loader = new DataLoader<>(pictures(64), 4, true);
    Training.fit(1, 0.1, model, loader, loader, SGD::new);
    long tensors = Obor.memory().tensors();
    long bytes = Obor.memory().bytes();

    Training.fit(20, 0.1, model, loader, loader, SGD::new);

    assertThat(Obor.memory().tensors()).isLessThanOrEqualTo(tensors);
    assertThat(Obor.memory().bytes()).isLessThanOrEqualTo(bytes + 4096);
  }

  @Test
  void batchesMayBeSamplesOrArraysAndNothingElse() {
    Tensor images = Torch.rand(3, 4);
    Tensor labels = Torch.tensor(new int[] {0, 1, 1});
    Model model = new Model();

    Tensor ofSample = model.trainingStep(new Sample(images, labels));

    Tensor ofArray = model.trainingStep(new Tensor[] {images, labels});
    assertThat(ofSample.item()).isEqualTo(ofArray.item());
    assertThatThrownBy(() -> model.trainingStep("batch"))
        .isInstanceOf(TypeException.class)
        .hasMessage("a batch must be a Sample or an array of images and classes, not String");
  }

  @Test
  void epochsAreLoggedWhereTheModelSays() {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    ImageClassificationBase model =
        new ImageClassificationBase(new PrintStream(log, true, UTF_8)) {};

    model.epochEnd(3, Map.of("val_loss", 0.42506));

    assertThat(log.toString(UTF_8)).isEqualToIgnoringNewLines("Epoch [3], val_loss: 0.4251\n");
  }
}
