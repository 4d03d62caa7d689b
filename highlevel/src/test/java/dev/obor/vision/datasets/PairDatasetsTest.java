package dev.obor.vision.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.TorchException;
import dev.obor.data.DataLoader;
import dev.obor.data.Dataset;
import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import dev.obor.vision.image.BufferedImages;
import dev.obor.vision.transforms.F;
import dev.obor.vision.transforms.PythonRandom;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the datasets of pairs of pictures hold, print and refuse is what torchvision's do. */
@InScope
class PairDatasetsTest {
  @TempDir static Path root;

  @TempDir Path folder;

  @BeforeAll
  static void unpack() {
    PairFixtures.unpacked(root);
  }

  static List<Golden> contents() {
    return Golden.read("vision/datasets/pairs.tsv");
  }

  static List<Golden> refusals() {
    return Golden.read("vision/datasets/pair-refusals.tsv");
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
      boolean isMask = tensor.dtype() == DType.BOOL;
      return tensor.dtype().toString().substring(6)
          + Arrays.toString(tensor.size().toArray())
          + (isMask ? crc(tensor.to(DType.UINT8).toByteArray()) : Golden.checksum(tensor));
    }
    return "None";
  }

  /**
   * An item as the tuple that it is in Python, where only some datasets have a place for a mask.
   */
  private static String item(Object item, boolean hasMask) {
    if (item instanceof FlowSample sample) {
      return line(hasMask, sample.image1(), sample.image2(), sample.flow(), sample.validFlowMask());
    }
    StereoSample sample = (StereoSample) item;
    return line(hasMask, sample.left(), sample.right(), sample.disparity(), sample.validMask());
  }

  private static String line(
      boolean hasMask,
      Object first,
      Object second,
      @Nullable Tensor numbers,
      @Nullable Tensor mask) {
    String line = shown(first) + " " + shown(second) + " " + shown(numbers);
    return hasMask ? line + " " + shown(mask) : line;
  }

  @ParameterizedTest
  @MethodSource("contents")
  void itemsArePythons(Golden golden) {
    String[] words = golden.text("case").split(" ", -1);
    Dataset<?> dataset =
        PairFixtures.dataset(root.toString(), words[0], words.length > 1 ? words[1] : "");
    PythonRandom.seed(5);
    String[] items = golden.text("items").split(" / ", -1);
    assertThat(dataset.size()).isEqualTo(items.length - 1);
    for (int i = 0; i < items.length; i++) {
      Object item = dataset.get(i == dataset.size() ? -1 : i);
      boolean hasMask = items[i].replace(", ", ",").split(" ", -1).length == 4;
      assertThat(item(item, hasMask)).isEqualTo(items[i]);
    }
    assertThat(dataset.toString().replace(root.toString(), "data"))
        .isEqualTo(golden.text("printed"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void errorsBeginWithPythonsText(Golden golden) {
    String first = golden.text("text").lines().findFirst().orElse("");
    assertThatThrownBy(() -> PairFixtures.refuse(root, golden.text("case")))
        .isInstanceOf(TorchException.class)
        .message()
        .startsWith(first.replace("data/", root + "/"));
  }

  @Test
  void aLoaderMakesBatches() {
    Dataset<FlowSample> flows =
        new KittiFlow(
            root.toString(), o -> o.loader(path -> F.pilToTensor(Folder.defaultLoader(path))));
    int count = 0;
    for (FlowSample batch : new DataLoader<>(flows, 2)) {
      assertThat(((Tensor) batch.image1()).shape().toArray()).containsExactly(2, 3, 3, 5);
      assertThat(shown(batch.flow())).startsWith("float32[2, 2, 3, 5]");
      assertThat(shown(batch.validFlowMask())).startsWith("bool[2, 3, 5]");
      count++;
    }
    assertThat(count).isEqualTo(1);
  }

  @Test
  void cutFilesAreDamaged() throws IOException {
    Path flow = folder.resolve("cut.flo");
    byte[] whole = Files.readAllBytes(root.resolve("FlyingChairs/data/00001_flow.flo"));
    for (int length = 0; length < whole.length; length++) {
      Files.write(flow, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> FlowFiles.flo(flow)).isInstanceOf(TorchException.class);
    }
    Path map = folder.resolve("cut.pfm");
    byte[] numbers = Files.readAllBytes(root.resolve("carla-highres/trainingF/scene1/disp0GT.pfm"));
    for (int length = 0; length < numbers.length; length++) {
      Files.write(map, Arrays.copyOf(numbers, length));
      assertThatThrownBy(() -> FlowFiles.pfm(map, 1)).isInstanceOf(TorchException.class);
    }
    Path picture = folder.resolve("none.png");
    Files.write(picture, whole);
    assertThatThrownBy(() -> PngSamples.read(picture)).hasMessageContaining("it is no image");
    assertThatThrownBy(() -> PngSamples.read(root.resolve("Sintel/nothing.png")))
        .hasMessageStartingWith("[Errno 2] No such file or directory");
    Path colours = root.resolve("Sintel/test/clean/alley_1/frame_0001.png");
    assertThatThrownBy(() -> PngSamples.read(colours, 1))
        .hasMessageContaining("3 numbers instead of 1");
  }

  private static byte[] archive(Path scene, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        var files = Files.list(scene)) {
      for (Path file : files.toList()) {
        for (String name : names) {
          zip.putNextEntry(new ZipEntry(name + "/" + file.getFileName()));
          zip.write(Files.readAllBytes(file));
        }
      }
    }
    return bytes.toByteArray();
  }

  private Middlebury2014Stereo fetched(FileServer server, String split) {
    return new Middlebury2014Stereo(
        folder.toString(),
        o -> {
          o.split(split).calibration(split.equals("test") ? null : "perfect").download(true);
          o.from = server.url("/");
        });
  }

  @Test
  void scenesAreFetchedOnce() throws IOException {
    String[] rooms = {"Recycle", "Piano", "Jadeplant", "Shelves", "Pipes"};
    String[] folders =
        Arrays.stream(rooms)
            .flatMap(room -> Stream.of(room + "-perfect", room + "-imperfect"))
            .toArray(String[]::new);
    Path data = root.resolve("Middlebury2014");
    byte[] scenes = archive(data.resolve("train/Pipes-perfect"), folders);
    byte[] test =
        archive(
            data.resolve("test/Hoops"),
            "MiddEval3/testF/Hoops",
            "MiddEval3/testF/Plants",
            "MiddEval3/trainingF/Piano");
    try (FileServer server = new FileServer().file("/data/", scenes).file("/submit3/", test)) {
      assertThat(fetched(server, "train").size()).isEqualTo(5);
      // The first archive brings five scenes, the other five are missing in it.
      assertThat(server.requests())
          .hasSize(10)
          .contains("/data/scenes2014/zip/Motorcycle-imperfect.zip")
          .doesNotContain("/data/scenes2014/zip/Piano-perfect.zip");
      assertThat(fetched(server, "test").size()).isEqualTo(2);
      assertThat(server.requests()).endsWith("/submit3/zip/MiddEval3-data-F.zip");
      assertThat(folder.resolve("Middlebury2014/MiddEval3")).doesNotExist();
      assertThat(folder.resolve("Middlebury2014/test")).isDirectoryContaining("glob:**/Plants");
    }
  }
}
