package dev.obor.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Aten;
import dev.obor.Generator;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With workers, batches come in the order in which Python's workers give them. */
@InScope
class WorkerOrderTest {
  @AfterEach
  void noThreadIsLeft() throws InterruptedException {
    LoaderThreads.assertNoneLeft();
  }

  static List<Golden> orders() {
    return Golden.read("data/workers.tsv");
  }

  static List<Golden> between() {
    return Golden.read("data/workers-between.tsv");
  }

  static List<Golden> noises() {
    return Golden.read("data/workers-noise.tsv");
  }

  static List<Golden> iterables() {
    return Golden.read("data/workers-iterable.tsv");
  }

  private static int[] numbers(List<Integer> items) {
    return items.stream().mapToInt(Integer::intValue).toArray();
  }

  private static DataLoader<int[]> loader(
      Dataset<Integer> dataset, Consumer<DataLoader.Options> options) {
    return new DataLoader<>(dataset, WorkerOrderTest::numbers, options);
  }

  private static String drawn(@Nullable Generator generator) {
    return Golden.hex(Aten.uniform_(Torch.empty(1), 0, 1, generator));
  }

  private static @Nullable Integer number(@Nullable String text) {
    return text == null ? null : Integer.valueOf(text);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void batchesComeInPythonsOrder(Golden golden) {
    Generator own = golden.flag("own") ? new Generator().manualSeed(5) : null;
    Torch.manualSeed(golden.integer("size"));
    DataLoader<int[]> loader =
        loader(
            new Range(golden.integer("size")),
            o -> {
              o.batchSize(golden.integer("batch size")).shuffle(golden.flag("shuffle"));
              o.numWorkers(golden.integer("workers")).dropLast(golden.flag("drop last"));
              o.prefetchFactor(number(golden.optional("prefetch")));
              o.persistentWorkers(golden.flag("persistent"));
              if (own != null) {
                o.generator(own);
              }
            });

    for (int epoch = 0; epoch < 3; epoch++) {
      assertThat(Golden.written(loader)).isEqualTo(golden.text("epoch " + epoch));
      assertThat(drawn(null)).isEqualTo(golden.text("after " + epoch));
    }
    if (own != null) {
      assertThat(drawn(own)).isEqualTo(golden.text("own after"));
    }
  }

  @ParameterizedTest
  @MethodSource("between")
  void theSamplerDrawsWhenPythonsDoes(Golden golden) {
    Generator own = new Generator().manualSeed(6);
    Range dataset = new Range(20);
    Sampler<Integer> sampler =
        new RandomSampler(dataset, o -> o.replacement(true).numSamples(100).generator(own));
    List<int[]> batches = new ArrayList<>();
    List<String> drawn = new ArrayList<>();
    DataLoader<int[]> loader =
        loader(
            dataset,
            o ->
                o.batchSize(8)
                    .sampler(sampler)
                    .numWorkers(golden.integer("workers"))
                    .generator(own));
    for (int[] batch : loader) {
      batches.add(batch);
      drawn.add(drawn(own));
    }

    assertThat(Golden.written(batches)).isEqualTo(golden.text("batches"));
    assertThat(String.join(",", drawn)).isEqualTo(golden.text("between"));
  }

  /** Items with a random number from the worker's generator. */
  private record Noise(int size) implements Dataset<Tensor> {
    @Override
    public Tensor get(int index) {
      Generator generator = Objects.requireNonNull(Data.getWorkerInfo()).generator();
      return Aten.uniform_(Torch.empty(1), 0, 1, generator).toDouble().add(index);
    }
  }

  @ParameterizedTest
  @MethodSource("noises")
  void everyWorkerDrawsWhatPythonsDraws(Golden golden) {
    Torch.manualSeed(3);
    DataLoader<Tensor> loader =
        new DataLoader<>(
            new Noise(10),
            3,
            o ->
                o.shuffle(true)
                    .numWorkers(golden.integer("workers"))
                    .persistentWorkers(golden.flag("persistent")));
    List<String> values = new ArrayList<>();
    for (int epoch = 0; epoch < 2; epoch++) {
      loader.forEach(batch -> values.add(Golden.hex(batch)));
    }

    assertThat(String.join(",", values)).isEqualTo(golden.text("values"));
  }

  private static IterableDataset<Integer> iterable(String kind) {
    return () -> {
      WorkerInfo worker = Data.getWorkerInfo();
      return switch (kind) {
        case "shares" -> shares(11, worker);
        case "copies" -> shares(5, null);
        default -> uneven(Objects.requireNonNull(worker).id());
      };
    };
  }

  private static Iterator<Integer> shares(int size, @Nullable WorkerInfo worker) {
    int first = worker == null ? 0 : worker.id();
    int step = worker == null ? 1 : worker.numWorkers();
    return IntStream.iterate(first, i -> i < size, i -> i + step).iterator();
  }

  private static Iterator<Integer> uneven(int id) {
    return IntStream.range(100 * id, 100 * id + 3 + 4 * id).iterator();
  }

  @ParameterizedTest
  @MethodSource("iterables")
  void iterableDatasetsComeInPythonsOrder(Golden golden) {
    Integer batchSize = number(golden.optional("batch size"));
    IterableDataset<Integer> dataset = iterable(golden.text("kind"));
    DataLoader<int[]> loader;
    if (batchSize == null) {
      IterableDataset<int[]> items =
          () -> {
            Iterator<Integer> numbers = dataset.iterator();
            return IntStream.iterate(0, i -> numbers.hasNext(), i -> i)
                .mapToObj(i -> new int[] {numbers.next()})
                .iterator();
          };
      loader =
          new DataLoader<>(items, o -> o.batchSize(null).numWorkers(golden.integer("workers")));
    } else {
      loader =
          loader(
              dataset,
              o ->
                  o.batchSize(batchSize)
                      .dropLast(golden.flag("drop last"))
                      .numWorkers(golden.integer("workers")));
    }

    assertThat(Golden.written(loader)).isEqualTo(golden.text("first"));
    assertThat(Golden.written(loader)).isEqualTo(golden.text("second"));
  }
}
