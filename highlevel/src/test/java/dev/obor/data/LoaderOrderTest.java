package dev.obor.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Aten;
import dev.obor.Generator;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.golden.Golden;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * After the same seed everything comes in Python's order, and the random numbers in between are
 * Python's.
 */
class LoaderOrderTest {
  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  static List<Golden> loaders() {
    return Golden.read("data/loaders.tsv");
  }

  static List<Golden> interrupted() {
    return Golden.read("data/interrupted.tsv");
  }

  static List<Golden> samplers() {
    return Golden.read("data/samplers.tsv");
  }

  static List<Golden> splits() {
    return Golden.read("data/splits.tsv");
  }

  private static DataLoader<int[]> loader(int size, Consumer<DataLoader.Options> options) {
    return new DataLoader<>(
        new Range(size), items -> items.stream().mapToInt(Integer::intValue).toArray(), options);
  }

  private static @Nullable Generator generator(Golden golden) {
    String seed = golden.optional("generator");
    return seed == null ? null : new Generator().manualSeed(Long.parseLong(seed));
  }

  private static String drawn(@Nullable Generator generator) {
    return Golden.hex(Aten.uniform_(Torch.empty(1), 0, 1, generator));
  }

  @ParameterizedTest
  @MethodSource("loaders")
  void batchesComeInPythonsOrder(Golden golden) {
    Generator own = generator(golden);
    Torch.manualSeed(golden.integer("seed"));
    DataLoader<int[]> loader =
        loader(
            golden.integer("size"),
            o -> {
              o.batchSize(golden.integer("batch size")).shuffle(golden.flag("shuffle"));
              o.dropLast(golden.flag("drop last"));
              if (own != null) {
                o.generator(own);
              }
            });

    assertThat(loader.size()).isEqualTo(golden.integer("batches"));
    for (int epoch = 0; epoch < 3; epoch++) {
      assertThat(Golden.written(loader)).isEqualTo(golden.text("epoch " + epoch));
      assertThat(drawn(null)).isEqualTo(golden.text("after " + epoch));
    }
    if (own != null) {
      assertThat(drawn(own)).isEqualTo(golden.text("own after"));
    }
  }

  @ParameterizedTest
  @MethodSource("interrupted")
  void aLoopMayBeLeftAndDrawNumbersItself(Golden golden) {
    Generator own = new Generator().manualSeed(8);
    Torch.manualSeed(8);
    DataLoader<int[]> loader =
        loader(10, o -> o.batchSize(3).shuffle(golden.flag("shuffle")).generator(own));

    List<int[]> batches = new ArrayList<>();
    Iterator<int[]> left = loader.iterator();
    for (int i = 0; i < 2 && left.hasNext(); i++) {
      batches.add(left.next());
      drawn(null);
      drawn(own);
    }
    loader.forEach(batches::add);

    assertThat(Golden.written(batches)).isEqualTo(golden.text("batches"));
    assertThat(drawn(null)).isEqualTo(golden.text("after"));
    assertThat(drawn(own)).isEqualTo(golden.text("own after"));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void samplersDrawPythonsIndices(Golden golden) {
    Generator own = generator(golden);
    String count = golden.optional("count");
    Torch.manualSeed(0);
    RandomSampler sampler =
        new RandomSampler(
            new Range(golden.integer("size")),
            o -> {
              o.replacement(golden.flag("replacement")).generator(own);
              if (count != null) {
                o.numSamples(Integer.parseInt(count));
              }
            });

    assertThat(sampler.size()).isEqualTo(golden.integer("length"));
    assertThat(indices(sampler)).isEqualTo(golden.text("first"));
    assertThat(indices(sampler)).isEqualTo(golden.text("second"));
    assertThat(drawn(null)).isEqualTo(golden.text("after"));
    if (own != null) {
      assertThat(drawn(own)).isEqualTo(golden.text("own after"));
    }
  }

  private static String indices(Sampler<Integer> sampler) {
    List<String> indices = new ArrayList<>();
    sampler.forEach(index -> indices.add(String.valueOf(index)));
    return String.join(",", indices);
  }

  @Test
  void portionsAreDrawnWhenTheyAreNeeded() {
    Golden golden = Golden.read("data/replacement.tsv").get(0);
    Generator own = new Generator().manualSeed(4);
    RandomSampler sampler =
        new RandomSampler(new Range(10), o -> o.replacement(true).numSamples(80).generator(own));

    List<int[]> batches = new ArrayList<>();
    List<String> between = new ArrayList<>();
    for (int[] batch : new BatchSampler(sampler, 16, false)) {
      batches.add(batch);
      between.add(drawn(own));
    }

    assertThat(Golden.written(batches)).isEqualTo(golden.text("batches"));
    assertThat(String.join(",", between)).isEqualTo(golden.text("between"));
  }

  @ParameterizedTest
  @MethodSource("splits")
  void splitsArePythons(Golden golden) {
    Generator own = generator(golden);
    Range range = new Range(golden.integer("size"));
    List<String> lengths = golden.names("lengths");
    Torch.manualSeed(1);

    List<Subset<Integer>> parts;
    if (lengths.get(0).contains(".")) {
      double[] fractions = lengths.stream().mapToDouble(Double::parseDouble).toArray();
      parts =
          own == null
              ? Data.randomSplit(range, fractions)
              : Data.randomSplit(range, fractions, own);
    } else {
      int[] sizes = lengths.stream().mapToInt(Integer::parseInt).toArray();
      parts = own == null ? Data.randomSplit(range, sizes) : Data.randomSplit(range, sizes, own);
    }

    assertThat(Golden.written(parts.stream().map(Subset::indices).toList()))
        .isEqualTo(golden.text("parts"));
    assertThat(drawn(null)).isEqualTo(golden.text("after"));
  }

  @Test
  void aBatchOfADatasetOfTensorsIsThatOfItsItems() {
    Tensor images = Torch.arange(40).reshape(20, 2);
    Tensor labels = Torch.arange(20);
    TensorDataset dataset = new TensorDataset(images, labels);
    int[] indices = IntStream.of(3, 0, 19, 3).toArray();

    Tensor[] batch = dataset.getBatch(indices);
    Object collated = Data.defaultCollate(dataset.getItems(indices));

    assertThat(collated).isInstanceOf(Tensor[].class);
    for (int i = 0; i < 2; i++) {
      assertThat(batch[i].equal(((Tensor[]) collated)[i])).isTrue();
    }
    assertThat(batch[1].toLongArray()).containsExactly(3, 0, 19, 3);
  }
}
