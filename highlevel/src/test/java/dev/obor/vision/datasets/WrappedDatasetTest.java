package dev.obor.vision.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Obor;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.data.DataLoader;
import dev.obor.data.TensorDataset;
import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import dev.obor.vision.image.BufferedImages;
import dev.obor.vision.transforms.ToTensor;
import dev.obor.vision.transforms.v2.Compose;
import dev.obor.vision.transforms.v2.RandomHorizontalFlip;
import dev.obor.vision.transforms.v2.ToDtype;
import dev.obor.vision.transforms.v2.ToImage;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import dev.obor.vision.tv_tensors.Image;
import dev.obor.vision.tv_tensors.Mask;
import dev.obor.vision.tv_tensors.TVTensor;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What wrapped datasets hold, print and refuse is what torchvision's do. */
@InScope
class WrappedDatasetTest {
  @TempDir static Path root;

  @BeforeAll
  static void unpack() {
    ListedFixtures.unpacked(root);
    WrappedFixtures.unpacked(root);
  }

  static List<Golden> contents() {
    return Golden.read("vision/datasets/wrapped.tsv");
  }

  static List<Golden> refusals() {
    return Golden.read("vision/datasets/wrapped-refusals.tsv");
  }

  private static String crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return String.valueOf(crc.getValue());
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  /** A value as the script shows it. */
  static String shown(@Nullable Object value) {
    if (value instanceof BufferedImage image) {
      return BufferedImages.mode(image)
          + ","
          + image.getWidth()
          + ","
          + image.getHeight()
          + ","
          + crc(DatasetsTest.bytes(image));
    } else if (value instanceof BoundingBoxes boxes) {
      List<Integer> size = boxes.canvasSize();
      return String.format(
          Locale.ROOT,
          "boxes %s %d,%d %s %s",
          boxes.format().name(),
          size.get(0),
          size.get(1),
          boxes.clampingMode(),
          shown(boxes.data()));
    } else if (value instanceof Mask mask) {
      return "mask " + shown(mask.data());
    } else if (value instanceof Image image) {
      return shown(image.data());
    } else if (value instanceof Tensor tensor) {
      String numbers =
          Arrays.stream(tensor.to(DType.FLOAT64).toDoubleArray())
              .mapToObj(WrappedDatasetTest::number)
              .collect(Collectors.joining(","));
      return tensor.dtype().toString().substring(6)
          + Arrays.toString(tensor.size().toArray())
          + (tensor.numel() < 50 ? numbers : crc(numbers.getBytes(StandardCharsets.US_ASCII)));
    } else if (value instanceof Map<?, ?> map) {
      Map<String, String> sorted = new TreeMap<>();
      map.forEach((key, element) -> sorted.put(String.valueOf(key), shown(element)));
      return sorted.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + entry.getValue())
          .collect(Collectors.joining(";", "{", "}"));
    } else if (value instanceof List<?> list) {
      return list.stream()
          .map(WrappedDatasetTest::shown)
          .collect(Collectors.joining("|", "(", ")"));
    }
    return value instanceof Double real
        ? number(real)
        : value == null ? "None" : String.valueOf(value);
  }

  private static String first(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static String item(VisionDataset dataset, int index) {
    try {
      Sample sample = dataset.get(index);
      return shown(sample.image()) + " -> " + shown(sample.target());
    } catch (TorchException e) {
      return "error " + first(String.valueOf(e.getMessage()));
    }
  }

  @ParameterizedTest
  @MethodSource("contents")
  void samplesArePythons(Golden golden) {
    VisionDataset dataset = WrappedFixtures.wrapped(root.toString(), golden.text("case"));
    String[] items = golden.text("items").split(" / ", -1);
    assertThat(dataset.size()).isEqualTo(items.length);
    for (int i = 0; i < items.length; i++) {
      assertThat(item(dataset, i)).isEqualTo(items[i]);
    }
    assertThat(item(dataset, -1)).isEqualTo(items[items.length - 1]);
    assertThat(dataset.toString().replace(root.toString(), "data"))
        .isEqualTo(golden.text("printed"));
  }

  private static final class Birds extends VisionDataset {
    Birds() {
      super("birds", null, null);
    }

    @Override
    public Sample get(int index) {
      return sample(index, index);
    }

    @Override
    public int size() {
      return 1;
    }
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void errorsBeginWithPythonsText(Golden golden) {
    String name = golden.text("case");
    assertThatThrownBy(
            () -> {
              switch (name) {
                case "Birds" -> Datasets.wrapDatasetForTransformsV2(new Birds());
                case "TensorDataset" ->
                    Datasets.wrapDatasetForTransformsV2(new TensorDataset(Torch.zeros(1)));
                default -> WrappedFixtures.wrapped(root.toString(), name);
              }
            })
        .isInstanceOf(TorchException.class)
        .message()
        .satisfies(text -> assertThat(first(text)).isEqualTo(first(golden.text("text"))));
  }

  @Test
  void transformsMoveOver() {
    VOCSegmentation areas =
        new VOCSegmentation(
            root.toString(),
            o -> o.year("2007").imageSet("val").transforms(new RandomHorizontalFlip(1)));
    String plain =
        shown(
            new VOCSegmentation(root.toString(), o -> o.year("2007").imageSet("val"))
                .get(0)
                .image());
    String flipped = shown(areas.get(0).image());
    WrappedDataset<VOCSegmentation> wrapped = Datasets.wrapDatasetForTransformsV2(areas);
    assertThat(wrapped.dataset()).isSameAs(areas);
    assertThat(shown(wrapped.get(0).image())).isEqualTo(flipped).isNotEqualTo(plain);
    assertThat(shown(areas.get(0).image())).isEqualTo(plain);
    assertThat(areas.toString()).doesNotContain("RandomHorizontalFlip");

    ImageFolder folder = new ImageFolder(root + "/2019/Birds", o -> o.transform(new ToTensor()));
    assertThat(Datasets.wrapDatasetForTransformsV2(folder).transform()).isNotNull();
    assertThat(folder.transform()).isNull();
  }

  @Test
  void aDatasetIsWrappedOnce() {
    var wrapped = Datasets.wrapDatasetForTransformsV2(new Kitti(root.toString()));
    assertThatThrownBy(() -> Datasets.wrapDatasetForTransformsV2(wrapped))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "No wrapper exists for dataset class WrappedKitti. Please wrap the output yourself.");
  }

  /** A subclass elsewhere may read its samples in its own way. */
  private static final class Mirrored extends CocoDetection {
    Mirrored(String root, Consumer<Options> options) {
      super(root, root + "/instances.json", options);
    }

    @Override
    public Sample get(int index) {
      return super.get(size() - 1 - index);
    }
  }

  @Test
  void subclassesAreWrappedLikeTheirClass() {
    var wrapped =
        Datasets.wrapDatasetForTransformsV2(
            new Mirrored(
                root + "/wrapped/coco",
                o -> o.transforms(new Compose(new RandomHorizontalFlip(1), new ToImage()))),
            o -> o.targetKeys("masks"));
    assertThat(wrapped.get(2).image()).isInstanceOf(Image.class);
    assertThat(String.valueOf(wrapped.get(2).target())).startsWith("{masks=Mask(");
    assertThat(wrapped.toString()).startsWith("Dataset WrappedMirrored\n");
  }

  @Test
  void wrappedSamplesGoThroughALoader() {
    VOCSegmentation areas =
        new VOCSegmentation(
            root.toString(),
            o ->
                o.year("2007")
                    .imageSet("val")
                    .transforms(new Compose(new ToImage(), new ToDtype(DType.FLOAT32, true))));
    for (int workers = 0; workers < 2; workers++) {
      int count = workers;
      Sample batch =
          new DataLoader<>(Datasets.wrapDatasetForTransformsV2(areas), 1, o -> o.numWorkers(count))
              .iterator()
              .next();
      assertThat(batch.tensor().size().toArray()).containsExactly(1, 3, 3, 4);
      assertThat(batch.labels().size().toArray()).containsExactly(1, 1, 3, 4);
      areas =
          new VOCSegmentation(
              root.toString(), o -> o.year("2007").imageSet("val").transforms(new ToImage()));
    }
  }

  @Test
  void wrappingLeaksNothing() {
    long before = Obor.memory().scopedTensors();
    var coco =
        Datasets.wrapDatasetForTransformsV2(
            new CocoDetection(root + "/wrapped/coco", root + "/wrapped/coco/instances.json"),
            o -> o.targetKeys("all"));
    for (int i = 0; i < coco.size(); i++) {
      Map<?, ?> target = (Map<?, ?>) coco.get(i).target();
      if (target != null) {
        for (Object value : target.values()) {
          if (value instanceof Tensor tensor) {
            tensor.close();
          } else if (value instanceof TVTensor tensor) {
            tensor.close();
          }
        }
      }
    }
    assertThat(Obor.memory().scopedTensors()).isEqualTo(before);
  }
}
