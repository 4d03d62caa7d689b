package dev.obor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.IndexException;
import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import dev.obor.testing.LeftToCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How workers begin, fail and end. */
@InScope
class WorkerTest {
  @AfterEach
  void noThreadIsLeft() throws InterruptedException {
    LoaderThreads.assertNoneLeft();
  }

  /** Items from a function. */
  private record Made<T>(int size, IntFunction<T> make) implements Dataset<T> {
    @Override
    public T get(int index) {
      return make.apply(index);
    }
  }

  private static Made<Tensor[]> tensors(int size) {
    return new Made<>(
        size, i -> new Tensor[] {Torch.full(new long[] {4}, i), Torch.tensor(i).mul(2)});
  }

  private static void assertError(String name, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOf(TorchException.class)
        .message()
        .startsWith(Golden.of("data/workers-texts.tsv", name).text("text"));
  }

  @Test
  void argumentsAreCheckedAsInPython() {
    Range data = new Range(8);
    IterableDataset<Integer> stream = () -> List.of(1, 2, 3).iterator();
    assertError("negative workers", () -> new DataLoader<>(data, o -> o.numWorkers(-1)));
    assertError("negative timeout", () -> new DataLoader<>(data, o -> o.timeout(-1)));
    assertError("prefetch without workers", () -> new DataLoader<>(data, o -> o.prefetchFactor(2)));
    assertError(
        "negative prefetch", () -> new DataLoader<>(data, o -> o.numWorkers(1).prefetchFactor(-1)));
    assertError(
        "persistent without workers", () -> new DataLoader<>(data, o -> o.persistentWorkers(true)));
    assertError("iterable and shuffle", () -> new DataLoader<>(stream, 1, true));
    assertThatThrownBy(() -> new DataLoader<>(stream).size()).hasMessageContaining("has no len()");
    assertThatThrownBy(() -> new DataLoader<>(data, o -> o.numWorkers(1).prefetchFactor(0)))
        .isInstanceOf(ValueException.class);
  }

  @Test
  void aDatasetThatThrowsTellsTheItemAndTheWorker() {
    Made<Tensor> failing =
        new Made<>(
            8,
            i -> {
              if (i == 5) {
                throw new IndexException("no item five");
              }
              return Torch.ones(2);
            });
    DataLoader<Tensor> loader = new DataLoader<>(failing, 2, o -> o.numWorkers(2));
    BatchIterator<Tensor> batches = loader.iterator();
    batches.next();
    batches.next();

    assertThatThrownBy(batches::next)
        .isInstanceOf(IndexException.class)
        .hasMessageStartingWith(Golden.of("data/workers-texts.tsv", "failing").text("text"))
        .hasMessageContaining("no item five")
        .hasMessageContaining("item 5;")
        .hasCauseInstanceOf(IndexException.class);
    assertThat(batches.hasNext()).isFalse();
  }

  @Test
  void aFailureInASubsetTellsTheItemOfTheWhole() {
    Made<Tensor> failing =
        new Made<>(
            8,
            i -> {
              throw new IllegalArgumentException("bad " + i);
            });
    Subset<Tensor> subset = new Subset<>(failing, new int[] {7, 6, 5});

    assertThatThrownBy(() -> new DataLoader<>(subset, o -> o.numWorkers(1)).iterator().next())
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith("Caught IllegalArgumentException in DataLoader worker process 0.")
        .hasMessageContaining("bad 7")
        .hasMessageContaining("item 7;");
    assertThatThrownBy(() -> new DataLoader<>(subset).iterator().next())
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("while item 7 was read"));
  }

  @Test
  void anInitFunctionRunsOnceInEachWorker() {
    List<Integer> called = java.util.Collections.synchronizedList(new ArrayList<>());
    DataLoader<Tensor[]> loader =
        new DataLoader<>(
            tensors(12), 2, o -> o.numWorkers(3).persistentWorkers(true).workerInitFn(called::add));
    for (int epoch = 0; epoch < 3; epoch++) {
      loader.forEachScoped(batch -> {});
    }
    assertThat(called).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(loader.numWorkers()).isEqualTo(3);
  }

  @Test
  void aFailingInitFunctionEndsTheLoop() {
    DataLoader<Tensor[]> loader =
        new DataLoader<>(
            tensors(4),
            o ->
                o.numWorkers(1)
                    .workerInitFn(
                        id -> {
                          throw new ValueException("not ready");
                        }));

    assertThatThrownBy(() -> loader.iterator().next())
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("not ready");
  }

  @Test
  void aBatchThatDoesNotComeInTimeEndsTheLoop() {
    CountDownLatch never = new CountDownLatch(1);
    Made<Tensor> stuck =
        new Made<>(
            4,
            i -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return Torch.ones(1);
            });
    DataLoader<Tensor> loader = new DataLoader<>(stuck, 2, o -> o.numWorkers(1).timeout(1));

    assertError("slow", () -> loader.iterator().next());
  }

  @Test
  void workersPrepareNoMoreThanTheyMay() throws InterruptedException {
    AtomicInteger read = new AtomicInteger();
    Made<Tensor> counted =
        new Made<>(
            100,
            i -> {
              read.incrementAndGet();
              return Torch.ones(1);
            });
    DataLoader<Tensor> loader = new DataLoader<>(counted, o -> o.numWorkers(2).prefetchFactor(3));
    try (BatchIterator<Tensor> batches = loader.iterator()) {
      Thread.sleep(200);
      assertThat(read).hasValue(6);
      batches.next();
      Thread.sleep(200);
      assertThat(read).hasValue(7);
    }
  }

  @Test
  void aLoopThatIsClosedEarlyLeavesNothing() {
    DataLoader<Tensor[]> loader = new DataLoader<>(tensors(100), 5, o -> o.numWorkers(2));
    try (Scope scope = Torch.scope();
        BatchIterator<Tensor[]> batches = loader.iterator()) {
      batches.next();
      assertThat(batches.hasNext()).isTrue();
    }
    try (Stream<Tensor[]> stream = loader.stream()) {
      List<Long> labels = stream.limit(2).map(batch -> batch[1].sum().item().longValue()).toList();
      assertThat(labels).containsExactly(20L, 70L);
    }
    assertThatThrownBy(
            () ->
                loader.forEachScoped(
                    batch -> {
                      throw new IllegalStateException("enough");
                    }))
        .hasMessage("enough");
    assertThat(LoaderThreads.alive()).isEmpty();
  }

  @Test
  @LeftToCollector
  void aLoopThatIsJustLeftEndsByItself() throws InterruptedException {
    DataLoader<Tensor[]> loader = new DataLoader<>(tensors(100), 5, o -> o.numWorkers(2));
    Iterator<Tensor[]> left = loader.iterator();
    for (Tensor[] batch : loader) {
      assertThat(batch[0].size(0)).isEqualTo(5);
      break;
    }
    LoaderThreads.assertNoneLeft();
    // A loop whose threads have ended goes on where it was.
    long labels = 0;
    while (left.hasNext()) {
      labels += left.next()[1].sum().item().longValue();
    }
    assertThat(labels).isEqualTo(9900);
  }

  @Test
  void aBatchBelongsToTheScopeThatAskedForIt() {
    List<Tensor> seen = new ArrayList<>();
    DataLoader<Tensor[]> loader = new DataLoader<>(tensors(40), 5, o -> o.numWorkers(2));
    loader.forEachScoped(
        batch -> {
          assertThat(seen).allMatch(Tensor::isClosed);
          assertThat(batch).noneMatch(Tensor::isClosed);
          seen.addAll(List.of(batch));
        });

    assertThat(seen).hasSize(16).allMatch(Tensor::isClosed);
  }

  @Test
  void whatTheDatasetHoldsStaysItsOwn() {
    Tensor held = Torch.arange(3);
    DataLoader<Tensor> items =
        new DataLoader<>(new Made<>(4, i -> held), o -> o.batchSize(null).numWorkers(2));
    items.forEachScoped(item -> assertThat(item).isSameAs(held));

    assertThat(held.isClosed()).isFalse();
  }

  /** A batch in whose fields nobody looks for tensors. */
  private static final class Opaque {
    final Tensor tensor;

    Opaque(Tensor tensor) {
      this.tensor = tensor;
    }
  }

  @Test
  @LeftToCollector
  void batchesOfAClassOfOnesOwnAreOpen() {
    DataLoader<Opaque> loader =
        new DataLoader<>(
            new Range(6),
            items -> new Opaque((Tensor) Data.defaultCollate(items)),
            o -> o.batchSize(3).numWorkers(2));
    List<String> values = new ArrayList<>();
    loader.forEach(batch -> values.add(batch.tensor.tolist().toString()));

    assertThat(values).containsExactly("[0, 1, 2]", "[3, 4, 5]");
  }

  @Test
  void withoutOrderEveryBatchComesOnce() {
    DataLoader<Tensor[]> loader =
        new DataLoader<>(tensors(97), 4, o -> o.numWorkers(3).inOrder(false).shuffle(true));
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    loader.forEachScoped(batch -> Arrays.stream(batch[1].toLongArray()).forEach(seen::add));

    assertThat(seen).hasSize(97);
  }

  @Test
  void aNewLoopOfPersistentWorkersEndsTheOneBefore() {
    DataLoader<Tensor[]> loader =
        new DataLoader<>(tensors(30), 5, o -> o.numWorkers(2).persistentWorkers(true));
    BatchIterator<Tensor[]> first = loader.iterator();
    first.next();
    long labels = 0;
    for (Tensor[] batch : loader) {
      labels += batch[1].sum().item().longValue();
    }

    assertThat(first.hasNext()).isFalse();
    assertThat(labels).isEqualTo(870);
  }

  @Test
  void workersAreKnownOnlyInTheirThreads() {
    DataLoader<String> infos =
        new DataLoader<>(
            new Made<>(
                4,
                i -> {
                  WorkerInfo info = Data.getWorkerInfo();
                  return info == null ? "none" : info.id() + "/" + info.numWorkers();
                }),
            o -> o.batchSize(null).numWorkers(2));
    List<String> seen = new ArrayList<>();
    infos.forEach(seen::add);

    assertThat(seen).containsExactly("0/2", "1/2", "0/2", "1/2");
    assertThat(Data.getWorkerInfo()).isNull();
  }

  @Test
  void anyOptionsGiveTheOrderWithoutWorkers() {
    Random random = new Random(7);
    for (int round = 0; round < 60; round++) {
      int size = 1 + random.nextInt(40);
      int batchSize = 1 + random.nextInt(8);
      boolean shuffle = random.nextBoolean();
      boolean dropLast = random.nextBoolean();
      int workers = 1 + random.nextInt(4);
      int prefetch = 1 + random.nextInt(4);
      boolean persistent = random.nextBoolean();
      DataLoader<int[]> serial =
          numbers(size, o -> o.batchSize(batchSize).shuffle(shuffle).dropLast(dropLast));
      DataLoader<int[]> parallel =
          numbers(
              size,
              o ->
                  o.batchSize(batchSize)
                      .shuffle(shuffle)
                      .dropLast(dropLast)
                      .numWorkers(workers)
                      .prefetchFactor(prefetch)
                      .persistentWorkers(persistent));
      Torch.manualSeed(round);
      String expected = Golden.written(serial);
      Torch.manualSeed(round);
      assertThat(Golden.written(parallel)).isEqualTo(expected);
    }
  }

  private static DataLoader<int[]> numbers(
      int size, java.util.function.Consumer<DataLoader.Options> options) {
    return new DataLoader<>(
        new Range(size), items -> items.stream().mapToInt(Integer::intValue).toArray(), options);
  }

  @Test
  void aThousandLoopsLeaveNoThreadAndNoMemory() {
    DataLoader<Tensor[]> fresh = new DataLoader<>(tensors(24), 4, o -> o.numWorkers(2));
    DataLoader<Tensor[]> lasting =
        new DataLoader<>(tensors(24), 4, o -> o.numWorkers(2).persistentWorkers(true));
    long[] sum = {0};
    long tensorsBefore = 0;
    for (int epoch = 0; epoch < 1_000; epoch++) {
      DataLoader<Tensor[]> loader = epoch % 2 == 0 ? fresh : lasting;
      loader.forEachScoped(batch -> sum[0] += batch[1].sum().item().longValue());
      if (epoch == 10) {
        tensorsBefore = Obor.memory().tensors();
      }
      assertThat(LoaderThreads.alive()).hasSizeLessThanOrEqualTo(4);
    }

    assertThat(sum[0]).isEqualTo(1_000L * 24 * 23);
    assertThat(Obor.memory().tensors()).isLessThanOrEqualTo(tensorsBefore);
  }
}
