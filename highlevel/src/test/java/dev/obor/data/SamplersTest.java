package dev.obor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Aten;
import dev.obor.Generator;
import dev.obor.Scope;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplersTest {
  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  static List<Golden> weighted() {
    return Golden.read("data/weighted.tsv");
  }

  static List<Golden> subsets() {
    return Golden.read("data/subsets.tsv");
  }

  static List<Golden> distributed() {
    return Golden.read("data/distributed.tsv");
  }

  private static String drawn() {
    return Golden.hex(Aten.uniform_(Torch.empty(1), 0, 1, null));
  }

  private static @Nullable Generator generator(Golden golden) {
    String seed = golden.optional("generator");
    return seed == null ? null : new Generator().manualSeed(Long.parseLong(seed));
  }

  private static String indices(Sampler<Integer> sampler) {
    List<String> indices = new ArrayList<>();
    sampler.forEach(index -> indices.add(String.valueOf(index)));
    return String.join(",", indices);
  }

  private static String text(String name) {
    return Golden.of("data/texts.tsv", name).text("text");
  }

  private static void check(Golden golden, Sampler<Integer> sampler) {
    assertThat(sampler.size()).isEqualTo(golden.integer("length"));
    assertThat(indices(sampler)).isEqualTo(golden.text("first"));
    assertThat(indices(sampler)).isEqualTo(golden.text("second"));
    assertThat(drawn()).isEqualTo(golden.text("after"));
  }

  @ParameterizedTest
  @MethodSource("weighted")
  void weightedSamplersDrawPythonsIndices(Golden golden) {
    double[] weights = golden.names("weights").stream().mapToDouble(Double::parseDouble).toArray();
    Generator own = generator(golden);
    Torch.manualSeed(2);
    check(
        golden,
        new WeightedRandomSampler(
            weights,
            golden.integer("count"),
            o -> {
              o.replacement(golden.flag("replacement"));
              if (own != null) {
                o.generator(own);
              }
            }));
  }

  @ParameterizedTest
  @MethodSource("subsets")
  void subsetSamplersDrawPythonsIndices(Golden golden) {
    int[] indices = Arrays.stream(golden.sizes("indices")).mapToInt(Math::toIntExact).toArray();
    Generator own = generator(golden);
    Torch.manualSeed(2);
    check(
        golden,
        own == null ? new SubsetRandomSampler(indices) : new SubsetRandomSampler(indices, own));
  }

  @ParameterizedTest
  @MethodSource("distributed")
  void distributedSamplersGivePythonsShares(Golden golden) {
    DistributedSampler sampler =
        new DistributedSampler(
            new Range(golden.integer("size")),
            golden.integer("replicas"),
            golden.integer("rank"),
            o -> {
              o.seed(3).shuffle(golden.flag("shuffle")).dropLast(golden.flag("drop last"));
            });

    assertThat(sampler.size()).isEqualTo(golden.integer("length"));
    for (int epoch = 0; epoch < 2; epoch++) {
      sampler.setEpoch(epoch);
      assertThat(indices(sampler)).isEqualTo(golden.text("epoch " + epoch));
    }
  }

  @Test
  void tensorsAreWeightsToo() {
    Sampler<Integer> sampler = new WeightedRandomSampler(Torch.tensor(new double[] {0, 1}), 3);
    assertThat(indices(sampler)).isEqualTo("1,1,1");
    Iterator<Integer> left = sampler.iterator();
    for (int i = 0; i < 3; i++) {
      left.next();
    }
    assertThatThrownBy(left::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void whatIsRefusedIsRefusedInPythonsWords() {
    assertThatThrownBy(() -> new WeightedRandomSampler(Torch.ones(2, 3), 3))
        .isInstanceOf(ValueException.class)
        .hasMessage(text("weights of two dimensions"));
    assertThatThrownBy(() -> new WeightedRandomSampler(new double[] {1}, 0))
        .isInstanceOf(ValueException.class)
        .hasMessage(text("no weighted samples"));
    assertThatThrownBy(() -> new DistributedSampler(new Range(3), 2, 2))
        .isInstanceOf(ValueException.class)
        .hasMessage(text("rank"));
  }
}
