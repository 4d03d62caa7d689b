package dev.obor.vision.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.data.DataLoader;
import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import dev.obor.vision.image.BufferedImages;
import dev.obor.vision.image.Mode;
import dev.obor.vision.image.Pixels;
import dev.obor.vision.image.PortableMap;
import dev.obor.vision.transforms.ToTensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the datasets of listed images hold, print and refuse is what torchvision's do. */
@InScope
class ListedDatasetsTest {
  @TempDir static Path root;

  @TempDir Path folder;

  @BeforeAll
  static void unpack() {
    ListedFixtures.unpacked(root);
  }

  static List<Golden> contents() {
    return Golden.read("vision/datasets/listed.tsv");
  }

  static List<Golden> refusals() {
    return Golden.read("vision/datasets/refusals.tsv");
  }

  private static String crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return String.valueOf(crc.getValue());
  }

  /** A value as the script shows it. */
  private static String shown(@Nullable Object value) {
    if (value instanceof BufferedImage image) {
      return BufferedImages.mode(image)
          + ","
          + image.getWidth()
          + ","
          + image.getHeight()
          + ","
          + crc(DatasetsTest.bytes(image));
    } else if (value instanceof Tensor tensor) {
      boolean isReal = tensor.dtype() == DType.FLOAT64;
      String numbers =
          isReal
              ? Arrays.stream(tensor.toDoubleArray())
                  .mapToObj(x -> x == Math.rint(x) ? String.valueOf((long) x) : String.valueOf(x))
                  .collect(Collectors.joining(","))
              : Arrays.stream(tensor.toLongArray())
                  .mapToObj(String::valueOf)
                  .collect(Collectors.joining(","));
      return tensor.dtype().toString().substring(6)
          + Arrays.toString(tensor.size().toArray())
          + (tensor.numel() < 50 ? numbers : crc(numbers.getBytes(StandardCharsets.US_ASCII)));
    } else if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + shown(entry.getValue()))
          .collect(Collectors.joining(";", "{", "}"));
    } else if (value instanceof List<?> list) {
      return list.stream()
          .map(ListedDatasetsTest::shown)
          .collect(Collectors.joining("|", "(", ")"));
    }
    if (value instanceof Cityscapes.CityscapesClass kind) {
      return shown(
          List.of(
              kind.name(),
              kind.id(),
              kind.trainId(),
              kind.category(),
              kind.categoryId(),
              kind.hasInstances(),
              kind.ignoreInEval(),
              kind.color()));
    }
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    return value == null ? "None" : value.toString();
  }

  private static String member(VisionDataset dataset, String name, String otherwise)
      throws ReflectiveOperationException {
    for (var method : dataset.getClass().getMethods()) {
      if (method.getName().equals(name)) {
        method.setAccessible(true);
        return shown(method.invoke(dataset));
      }
    }
    return otherwise;
  }

  @ParameterizedTest
  @MethodSource("contents")
  void samplesArePythons(Golden golden) throws ReflectiveOperationException {
    VisionDataset dataset = new ListedFixtures(root).dataset(golden.text("case"));
    StringBuilder items = new StringBuilder();
    for (int i = 0; i < dataset.size(); i++) {
      Sample sample = dataset.get(i);
      items.append(i == 0 ? "" : " / ").append(shown(sample.image()));
      items.append(" -> ").append(shown(sample.target()));
    }

    assertThat(items).hasToString(golden.text("items"));
    assertThat(dataset.toString().replace(root.toString(), "data"))
        .isEqualTo(golden.text("printed"));
    assertThat(member(dataset, "classes", "()")).isEqualTo(golden.text("classes"));
    String indices = member(dataset, "classToIdx", "{}");
    assertThat(sorted(indices)).isEqualTo(sorted(golden.text("class to idx")));
  }

  private static List<String> sorted(String map) {
    return Arrays.stream(map.substring(1, map.length() - 1).split(";", -1)).sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void errorsBeginWithPythonsText(Golden golden) {
    String first = golden.text("text").lines().findFirst().orElse("");
    assertThatThrownBy(() -> new ListedFixtures(root).refuse(golden.text("case")))
        .isInstanceOf(TorchException.class)
        .message()
        .startsWith(first.replace("data/", root + "/"));
  }

  @Test
  void checksumsAreCompared() {
    String data = root.toString();
    for (var make :
        List.<Runnable>of(
            () -> new CelebA(data),
            () -> new Flowers102(data),
            () -> new FER2013(data),
            () -> new Omniglot(data, false),
            () -> new Places365(data),
            () -> new STL10(data),
            () -> new LFWPeople(data),
            () -> new LFWPairs(data),
            () -> new SBU(data, o -> o.download(false)))) {
      assertThatThrownBy(make::run)
          .isInstanceOf(TorchException.class)
          .hasMessageContaining("corrupted");
    }
  }

  @Test
  void whatLiesOnGoogleDriveIsNotFetched() {
    assertThatThrownBy(() -> new CelebA(folder.toString(), o -> o.download(true)))
        .hasMessageStartingWith("To download files from GDrive, 'gdown' is required.")
        .hasMessageContaining("celeba");
    assertThatThrownBy(() -> new WIDERFace(folder.toString(), o -> o.download(true)))
        .hasMessageContaining("widerface");
  }

  @Test
  void whatPythonUnpackedIsRead() {
    ImageNet images = new ImageNet(root + "/python", o -> o.split("val"));
    assertThat(images.wnids()).containsExactly("n02", "n03");
    assertThat(images.classes())
        .containsExactly(List.of("tabby", "tabby cat"), List.of("tench", "Tinca tinca"));
    assertThat(images.size()).isEqualTo(3);
  }

  @Test
  void ranksHaveNames() {
    INaturalist kinds = new INaturalist(root.toString(), o -> o.version("2021_valid"));
    assertThat(kinds.categoryName("family", 1)).isEqualTo("Paridae");
    assertThat(kinds.categoryName("full", 0)).startsWith("00000_Animalia");
    assertThatThrownBy(() -> kinds.categoryName("super", 0))
        .isInstanceOf(ValueException.class)
        .hasMessage("Invalid category type 'super'");
    assertThatThrownBy(() -> kinds.categoryName("class", 7))
        .isInstanceOf(ValueException.class)
        .hasMessage("Invalid category id 7 for class");
  }

  @Test
  void imageAndTargetAreTransformedTogether() {
    Kitti kitti =
        new Kitti(
            root.toString(),
            o -> o.transforms((image, boxes) -> new Sample(image.getWidth(), boxes.size())));
    assertThat(kitti.get(0)).isEqualTo(new Sample(4, 2));
    SBDataset areas =
        new SBDataset(
            root + "/sbd",
            o -> o.imageSet("val").transforms((image, edges) -> new Sample(edges, image)));
    assertThat(areas.get(-1).image()).isInstanceOf(Tensor.class);
  }

  @Test
  void samplesGoThroughALoader() {
    Flowers102 flowers =
        new Flowers102(
            root.toString(),
            o -> {
              o.integrity = (path, md5) -> true;
              o.split("test").transform(new ToTensor());
            });
    for (int workers = 0; workers < 3; workers++) {
      int count = workers;
      Sample batch =
          new DataLoader<>(flowers, 3, o -> o.numWorkers(count)).stream().findFirst().orElseThrow();
      assertThat(batch.tensor().size().toArray()).containsExactly(3, 3, 3, 4);
      assertThat(batch.labels().toLongArray()).containsExactly(0, 101, 2);
    }
    MovingMNIST films = new MovingMNIST(root.toString());
    Sample batch = new DataLoader<>(films, 2).iterator().next();
    assertThat(batch.tensor().size().toArray()).containsExactly(2, 20, 1, 4, 4);
    assertThat(batch.target()).isNull();
  }

  @Test
  void anXmlFileThatNamesAnotherFileIsRefused() throws IOException {
    Path voc = folder.resolve("VOCdevkit/VOC2012");
    Files.createDirectories(voc.resolve("ImageSets/Main"));
    Files.createDirectories(voc.resolve("Annotations"));
    Files.createDirectories(voc.resolve("JPEGImages"));
    Files.writeString(voc.resolve("ImageSets/Main/train.txt"), "a\n");
    Files.copy(
        root.resolve("VOCdevkit/VOC2007/JPEGImages/000001.jpg"), voc.resolve("JPEGImages/a.jpg"));
    Path secret = Files.writeString(folder.resolve("secret.txt"), "hidden");
    String entity = "<!DOCTYPE a [<!ENTITY s SYSTEM \"" + secret.toUri() + "\">]>";
    for (String text :
        List.of(entity + "<annotation>&s;</annotation>", "<annotation>", "", "<a><b></a></b>")) {
      Files.writeString(voc.resolve("Annotations/a.xml"), text);
      assertThatThrownBy(() -> new VOCDetection(folder.toString()).get(0))
          .isInstanceOf(TorchException.class)
          .hasMessageContaining("a.xml")
          .hasMessageNotContaining("hidden");
    }
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void portableMapsAreReadWithCommentsAndFewerLevels() {
    Pixels grays = PortableMap.pixels(latin1("P5 # made by hand\n2\t1 # size\n3\n\u0001\u0003"));
    assertThat(grays.mode()).isEqualTo(Mode.L);
    assertThat(grays.bytes()).containsExactly(85, 255);
    Pixels colors = PortableMap.pixels(latin1("P6 1 1 255 abc"));
    assertThat(colors.mode()).isEqualTo(Mode.RGB);
    assertThat(colors.bytes()).containsExactly('a', 'b', 'c');
  }

  @Test
  void portableMapsAreReadOrRefused() {
    for (String file :
        List.of(
            "P5",
            "P5 1",
            "P5 1 1 255",
            "P5 0 1 255 a",
            "P5 2 2 255 abc",
            "P5 1 1 65535 ab",
            "P6 99999 99999 255 a",
            "P6 9999999999 1 255 a",
            "P5 -1 1 255 a",
            "P5 1 1 x a")) {
      assertThatThrownBy(() -> PortableMap.pixels(latin1(file)))
          .as(file)
          .isInstanceOf(TorchException.class);
    }
    Random random = new Random(3);
    byte[] file = latin1("P6\n# x\n3 2\n255\n" + "abc".repeat(6));
    int read = 0;
    for (int round = 0; round < 5_000; round++) {
      byte[] other = MatFileTest.changed(file, 16, random);
      if (PortableMap.is(other)) {
        try {
          PortableMap.pixels(other);
          read++;
        } catch (TorchException e) {
          assertThat(e.getMessage()).isNotEmpty();
        }
      }
    }
    assertThat(read).isPositive();
  }

  @Test
  void imagesThatAreCutOffAreRefused() throws IOException {
    for (String name :
        List.of("gtsrb/GTSRB/Training/00000/0.ppm", "flowers-102/jpg/image_00001.jpg")) {
      byte[] whole = Files.readAllBytes(root.resolve(name));
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length / 2));
      assertThatThrownBy(() -> Folder.pilLoader(cut))
          .isInstanceOf(TorchException.class)
          .hasMessageContaining("cut");
    }
  }
}
