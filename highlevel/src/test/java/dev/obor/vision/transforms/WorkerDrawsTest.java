package dev.obor.vision.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.data.Data;
import dev.obor.data.DataLoader;
import dev.obor.data.Dataset;
import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import dev.obor.vision.transforms.v2.GaussianNoise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random transforms in workers of a loader, as {@code transform_v2_goldens.py} had them. */
@InScope
class WorkerDrawsTest {
  static Stream<Golden> cases() {
    return Golden.read("vision/transform-workers.tsv.gz").stream();
  }

  private static Function<Object, Object> v1() {
    return new Compose(
        new RandomHorizontalFlip(),
        new RandomCrop(7, o -> o.padding(1)),
        new RandomOrder(List.of(new RandomVerticalFlip(), new RandomRotation(30))),
        new ColorJitter(0.3),
        new RandomChoice(List.of(new RandomInvert(), new RandomPosterize(2))),
        new RandomErasing(o -> o.value("random")));
  }

  private static Function<Object, Object> v2() {
    return new dev.obor.vision.transforms.v2.Compose(
        new dev.obor.vision.transforms.v2.RandomHorizontalFlip(),
        new dev.obor.vision.transforms.v2.RandomCrop(7, o -> o.padding(1)),
        new dev.obor.vision.transforms.v2.RandomOrder(
            List.of(
                new dev.obor.vision.transforms.v2.RandomVerticalFlip(),
                new dev.obor.vision.transforms.v2.RandomRotation(30))),
        new dev.obor.vision.transforms.v2.ColorJitter(0.3),
        new dev.obor.vision.transforms.v2.RandomChoice(
            List.of(
                new dev.obor.vision.transforms.v2.RandomInvert(),
                new dev.obor.vision.transforms.v2.RandomPosterize(2))),
        new dev.obor.vision.transforms.v2.RandomErasing(o -> o.value("random")),
        new GaussianNoise());
  }

  /** One image again and again, transformed. */
  private record Pictures(Tensor image, Function<Object, Object> transform)
      implements Dataset<Tensor> {
    @Override
    public Tensor get(int index) {
      return (Tensor) transform.apply(image);
    }

    @Override
    public int size() {
      return 10;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void workersDrawWhatPythonsDo(Golden golden) {
    Tensor image = (Tensor) Fixture.read(Fixture.input("uint8"));
    Function<Object, Object> transform = golden.text("case").equals("v1") ? v1() : v2();
    Torch.manualSeed(4);
    DataLoader<Tensor> loader =
        new DataLoader<>(
            new Pictures(image, transform),
            items -> (Tensor) Data.defaultCollate(items),
            o ->
                o.batchSize(2)
                    .shuffle(true)
                    .numWorkers(golden.integer("workers"))
                    .persistentWorkers(true));
    for (String epoch : List.of("first", "second")) {
      try (Scope scope = Torch.scope()) {
        List<Tensor> batches = new ArrayList<>();
        for (Tensor batch : loader) {
          batches.add(batch);
        }
        assertThat(batches).hasSize(5);
        Packed.compare(epoch, Torch.cat(batches), golden.text(epoch), 0);
      }
    }
  }
}
