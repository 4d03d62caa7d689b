package dev.obor.vision.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.IndexException;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.data.DataLoader;
import dev.obor.files.Json;
import dev.obor.golden.Golden;
import dev.obor.serialization.Tuple;
import dev.obor.testing.InScope;
import dev.obor.vision.transforms.v2.RandomHorizontalFlip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What PhotoTour holds, prints, writes and refuses is what torchvision's does. */
@InScope
class PhotoTourTest {
  @TempDir Path root;

  private Path photos = Path.of("");

  @BeforeEach
  void unpack() {
    WrappedFixtures.unpacked(root);
    photos = root.resolve("wrapped/photos");
  }

  static List<Golden> cases() {
    return Golden.read("vision/datasets/photo.tsv").stream()
        .filter(golden -> !golden.text("case").equals("tables"))
        .toList();
  }

  private PhotoTour dataset(String name) {
    String folder = photos.toString();
    return switch (name) {
      case "liberty" -> new PhotoTour(folder, "liberty");
      case "liberty test" -> new PhotoTour(folder, "liberty", false);
      case "liberty flipped" ->
          new PhotoTour(
              folder, "liberty", o -> o.train(false).transform(new RandomHorizontalFlip(1)));
      case "odd" -> new PhotoTour(folder + "/odd", "yosemite");
      case "cached" -> new PhotoTour(folder + "/cached", "notredame", false);
      case "unknown" -> new PhotoTour(folder, "paris");
      case "absent" -> new PhotoTour(folder + "/nowhere", "liberty");
      case "empty" -> new PhotoTour(folder + "/cached", "liberty");
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String item(Sample sample) {
    // Python's label is a tensor.
    Object target = sample.target() == null ? null : Torch.tensor(sample.label());
    return WrappedDatasetTest.shown(sample.image()) + " -> " + WrappedDatasetTest.shown(target);
  }

  private void check(PhotoTour dataset, Golden golden) {
    String[] items = golden.text("items").split(" / ", -1);
    assertThat(dataset.size()).isEqualTo(items.length);
    for (int i = 0; i < items.length; i++) {
      assertThat(item(dataset.get(i))).isEqualTo(items[i]);
    }
    assertThat(item(dataset.get(-1))).isEqualTo(items[items.length - 1]);
    assertThat(dataset.toString().replace(root.toString(), "data"))
        .isEqualTo(golden.text("printed"));
    assertThat(WrappedDatasetTest.shown(dataset.data())).isEqualTo(golden.text("data"));
    assertThat(WrappedDatasetTest.shown(dataset.labels())).isEqualTo(golden.text("labels"));
    assertThat(WrappedDatasetTest.shown(dataset.matches())).isEqualTo(golden.text("matches"));
    assertThat(dataset.mean() + "," + dataset.std()).isEqualTo(golden.text("mean"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void samplesArePythons(Golden golden) {
    String name = golden.text("case");
    String error = golden.text("error");
    if (!error.isEmpty()) {
      assertThatThrownBy(() -> dataset(name))
          .isInstanceOf(TorchException.class)
          .message()
          .satisfies(
              text ->
                  assertThat(text.replace(root.toString(), "data").lines().findFirst())
                      .hasValue(error));
      return;
    }
    // The first time the pictures are read, then the file that was made of them.
    for (int round = 0; round < 2; round++) {
      try (PhotoTour dataset = dataset(name)) {
        check(dataset, golden);
      }
    }
    assertThat(photos).isDirectoryRecursivelyContaining("glob:**/*.pt");
  }

  @Test
  void placesArePythons() {
    Golden tables = Golden.of("vision/datasets/photo.tsv", "tables");
    assertThat(Json.read(tables.text("urls"))).isEqualTo(PhotoTour.urls());
    assertThat(Json.read(tables.text("means"))).isEqualTo(PhotoTour.means());
    assertThat(Json.read(tables.text("stds"))).isEqualTo(PhotoTour.stds());
    Map<String, Long> lens =
        PhotoTour.lens().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> (long) entry.getValue()));
    assertThat(Json.read(tables.text("lens"))).isEqualTo(lens);
  }

  @Test
  void batchesAreTensors() {
    try (PhotoTour patches = dataset("liberty");
        PhotoTour tests = dataset("liberty test")) {
      Sample batch = new DataLoader<>(patches, 5).iterator().next();
      assertThat(batch.tensor().size().toArray()).containsExactly(5, 64, 64);
      assertThat(batch.target()).isNull();
      Sample pairs = new DataLoader<>(tests, 2).iterator().next();
      assertThat(((Tensor) ((List<?>) pairs.image()).get(1)).size().toArray())
          .containsExactly(2, 64, 64);
      assertThat(pairs.labels().toLongArray()).containsExactly(1, 0);
      patches.data().close();
      assertThat(patches.get(0).tensor().numel()).isEqualTo(4096);
    }
  }

  private PhotoTour inAScope() {
    try (Scope scope = Torch.scope()) {
      PhotoTour patches = dataset("liberty");
      scope.keepAll(patches.get(0));
      return patches;
    }
  }

  @Test
  void patchesOutliveTheScopeThatReadThem() {
    Tensor patch;
    try (PhotoTour patches = inAScope()) {
      patch = patches.get(7).tensor();
      assertThat(patch.dim()).isEqualTo(2);
    }
    assertThat(patch.sum().item().intValue()).isPositive();
  }

  @Test
  void aPairOfAPatchThatIsNotThereIsNamed() throws IOException {
    Tensor data = Torch.zeros(2, 64, 64).to(DType.UINT8);
    Tensor matches = Torch.tensor(new long[][] {{0, 5, 1}});
    Torch.save(Tuple.of(data, Torch.zeros(2).toLong(), matches), photos.resolve("liberty.pt"));
    try (PhotoTour pairs = dataset("liberty test")) {
      assertThatThrownBy(() -> pairs.get(0))
          .isInstanceOf(IndexException.class)
          .hasMessage("index 5 is out of bounds for dimension 0 with size 2");
      assertThatThrownBy(() -> pairs.get(1)).isInstanceOf(IndexException.class);
    }
  }

  @Test
  void damagedFilesAreRefused() throws IOException {
    for (String name : List.of("words", "short")) {
      assertThatThrownBy(() -> new PhotoTour(photos + "/" + name, "liberty"))
          .isInstanceOf(TorchException.class)
          .hasMessageContaining("damaged");
      assertThat(photos.resolve(name + "/liberty.pt")).doesNotExist();
    }
    assertThatThrownBy(() -> new PhotoTour(photos + "/colours", "liberty"))
        .hasMessageStartingWith("cannot reshape array of size 12288 into shape (64,64)");
    Path file = photos.resolve("liberty.pt");
    Tensor one = Torch.zeros(1, 64, 64).to(DType.UINT8);
    Tensor none = Torch.zeros(0).toLong();
    for (Object content :
        List.of(
            "text",
            Tuple.of(one, none),
            Tuple.of(one.toFloat(), none, none),
            Tuple.of(one.reshape(64, 64), none, none),
            Tuple.of(one.reshape(2, 32, 64), none, none),
            Tuple.of(one, one.toLong(), none),
            Tuple.of(one, none, Torch.zeros(2, 4).toLong()))) {
      Torch.save(content, file);
      assertThatThrownBy(() -> dataset("liberty"))
          .isInstanceOf(TorchException.class)
          .hasMessageContaining("liberty.pt: damaged");
    }
  }

  @Test
  void aFileThatIsCutOrChangedIsReadOrRefused() throws IOException {
    Path file = photos.resolve("cached/notredame.pt");
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(6);
    int refused = 0;
    for (int round = 0; round < 300; round++) {
      byte[] other =
          round % 2 == 0
              ? Arrays.copyOf(whole, random.nextInt(whole.length))
              : MatFileTest.changed(whole, whole.length, random);
      Files.write(file, other);
      try (PhotoTour dataset = dataset("cached")) {
        assertThat(dataset.size()).isNotNegative();
      } catch (TorchException e) {
        assertThat(e.getMessage()).isNotEmpty();
        refused++;
      }
    }
    assertThat(refused).isGreaterThanOrEqualTo(150);
  }

  private byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        var files = Files.list(photos.resolve("liberty"))) {
      for (Path file : files.toList()) {
        zip.putNextEntry(new ZipEntry(String.valueOf(file.getFileName())));
        zip.write(Files.readAllBytes(file));
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void picturesAreFetchedOnce() throws IOException {
    byte[] zip = archive();
    Path data = root.resolve("fetched");
    Path copy = Files.write(root.resolve("copy"), zip);
    try (FileServer server = new FileServer().file("/", zip)) {
      DataFile from =
          new DataFile(server.url("/liberty.zip"), "liberty.zip", Downloads.calculateMd5(copy));
      for (int round = 0; round < 2; round++) {
        try (PhotoTour patches =
            new PhotoTour(
                data.toString(),
                "liberty",
                o -> {
                  o.archive = from;
                  o.download(true);
                })) {
          assertThat(patches.size()).isEqualTo(8);
        }
      }
      assertThat(server.requests()).hasSize(1);
      try (var files = Files.list(data)) {
        assertThat(files.map(path -> String.valueOf(path.getFileName())))
            .containsExactlyInAnyOrder("liberty", "liberty.pt");
      }
    }
  }
}
