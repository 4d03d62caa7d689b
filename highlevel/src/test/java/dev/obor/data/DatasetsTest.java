package dev.obor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.IndexException;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import dev.obor.testing.LeakCheck;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetsTest {
  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  /** Numbers from 0 on that come one after the other. */
  private record Stream(int size) implements IterableDataset<Integer> {
    @Override
    public Iterator<Integer> iterator() {
      return IntStream.range(0, size).iterator();
    }
  }

  private static IterableDataset<Tensor> tensors(int count) {
    return () -> IntStream.range(0, count).mapToObj(i -> Torch.tensor((double) i)).iterator();
  }

  static List<Golden> streams() {
    return Golden.read("data/streams.tsv");
  }

  private static String text(String name) {
    return Golden.of("data/texts.tsv", name).text("text");
  }

  @ParameterizedTest
  @MethodSource("streams")
  void streamsAreBatchedAsInPython(Golden golden) {
    Torch.manualSeed(4);
    DataLoader<int[]> loader =
        new DataLoader<>(
            new Stream(golden.integer("size")),
            items -> items.stream().mapToInt(Integer::intValue).toArray(),
            o -> o.batchSize(golden.integer("batch size")).dropLast(golden.flag("drop last")));

    assertThat(loader.size()).isEqualTo(golden.integer("batches"));
    assertThat(Golden.written(loader)).isEqualTo(golden.text("first"));
    assertThat(Golden.hex(Aten.uniform_(Torch.empty(1), 0, 1, null)))
        .isEqualTo(golden.text("after"));
  }

  @Test
  void streamsOfTensorsAreStackedAndTheirItemsClosed() {
    DataLoader<Tensor> loader = new DataLoader<>(tensors(5), o -> o.batchSize(2));
    Iterator<Tensor> batches = loader.iterator();

    Tensor first = LeakCheck.closesTemporaries(1, batches::next);

    assertThat(first.toFloatArray()).containsExactly(0, 1);
    assertThat(batches.next().toFloatArray()).containsExactly(2, 3);
    assertThat(batches.next().toFloatArray()).containsExactly(4);
    assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
    assertThat(loader.dataset()).isInstanceOf(IterableDataset.class);
    assertThatThrownBy(loader::size)
        .isInstanceOf(TypeException.class)
        .hasMessageContaining("has no len()");
  }

  @Test
  void streamsGiveSingleItemsToo() {
    List<Float> items = new ArrayList<>();
    new DataLoader<>(tensors(3), o -> o.batchSize(null))
        .forEach(item -> items.add(item.item().floatValue()));
    assertThat(items).containsExactly(0f, 1f, 2f);
    assertThat(new DataLoader<>(new Stream(3), o -> o.batchSize(null)).size()).isEqualTo(3);
    assertThatThrownBy(() -> new DataLoader<>(tensors(3), items2 -> items2, o -> o.batchSize(null)))
        .isInstanceOf(ValueException.class);
  }

  @Test
  void streamsHaveNoOrderToChoose() {
    assertThatThrownBy(() -> new DataLoader<>(new Stream(3), o -> o.shuffle(true)))
        .isInstanceOf(ValueException.class)
        .hasMessage(text("shuffled stream"));
    assertThatThrownBy(
            () ->
                new DataLoader<>(
                    new Stream(3), o -> o.sampler(new SequentialSampler(new Range(3)))))
        .isInstanceOf(ValueException.class)
        .hasMessageStartingWith(
            "DataLoader with IterableDataset: expected unspecified sampler option, but got");
    assertThatThrownBy(() -> new DataLoader<>(new Stream(3), o -> o.batchSize(0)))
        .isInstanceOf(ValueException.class)
        .hasMessage(text("batch size"));
    assertThatThrownBy(() -> new DataLoader<>(new Stream(3), o -> o.batchSize(null).dropLast(true)))
        .isInstanceOf(ValueException.class)
        .hasMessage(text("no batches and drop last"));
  }

  @Test
  void chainsGoThroughOneAfterTheOther() {
    ChainDataset<Integer> chain =
        new ChainDataset<>(List.of(new Stream(2), new Stream(0), new Stream(3)));
    assertThat(chain).containsExactly(0, 1, 0, 1, 2);
    assertThat(new ChainDataset<>(List.of(new Stream(2), new Stream(3))).size())
        .hasToString(text("length of a chain"));
    assertThat(chain.datasets()).hasSize(3);
    Iterator<Integer> none = new ChainDataset<Integer>(List.of()).iterator();
    assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void concatenationsFindTheirItems() {
    Range empty = new Range(0);
    ConcatDataset<Integer> all =
        new ConcatDataset<>(List.of(new Range(3), empty, new Range(2), new Range(4)));

    assertThat(all.size()).isEqualTo(9);
    assertThat(all.cumulativeSizes()).containsExactly(3, 3, 5, 9);
    assertThat(IntStream.range(0, 9).mapToObj(all::get)).containsExactly(0, 1, 2, 0, 1, 0, 1, 2, 3);
    assertThat(all.get(-1)).isEqualTo(3);
    assertThat(all.getItems(new int[] {8, 0, 1, 4, -9})).containsExactly(3, 0, 1, 1, 0);
    assertThat(all.datasets()).hasSize(4);
    assertThatThrownBy(() -> new ConcatDataset<Integer>(List.of()))
        .isInstanceOf(TorchException.class)
        .hasMessage(text("nothing to concatenate"));
    assertThatThrownBy(() -> new ConcatDataset<>(List.of(new Range(2))).get(-3))
        .isInstanceOf(ValueException.class)
        .hasMessageStartingWith(text("index of a concatenation"));
  }

  @Test
  void stackedDatasetsAreReadTogether() {
    Tensor images = Torch.arange(6).reshape(3, 2);
    StackDataset<Object[]> pairs = StackDataset.of(new TensorDataset(images), new Range(3));
    assertThat(pairs.size()).isEqualTo(3);
    assertThat(pairs.get(2)[1]).isEqualTo(2);
    assertThat(pairs.datasets()).hasSize(2);

    Map<String, Dataset<?>> byName = new LinkedHashMap<>();
    byName.put("image", new Range(3));
    byName.put("label", new Range(3));
    StackDataset<Map<String, Object>> named = StackDataset.of(byName);
    assertThat(named.get(1)).containsExactly(Map.entry("image", 1), Map.entry("label", 1));
    Map<String, Object> batch = named.getBatch(new int[] {2, 0});
    assertThat(((Tensor) Objects.requireNonNull(batch.get("label"))).toLongArray())
        .containsExactly(2, 0);

    assertThatThrownBy(StackDataset::of)
        .isInstanceOf(ValueException.class)
        .hasMessage(text("nothing to stack"));
    assertThatThrownBy(() -> StackDataset.of(new Range(2), new Range(3)))
        .isInstanceOf(ValueException.class)
        .hasMessageStartingWith(text("stacked sizes"));
  }

  @Test
  void arraysOfNumbersAreCollatedAsNumpysArrays() {
    Golden golden = Golden.of("data/collated.tsv", "arrays");
    Tensor batch =
        LeakCheck.closesTemporaries(
            1, () -> (Tensor) Data.defaultCollate(List.of(new long[] {1, 2}, new long[] {3, 4})));
    assertThat(batch.dtype()).hasToString(golden.text("dtype"));
    assertThat(Golden.hex(batch)).isEqualTo(golden.text("values"));
    assertThatThrownBy(() -> Data.defaultCollate(List.of(new long[] {1, 2}, new long[] {3})))
        .isInstanceOf(TorchException.class)
        .hasMessage(text("unequal lists"));
  }

  @Test
  void arraysOfNumbersAreConverted() {
    assertThat(((Tensor) Data.defaultConvert(new byte[] {1})).dtype()).isEqualTo(DType.INT8);
    assertThat(((Tensor) Data.defaultConvert(new short[] {1})).dtype()).isEqualTo(DType.INT16);
    assertThat(((Tensor) Data.defaultConvert(new int[] {1})).dtype()).isEqualTo(DType.INT32);
    assertThat(((Tensor) Data.defaultConvert(new float[] {1})).dtype()).isEqualTo(DType.FLOAT32);
    assertThat(((Tensor) Data.defaultConvert(new double[] {1})).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(((Tensor) Data.defaultConvert(new boolean[] {true})).dtype()).isEqualTo(DType.BOOL);
    assertThat(Data.defaultConvert("text")).isEqualTo("text");
    Map<?, ?> map =
        (Map<?, ?>) Data.defaultConvert(Map.of("x", List.of(1, new long[] {2}), "y", 3));
    assertThat(map.get("y")).isEqualTo(3);
    assertThat(((List<?>) Objects.requireNonNull(map.get("x"))).get(1)).isInstanceOf(Tensor.class);
    assertThat(((Object[]) Data.defaultConvert(new Object[] {1, new long[] {2}}))[1])
        .isInstanceOf(Tensor.class);
    assertThatThrownBy(() -> Data.defaultConvert(new char[] {'a'}))
        .isInstanceOf(TypeException.class);
  }

  @Test
  void tensorDatasetTakesTheIndicesOfTensors() {
    Tensor numbers = Torch.arange(6).reshape(3, 2);
    TensorDataset dataset = new TensorDataset(numbers, Torch.tensor(new int[] {7, 8, 9}));

    Tensor[] firstTwo = dataset.get("0:2");
    Tensor[] lastTwo = dataset.get(new int[] {2, 1});

    assertThat(firstTwo).extracting(Tensor::tolist).hasToString("[[[0, 1], [2, 3]], [7, 8]]");
    assertThat(lastTwo).extracting(Tensor::tolist).hasToString("[[[4, 5], [2, 3]], [9, 8]]");
    assertThatThrownBy(() -> dataset.get("5")).isInstanceOf(IndexException.class);
  }
}
