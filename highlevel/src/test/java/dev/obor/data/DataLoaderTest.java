package dev.obor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.IndexException;
import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DataLoaderTest {
  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  /** A named tuple, in Java. */
  record Example(Tensor image, Tensor label) {}

  /** An item whose batch would need another type. */
  record Labelled(Tensor image, long label) {}

  /** Items from a function. */
  private record Made<T>(int size, java.util.function.IntFunction<T> make) implements Dataset<T> {
    @Override
    public T get(int index) {
      return make.apply(index);
    }
  }

  private static TensorDataset pairs(int size) {
    return new TensorDataset(Torch.arange(2L * size).reshape(size, 2), Torch.arange(size));
  }

  private static void assertError(String name, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOf(TorchException.class)
        .message()
        .startsWith(Golden.of("data/texts.tsv", name).text("text"));
  }

  @Test
  void positionalArgumentsArePythons() {
    TensorDataset dataset = pairs(10);

    assertThat(new DataLoader<>(dataset).size()).isEqualTo(10);
    assertThat(new DataLoader<>(dataset, 3).size()).isEqualTo(4);
    assertThat(new DataLoader<>(dataset, 3, true).size()).isEqualTo(4);
    assertThat(new DataLoader<>(dataset, 3, o -> o.dropLast(true)).size()).isEqualTo(3);
    assertThat(new DataLoader<>(dataset, 3).dataset()).isSameAs(dataset);
  }

  @Test
  void aTensorDatasetGivesBatchesOfTensors() {
    List<Tensor[]> batches = new ArrayList<>();
    new DataLoader<>(pairs(5), o -> o.batchSize(2)).forEach(batches::add);

    assertThat(batches).hasSize(3);
    assertThat(batches.get(1)[0].tolist()).hasToString("[[4, 5], [6, 7]]");
    assertThat(batches.get(2)[1].toLongArray()).containsExactly(4);
  }

  @Test
  void batchesOfASubsetAreThoseOfTheWhole() {
    Subset<Tensor[]> odd =
        new Subset<>(new Subset<>(pairs(10), new int[] {9, 7, 5, 3, 1}), new int[] {0, -1, 2});

    Tensor[] batch = new DataLoader<>(odd, 3).iterator().next();

    assertThat(batch[1].toLongArray()).containsExactly(9, 1, 5);
    assertThat(odd.get(-1)[1].item().longValue()).isEqualTo(5);
    assertThat(odd.getItems(new int[] {1})).hasSize(1);
    assertThat(odd.indices()).containsExactly(0, -1, 2);
    assertThat(odd.dataset().size()).isEqualTo(5);
    assertThatThrownBy(() -> odd.get(3))
        .isInstanceOf(IndexException.class)
        .message()
        .startsWith("list index out of range");
  }

  @Test
  void withoutABatchSizeThereAreItems() {
    List<Integer> items = new ArrayList<>();
    DataLoader<Integer> loader = new DataLoader<>(new Range(4), o -> o.batchSize(null));
    loader.forEach(items::add);

    assertThat(items).containsExactly(0, 1, 2, 3);
    assertThat(loader.size()).isEqualTo(4);
  }

  @Test
  void samplersMayBeOnesOwn() {
    Sampler<Integer> backwards = () -> List.of(4, 2, 0).iterator();
    Sampler<int[]> odd = () -> List.of(new int[] {1}, new int[] {3, 3}).iterator();

    DataLoader<Tensor[]> byItem =
        new DataLoader<>(pairs(5), o -> o.sampler(backwards).batchSize(2));
    DataLoader<Tensor[]> byBatch = new DataLoader<>(pairs(5), o -> o.batchSampler(odd));

    assertThat(labels(byItem)).containsExactly("[4, 2]", "[0]");
    assertThat(labels(byBatch)).containsExactly("[1]", "[3, 3]");
    assertThatThrownBy(byBatch::size)
        .isInstanceOf(TypeException.class)
        .hasMessageContaining("has no len()");
  }

  private static List<String> labels(DataLoader<Tensor[]> loader) {
    List<String> labels = new ArrayList<>();
    loader.forEach(batch -> labels.add(batch[1].tolist().toString()));
    return labels;
  }

  @Test
  void batchesAreCollatedAsInPython() {
    List<Object[]> items =
        List.of(
            new Object[] {Torch.tensor(new double[] {1, 2}), 3L, 0.1, true},
            new Object[] {Torch.tensor(new double[] {4, 5}), 6L, 0.2, false});

    Object[] batch = (Object[]) Data.defaultCollate(items);

    List<String> names = List.of("images", "labels", "reals", "truths");
    for (int i = 0; i < batch.length; i++) {
      Golden golden = Golden.of("data/collated.tsv", names.get(i));
      Tensor tensor = (Tensor) batch[i];
      assertThat(tensor.dtype()).hasToString(golden.text("dtype"));
      assertThat(tensor.shape().toArray()).isEqualTo(golden.sizes("shape"));
      assertThat(Golden.hex(tensor)).isEqualTo(golden.text("values"));
    }
  }

  @Test
  void containersAreCollatedAsInPython() {
    assertThat(Data.defaultCollate(List.of("a", "b"))).isEqualTo(List.of("a", "b"));
    Map<?, ?> map =
        (Map<?, ?>)
            Data.defaultCollate(List.of(Map.of("x", 1, "y", "a"), Map.of("x", 2, "y", "b")));
    assertThat(((Tensor) Objects.requireNonNull(map.get("x"))).toLongArray()).containsExactly(1, 2);
    assertThat(map.get("y")).isEqualTo(List.of("a", "b"));
    List<?> columns = (List<?>) Data.defaultCollate(List.of(List.of(1, 2), List.of(3, 4)));
    assertThat(((Tensor) columns.get(1)).toLongArray()).containsExactly(2, 4);

    DataLoader<Example> examples =
        new DataLoader<>(
            new Made<>(4, i -> new Example(Torch.full(new long[] {2}, i), Torch.tensor(i))), 4);
    Example batch = examples.iterator().next();
    assertThat(batch.image().shape().toArray()).containsExactly(4, 2);
    assertThat(batch.label().toLongArray()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void aBatchOfAnotherTypeIsRefusedWithItsCure() {
    DataLoader<Integer> numbers = new DataLoader<>(new Range(3), 3);
    assertThatThrownBy(() -> numbers.iterator().next())
        .isInstanceOf(TypeException.class)
        .hasMessageContaining("one Tensor of many Integer items")
        .hasMessageContaining("Data.defaultCollate(items)");

    DataLoader<Labelled> labelled =
        new DataLoader<>(new Made<>(3, i -> new Labelled(Torch.ones(1), i)), 3);
    assertThatThrownBy(() -> labelled.iterator().next())
        .isInstanceOf(TypeException.class)
        .hasMessageContaining("Labelled");

    DataLoader<Tensor> right =
        new DataLoader<>(
            new Range(3), items -> (Tensor) Data.defaultCollate(items), o -> o.batchSize(3));
    assertThat(right.iterator().next().dtype()).isEqualTo(DType.INT64);
  }

  @Test
  void errorsBeginWithPythonsText() {
    Range range = new Range(3);
    assertError("lengths", () -> Data.randomSplit(new Range(10), 6, 5));
    assertError("fraction", () -> Data.randomSplit(new Range(10), 1.5, -0.5));
    assertError("batch size", () -> new DataLoader<>(range, 0));
    assertError("no items to shuffle", () -> new DataLoader<>(new Range(0), 1, true));
    assertError(
        "sampler and shuffle",
        () -> new DataLoader<>(range, o -> o.sampler(new SequentialSampler(range)).shuffle(true)));
    Sampler<int[]> batches = new BatchSampler(new SequentialSampler(range), 2, false);
    assertError(
        "batch sampler and batch size",
        () -> new DataLoader<>(range, o -> o.batchSize(2).batchSampler(batches)));
    assertError(
        "no batches and drop last",
        () -> new DataLoader<>(range, o -> o.batchSize(null).dropLast(true)));
    assertError("unequal lists", () -> Data.defaultCollate(List.of(List.of(1, 2), List.of(1))));
    assertError(
        "unequal tensors", () -> Data.defaultCollate(List.of(Torch.zeros(2), Torch.zeros(3))));
    assertThatThrownBy(() -> Data.defaultCollate(List.of(new Object())))
        .isInstanceOf(TypeException.class)
        .message()
        .startsWith("default_collate: batch must contain tensors");
    assertThatThrownBy(() -> new TensorDataset(Torch.zeros(3), Torch.zeros(4)))
        .isInstanceOf(ValueException.class)
        .hasMessage("Size mismatch between tensors\nTheir first sizes are [3, 4].");
    assertThatThrownBy(() -> new DataLoader<>(range, items -> items, o -> o.batchSize(null)))
        .isInstanceOf(ValueException.class);
  }

  @Test
  void severalThreadsMayReadOneLoader() throws Exception {
    DataLoader<Tensor[]> loader = new DataLoader<>(pairs(1000), 32, true);
    Callable<Long> sums =
        () -> {
          long[] sum = {0};
          loader.forEachScoped(batch -> sum[0] += batch[1].sum().item().longValue());
          return sum[0];
        };

    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Long> sum : threads.invokeAll(Collections.nCopies(8, sums))) {
        assertThat(sum.get()).isEqualTo(499_500);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void anIteratorEnds() {
    Iterator<Tensor[]> iterator = new DataLoader<>(pairs(1)).iterator();
    iterator.next();

    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    assertThat(new DataLoader<>(new Range(0)).iterator().hasNext()).isFalse();
  }

  @Test
  void singleItemsAreClosedButNotWhatTheDatasetHolds() {
    Tensor held = Torch.ones(2);
    List<Tensor> made = new ArrayList<>();
    Made<Tensor[]> dataset =
        new Made<>(
            4,
            i -> {
              made.add(Torch.zeros(2));
              return new Tensor[] {held, made.get(i)};
            });

    Tensor[] batch = new DataLoader<>(dataset, 4).iterator().next();

    assertThat(made).hasSize(4).allMatch(Tensor::isClosed);
    assertThat(held.isClosed()).isFalse();
    assertThat(batch[0].toFloatArray()).containsOnly(1).hasSize(8);
  }

  @Test
  void aScopedLoopHoldsOneBatchAtATime() {
    DataLoader<Tensor[]> loader = new DataLoader<>(pairs(100), 10, true);
    List<Long> held = new ArrayList<>();
    List<Tensor> seen = new ArrayList<>();
    Consumer<Tensor[]> body =
        batch -> {
          held.add(Obor.memory().scopedTensors());
          seen.add(batch[0].mul(2));
        };

    loader.forEachScoped(body);

    for (Tensor[] batch : loader) {
      try (Scope step = Torch.scope()) {
        body.accept(step.ownAll(batch));
      }
    }

    assertThat(held).hasSize(20).allMatch(count -> count.equals(held.get(0)));
    assertThat(seen).allMatch(Tensor::isClosed);
  }
}
