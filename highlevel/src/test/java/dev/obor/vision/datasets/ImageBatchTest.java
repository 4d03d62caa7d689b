package dev.obor.vision.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.LiveTensors;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.data.DataLoader;
import dev.obor.testing.InScope;
import dev.obor.vision.transforms.Compose;
import dev.obor.vision.transforms.ConvertImageDtype;
import dev.obor.vision.transforms.Grayscale;
import dev.obor.vision.transforms.Lambda;
import dev.obor.vision.transforms.Normalize;
import dev.obor.vision.transforms.PILToTensor;
import dev.obor.vision.transforms.RandomHorizontalFlip;
import dev.obor.vision.transforms.RandomResizedCrop;
import dev.obor.vision.transforms.Resize;
import dev.obor.vision.transforms.ToTensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches that transforms write into are the single results, stacked. */
@InScope
class ImageBatchTest {
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] STD = {0.229, 0.224, 0.225};
  private static final int[] INDICES = {3, 0, -1, 5, 3};

  @TempDir static Path folder;

  @BeforeAll
  static void draw() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 8; i++) {
      BufferedImage image = new BufferedImage(20 + i, 17, BufferedImage.TYPE_3BYTE_BGR);
      for (int at = 0; at < image.getWidth() * 17; at++) {
        image.setRGB(at % image.getWidth(), at / image.getWidth(), random.nextInt(1 << 24));
      }
      Path file = folder.resolve(i % 2 == 0 ? "a" : "b").resolve(i + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    }
  }

  private static ImageFolder pictures(Consumer<ImageFolder.Options> options) {
    return new ImageFolder(folder.toString(), options);
  }

  /** The single samples, read in the same order after the same seed, and stacked. */
  private static Sample stacked(ImageFolder dataset) {
    Torch.manualSeed(7);
    List<Tensor> images = new ArrayList<>();
    List<Long> labels = new ArrayList<>();
    for (int index : INDICES) {
      Sample sample = dataset.get(index);
      images.add(sample.tensor());
      labels.add((long) sample.label());
    }
    return new Sample(Torch.stack(images), Torch.tensor(labels));
  }

  private static void check(ImageFolder dataset) {
    Sample expected = stacked(dataset);
    Torch.manualSeed(7);
    Sample batch = dataset.getBatch(INDICES);
    assertThat(batch.tensor().equal(expected.tensor())).isTrue();
    assertThat(batch.labels().equal(expected.labels())).isTrue();
    assertThat(batch.tensor().isContiguous()).isTrue();
  }

  private static void check(Function<?, ?>... transforms) {
    check(pictures(o -> o.transform(new Compose(transforms))));
  }

  @Test
  void chainsThatEndInATensor() {
    check(new RandomResizedCrop(12), new RandomHorizontalFlip(), new ToTensor());
    check(new RandomResizedCrop(12), new ToTensor(), new Normalize(MEAN, STD));
    check(new Compose(new RandomResizedCrop(9), new ToTensor()));
    check(new Resize(new int[] {5, 6}), new Compose(new ToTensor(), new Normalize(MEAN, STD)));
    check(new Resize(new int[] {5, 6}), new ToTensor(), new Lambda(Tensor::neg));
  }

  @Test
  void resultsOfAnotherKindAreStackedAsBefore() {
    check(new Resize(new int[] {5, 6}), new Grayscale(), new ToTensor());
    check(new Resize(new int[] {5, 6}), new PILToTensor());
    check(
        new Resize(new int[] {5, 6}),
        new ToTensor(),
        new ConvertImageDtype(DType.FLOAT64),
        new Normalize(MEAN, STD));
    Torch.setDefaultDtype(DType.FLOAT64);
    try {
      check(new Resize(new int[] {5, 6}), new ToTensor(), new Normalize(MEAN, STD));
    } finally {
      Torch.setDefaultDtype(DType.FLOAT32);
    }
  }

  @Test
  void targetsAreTransformedToo() {
    Compose transform = new Compose(new RandomResizedCrop(6), new ToTensor());
    check(pictures(o -> o.transform(transform).targetTransform(label -> label + 4)));
    Sample pairs =
        pictures(o -> o.transform(transform).targetTransform(label -> List.of(label, 0.5)))
            .getBatch(INDICES);
    assertThat(pairs.tensor().size()).isEqualTo(Torch.size(5, 3, 6, 6));
    assertThat((List<?>) pairs.target()).hasSize(2);
  }

  @Test
  void sizesThatDifferAreRefusedAsByPython() {
    ImageFolder dataset = pictures(o -> o.transform(new Compose(new ToTensor())));
    assertThatThrownBy(() -> dataset.getBatch(new int[] {0, 1}))
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith(
            "stack expects each tensor to be equal size, but got [3, 17, 20] at entry 0 and"
                + " [3, 17, 22] at entry 1");
    assertThat(dataset.getBatch(new int[] {2}).tensor().size()).isEqualTo(Torch.size(1, 3, 17, 24));
  }

  @Test
  void imagesWithoutATensorAreRefused() {
    ImageFolder dataset = pictures(o -> o.transform(new Compose(new Resize(4))));
    assertThatThrownBy(() -> dataset.getBatch(new int[] {0, 1}))
        .isInstanceOf(TypeException.class)
        .hasMessageContaining("<class 'PIL.Image.Image'>");
  }

  @Test
  void theFileThatCannotBeReadIsNamed(@TempDir Path other) throws IOException {
    Files.createDirectories(other.resolve("a"));
    Files.copy(folder.resolve("a/0.png"), other.resolve("a/0.png"));
    Files.write(other.resolve("a/1.png"), new byte[] {1, 2, 3});
    for (int workers = 0; workers < 2; workers++) {
      int count = workers;
      ImageFolder dataset =
          new ImageFolder(
              other.toString(), o -> o.transform(new Compose(new Resize(4), new ToTensor())));
      assertThatThrownBy(
              () -> new DataLoader<>(dataset, 2, o -> o.numWorkers(count)).forEach(batch -> {}))
          .isInstanceOf(TorchException.class)
          .hasStackTraceContaining("while item 1 was read")
          .hasStackTraceContaining("1.png");
    }
  }

  @Test
  void loadersGiveTheSameBatches() {
    Compose transform =
        new Compose(new RandomResizedCrop(8), new ToTensor(), new Normalize(MEAN, STD));
    ImageFolder dataset = pictures(o -> o.transform(transform));
    List<Tensor> alone = batches(dataset, 0);
    assertThat(alone).hasSize(3);
    assertThat(alone.get(2).size()).isEqualTo(Torch.size(2, 3, 8, 8));
    Torch.manualSeed(3);
    List<Tensor> others = new ArrayList<>();
    Function<List<Sample>, Tensor> stack =
        items -> Torch.stack(items.stream().map(Sample::tensor).toList());
    for (Tensor batch : new DataLoader<>(dataset, stack, o -> o.batchSize(3))) {
      others.add(batch);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(alone.get(i).equal(others.get(i))).isTrue();
    }
    for (Tensor batch : batches(dataset, 2)) {
      assertThat(batch.size(1)).isEqualTo(3);
    }
  }

  private static List<Tensor> batches(ImageFolder dataset, int workers) {
    Torch.manualSeed(3);
    List<Tensor> batches = new ArrayList<>();
    for (Sample batch : new DataLoader<>(dataset, 3, o -> o.numWorkers(workers))) {
      batches.add(batch.tensor());
    }
    return batches;
  }

  @Test
  void aBatchHoldsNothingButItself() {
    ImageFolder dataset =
        pictures(o -> o.transform(new Compose(new RandomResizedCrop(8), new ToTensor())));
    long before = LiveTensors.now().open();
    Sample batch = dataset.getBatch(INDICES);
    assertThat(LiveTensors.now().open() - before).isEqualTo(2);
    batch.tensor().close();
    batch.labels().close();
  }
}
