package dev.obor.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Generator;
import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.data.DataLoader;
import dev.obor.data.Dataset;
import dev.obor.data.TensorDataset;
import dev.obor.nn.Dropout;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.optim.Adam;
import dev.obor.optim.Optimizer;
import dev.obor.optim.SGD;
import dev.obor.optim.lr.OneCycleLR;
import dev.obor.optim.lr.ReduceLROnPlateau;
import dev.obor.optim.lr.StepLR;
import dev.obor.testing.LeftToCollector;
import dev.obor.vision.datasets.FakeData;
import dev.obor.vision.transforms.ToTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LeftToCollector
class TrainerTest {
  @TempDir Path folder;
  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  private static final class Net extends Module {
    final Linear hidden = new Linear(4, 8);
    final Dropout dropout = new Dropout(0.3);
    final Linear out = new Linear(8, 2);

    @Override
    public Tensor forward(Tensor x) {
      return out.call(dropout.call(F.relu(hidden.call(x))));
    }
  }

  private static final class Classifier extends ImageClassificationBase {
    final Linear linear = new Linear(4, 2);
    final List<Integer> printed = new ArrayList<>();

    @Override
    public Tensor forward(Tensor x) {
      return linear.call(x);
    }

    @Override
    public void epochEnd(int epoch, Map<String, Double> result) {
      printed.add(epoch);
    }
  }

  /** Points of which the first two coordinates are larger or the last two. */
  private static TensorDataset points(int size) {
    try (Scope own = Torch.scope()) {
      Tensor x = Torch.rand(size, 4);
      Tensor y = x.narrow(1, 0, 2).sum(1).lt(x.narrow(1, 2, 2).sum(1)).toLong();
      return new TensorDataset(own.keep(x), own.keep(y));
    }
  }

  /** A training with all that has a state: dropout, shuffling, Adam, schedulers, generators. */
  private static final class FullTraining {
    final Net model;
    final Generator order = new Generator().manualSeed(5);
    final EarlyStopping patience = new EarlyStopping("val_loss", o -> o.patience(50));
    final Trainer<Tensor[]> trainer;
    final DataLoader<Tensor[]> train;
    final DataLoader<Tensor[]> validation;

    FullTraining(long seed, Consumer<TrainerOptions> more) {
      Torch.manualSeed(1);
      TensorDataset dataset = points(40);
      validation = new DataLoader<>(points(20), 7, true);
      train = new DataLoader<>(dataset, 8, o -> o.shuffle(true).generator(order));
      Torch.manualSeed(seed);
      model = new Net();
      Optimizer optimizer = new Adam(model.parameters(), 0.05);
      StepLR scheduler = new StepLR(optimizer, 2, o -> o.gamma(0.5));
      trainer =
          Trainer.supervised(
              model,
              F::crossEntropy,
              optimizer,
              o -> {
                o.epochs(6).metric("val_acc", Training::accuracy).scheduler(scheduler);
                o.callback(patience).generator(order);
                more.accept(o);
              });
    }

    History fit() {
      return trainer.fit(train, validation);
    }
  }

  @Test
  void aKilledTrainingGoesOnAsIfNothingHadBeen() throws IOException {
    FullTraining whole = new FullTraining(7, o -> {});
    History expected = whole.fit();
    assertThat(expected.size()).isEqualTo(6);

    Path checkpoint = folder.resolve("last.pt");
    Consumer<TrainerOptions> files =
        o -> o.checkpoint(checkpoint).resume(true).historyFile(folder.resolve("history.csv"));
    Callback killer =
        new Callback() {
          @Override
          public void stepEnd(Trainer<?> trainer, Tensor loss) {
            if (trainer.epoch() == 3 && trainer.step() == 2) {
              throw new IllegalStateException("killed");
            }
          }
        };
    FullTraining victim = new FullTraining(7, o -> files.accept(o.callback(killer)));
    assertThatThrownBy(victim::fit).hasMessage("killed");
    assertThat(victim.trainer.history().size()).isEqualTo(3);

    // Another seed, so that only the checkpoint can bring the right numbers.
    Callback harmless = new Callback() {};
    FullTraining resumed = new FullTraining(99, o -> files.accept(o.callback(harmless)));
    History history = resumed.fit();

    assertThat(history.epochs()).isEqualTo(expected.epochs());
    assertThat(resumed.patience.best()).isEqualTo(whole.patience.best());
    assertThat(resumed.patience.badEpochs()).isEqualTo(whole.patience.badEpochs());
    whole
        .model
        .stateDict()
        .forEach(
            (name, tensor) ->
                assertThat(tensor.equal(requireNonNull(resumed.model.stateDict().get(name))))
                    .as(name)
                    .isTrue());
    assertThat(Files.readString(folder.resolve("history.csv"))).isEqualTo(expected.toCsv());

    // A training that has come to its end has nothing left to do.
    FullTraining again = new FullTraining(3, o -> files.accept(o.callback(harmless)));
    assertThat(again.fit().epochs()).isEqualTo(expected.epochs());
  }

  @Test
  void withoutResumeATrainingBeginsAnew() {
    Path checkpoint = folder.resolve("last.pt");
    History first = new FullTraining(7, o -> o.checkpoint(checkpoint)).fit();
    History second = new FullTraining(7, o -> o.checkpoint(checkpoint)).fit();
    assertThat(second.epochs()).isEqualTo(first.epochs());
  }

  @Test
  void theNumbersAreThoseOfFit() {
    DataLoader<Tensor[]> validation = new DataLoader<>(points(20), 20);
    DataLoader<Tensor[]> train = new DataLoader<>(points(40), 8, true);
    Torch.manualSeed(3);
    List<Map<String, Double>> expected =
        Training.fit(3, 0.5, new Classifier(), train, validation, SGD::new);
    Torch.manualSeed(3);
    Classifier model = new Classifier();
    List<String> steps = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stepEnd(int epoch, int step, Tensor loss) {
            steps.add(epoch + "." + step);
          }
        };
    History history =
        new Trainer<Tensor[]>(
                model,
                new SGD(model.parameters(), 0.5),
                o -> o.epochs(3).callback(Callback.of(listener)))
            .fit(train, validation);

    assertThat(history.get("val_loss"))
        .isEqualTo(expected.stream().map(result -> result.get("val_loss")).toList());
    assertThat(history.get("val_acc"))
        .isEqualTo(expected.stream().map(result -> result.get("val_acc")).toList());
    assertThat(model.printed).containsExactly(0, 1, 2);
    assertThat(steps).hasSize(15).startsWith("0.0", "0.1").endsWith("2.4");
    assertThat(model.isTraining()).isTrue();
  }

  @Test
  void theTrainingLossIsTheMeanOfTheSteps() {
    List<Double> losses = new ArrayList<>();
    Net model = new Net();
    Callback collector =
        new Callback() {
          @Override
          public void stepEnd(Trainer<?> trainer, Tensor loss) {
            losses.add(loss.item().doubleValue());
            assertThat(trainer.seen()).isEqualTo(8L * (trainer.step() + 1));
            assertThat(trainer.items()).isEqualTo(40);
          }
        };
    History history =
        Trainer.supervised(
                model,
                F::crossEntropy,
                new SGD(model.parameters(), 0.1),
                o -> o.callback(collector))
            .fit(new DataLoader<>(points(40), 8));
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    assertThat(history.last()).containsEntry("train_loss", sum / 5).containsEntry("lr", 0.1);
    assertThat(history.last()).doesNotContainKey("val_loss");
  }

  /** Takes any batch. */
  private static final class Indifferent extends Module implements Trainable<Object> {
    final Linear linear = new Linear(1, 1);

    @Override
    public Tensor trainingStep(Object batch) {
      return linear.weight.sum();
    }

    @Override
    public Map<String, Tensor> validationStep(Object batch) {
      return Map.of();
    }

    @Override
    public Map<String, Double> validationEpochEnd(List<Map<String, Tensor>> outputs) {
      return Map.of();
    }

    @Override
    public void epochEnd(int epoch, Map<String, Double> result) {}
  }

  private record Items<T>(List<T> items) implements Dataset<T> {
    @Override
    public T get(int index) {
      return items.get(index);
    }

    @Override
    public int size() {
      return items.size();
    }
  }

  private static <B> List<Long> seen(DataLoader<B> loader) {
    List<Long> seen = new ArrayList<>();
    Callback collector =
        new Callback() {
          @Override
          public void stepEnd(Trainer<?> trainer, Tensor loss) {
            seen.add(trainer.seen());
          }
        };
    Indifferent model = new Indifferent();
    new Trainer<B>(model, new SGD(model.parameters(), 0.1), o -> o.callback(collector)).fit(loader);
    return seen;
  }

  @Test
  void aBatchOfSamplesOrOfPartsCountedAsOneItemOrAsItsParts() {
    Items<List<Tensor>> lists =
        new Items<>(Collections.nCopies(3, List.of(Torch.ones(4), Torch.ones(1), Torch.ones(1))));
    assertThat(seen(new DataLoader<>(lists, 2))).containsExactly(2L, 3L);
    Items<Map<String, Tensor>> maps =
        new Items<>(Collections.nCopies(3, Map.of("image", Torch.ones(4))));
    assertThat(seen(new DataLoader<>(maps, 2))).containsExactly(2L, 3L);
    Items<String> texts = new Items<>(List.of("a", "b", "c"));
    assertThat(seen(new DataLoader<>(texts, items -> items, o -> o.batchSize(2))))
        .containsExactly(2L, 3L);
    FakeData samples = new FakeData(3, o -> o.imageSize(1, 2, 2).transform(new ToTensor()));
    assertThat(seen(new DataLoader<>(samples, 2))).containsExactly(2L, 3L);
  }

  @Test
  void aTrainingThatGetsNoBetterIsStopped() {
    Classifier model = new Classifier();
    EarlyStopping stopping = new EarlyStopping("val_loss", o -> o.patience(2));
    Path checkpoint = folder.resolve("last.pt");
    // A rate of 0 changes nothing, so only the first epoch is better than what was before.
    Trainer<Tensor[]> trainer =
        new Trainer<>(
            model,
            new SGD(model.parameters(), 0.0),
            o -> o.epochs(10).callback(stopping).checkpoint(checkpoint));
    DataLoader<Tensor[]> loader = new DataLoader<>(points(16), 8);
    assertThat(trainer.fit(loader, loader).size()).isEqualTo(3);
    assertThat(trainer.isStopped()).isTrue();

    Trainer<Tensor[]> resumed =
        new Trainer<>(
            model,
            new SGD(model.parameters(), 0.0),
            o ->
                o.epochs(10)
                    .callback(new EarlyStopping("val_loss", e -> e.patience(2)))
                    .checkpoint(checkpoint)
                    .resume(true));
    assertThat(resumed.fit(loader, loader).size()).isEqualTo(3);
  }

  @Test
  void theBestWeightsAreKept() {
    Classifier model = new Classifier();
    BestCheckpoint best = new BestCheckpoint(folder.resolve("best.pt"), "val_loss");
    DataLoader<Tensor[]> loader = new DataLoader<>(points(16), 8);
    // The learning rate explodes, so that the last epochs are the worst.
    Callback spoiler =
        new Callback() {
          @Override
          public void epochBegin(Trainer<?> trainer) {
            if (trainer.epoch() == 2) {
              trainer.optimizer().paramGroups().get(0).set("lr", -50.0);
            }
          }
        };
    History history =
        new Trainer<Tensor[]>(
                model,
                new SGD(model.parameters(), 0.1),
                o -> o.epochs(4).callback(spoiler).callback(best))
            .fit(loader, loader);

    assertThat(best.epoch()).isEqualTo(1);
    assertThat(best.best()).isEqualTo(history.get("val_loss").get(1));
    assertThat(history.get("val_loss").get(3)).isGreaterThan(best.best());
    best.restore(model);
    assertThat(Training.evaluate(model, loader)).containsEntry("val_loss", best.best());
  }

  @Test
  void schedulersStep() {
    Net model = new Net();
    DataLoader<Tensor[]> loader = new DataLoader<>(points(16), 8);
    SGD optimizer = new SGD(model.parameters(), 0.1);
    ReduceLROnPlateau plateau = new ReduceLROnPlateau(optimizer, o -> o.patience(0).factor(0.5));
    History history =
        Trainer.supervised(
                model,
                (out, target) -> out.sum().mul(0).add(1),
                optimizer,
                o -> o.epochs(3).scheduler(plateau, "val_loss"))
            .fit(loader, loader);
    assertThat(history.get("lr")).containsExactly(0.1, 0.1, 0.05);

    SGD second = new SGD(model.parameters(), o -> o.lr(0.1).momentum(0.9));
    OneCycleLR cycle = new OneCycleLR(second, 0.1, o -> o.totalSteps(4));
    Trainer.supervised(model, F::crossEntropy, second, o -> o.epochs(2).stepScheduler(cycle))
        .fit(loader);
    assertThat(cycle.lastEpoch()).isEqualTo(4);
  }

  @Test
  void anotherTrainingsCheckpointIsRefused() throws IOException {
    Path file = folder.resolve("last.pt");
    new FullTraining(1, o -> o.epochs(1).checkpoint(file)).fit();
    FullTraining other =
        new FullTraining(1, o -> o.checkpoint(file).resume(true).callback(new Callback() {}));
    assertThatThrownBy(other::fit)
        .isInstanceOf(ValueException.class)
        .hasMessage(file + ": has 1 callbacks, and the trainer has 2");

    Torch.save(Map.of("a", 1), file);
    FullTraining foreign = new FullTraining(1, o -> o.checkpoint(file).resume(true));
    assertThatThrownBy(foreign::fit)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file + ": not the checkpoint of a training");
  }

  @Test
  void wrongOptionsAreRefused() {
    Classifier model = new Classifier();
    SGD optimizer = new SGD(model.parameters(), 0.1);
    assertThatThrownBy(() -> new Trainer<Tensor[]>(model, optimizer, o -> o.epochs(-1)))
        .hasMessage("epochs must not be negative, but is -1");
    assertThatThrownBy(
            () ->
                new Trainer<Tensor[]>(
                    model, optimizer, o -> o.metric("val_acc", Training::accuracy)))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("validationStep");
    assertThatThrownBy(() -> new EarlyStopping("a", o -> o.mode("best")))
        .hasMessage("mode best is unknown! It is min or max");
    assertThatThrownBy(() -> new EarlyStopping("a", o -> o.patience(0)))
        .hasMessage("patience must be at least 1, but is 0");
    Trainer<Tensor[]> trainer =
        new Trainer<>(model, optimizer, o -> o.callback(new EarlyStopping("val_los")));
    DataLoader<Tensor[]> loader = new DataLoader<>(points(8), 8);
    assertThatThrownBy(() -> trainer.fit(loader, loader))
        .hasMessage("there is no measure 'val_los'; there are train_loss, lr, val_loss, val_acc");
  }

  @Test
  void memoryDoesNotGrowWithTheEpochs() {
    Path file = folder.resolve("last.pt");
    FullTraining training = new FullTraining(1, o -> o.checkpoint(file));
    training.fit();
    long tensors = Obor.memory().tensors();
    Trainer<Tensor[]> more =
        Trainer.supervised(
            training.model,
            F::crossEntropy,
            training.trainer.optimizer(),
            o -> o.epochs(10).checkpoint(file));
    more.fit(training.train, training.validation);
    assertThat(Obor.memory().tensors()).isLessThanOrEqualTo(tensors);
  }
}
