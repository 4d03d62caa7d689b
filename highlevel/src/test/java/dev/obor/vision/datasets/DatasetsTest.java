package dev.obor.vision.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.IndexException;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.data.DataLoader;
import dev.obor.data.Dataset;
import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import dev.obor.vision.image.BufferedImages;
import dev.obor.vision.image.Pixels;
import dev.obor.vision.transforms.ToTensor;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the datasets hold and print is what torchvision's do. */
@InScope
class DatasetsTest {
  @TempDir Path folder;

  /** A transform that prints as one of Python's. */
  private record Named(String text) implements Function<Object, Object> {
    @Override
    public Object apply(Object value) {
      return value;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  static List<Golden> contents() {
    return Golden.read("vision/datasets/contents.tsv");
  }

  static List<Golden> printed() {
    return Golden.read("vision/datasets/printed.tsv");
  }

  private static String text(String name) {
    return Golden.of("vision/datasets/folders.tsv", name).text("text");
  }

  private static void assertError(String name, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOf(TorchException.class)
        .message()
        .startsWith(text(name).replace("data/", Fixtures.root() + "/"));
  }

  /** The pixels as Pillow's {@code tobytes} gives them. */
  static byte[] bytes(BufferedImage image) {
    Raster raster = image.getRaster();
    int[] samples = raster.getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    byte[] bytes = new byte[samples.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) samples[i];
    }
    return bytes;
  }

  private static String target(@Nullable Object target) {
    return target instanceof Tensor tensor
        ? Arrays.stream(tensor.toLongArray())
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(","))
        : String.valueOf(target);
  }

  private static List<String> classes(VisionDataset dataset) {
    if (dataset instanceof MNIST mnist) {
      return mnist.classes();
    } else if (dataset instanceof CIFAR10 cifar) {
      return cifar.classes();
    }
    if (dataset instanceof ClassifiedImages listed) {
      return listed.classes();
    }
    return dataset instanceof DatasetFolder images ? images.classes() : List.of();
  }

  @ParameterizedTest
  @MethodSource("contents")
  void samplesArePythons(Golden golden) {
    VisionDataset dataset = Fixtures.dataset(golden.text("case"));
    List<String> sizes = new ArrayList<>();
    List<String> pixels = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < dataset.size(); i++) {
      Sample sample = dataset.get(i);
      BufferedImage image = sample.picture();
      String mode = image.getType() == BufferedImage.TYPE_BYTE_GRAY ? "L" : "RGB";
      sizes.add(mode + "," + image.getWidth() + "," + image.getHeight());
      CRC32 crc = new CRC32();
      crc.update(bytes(image));
      pixels.add(String.valueOf(crc.getValue()));
      targets.add(target(sample.target()));
    }

    assertThat(String.join(";", sizes)).isEqualTo(golden.text("sizes"));
    assertThat(String.join(",", pixels)).isEqualTo(golden.text("pixels"));
    assertThat(String.join(";", targets)).isEqualTo(golden.text("targets"));
    assertThat(String.join(";", classes(dataset))).isEqualTo(golden.text("classes"));
    assertThat(dataset.toString().replace(Fixtures.root(), "data"))
        .isEqualTo(golden.text("printed"));
  }

  private static @Nullable Named named(@Nullable String text) {
    return text == null ? null : new Named(text);
  }

  @ParameterizedTest
  @MethodSource("printed")
  void transformsArePrintedAsInPython(Golden golden) {
    Named transform = named(golden.optional("transform"));
    Named target = named(golden.optional("target transform"));
    MNIST mnist = new MNIST(Fixtures.root(), o -> o.transform(transform).targetTransform(target));
    FakeData fake = new FakeData(100, o -> o.transform(transform).targetTransform(target));

    assertThat(mnist.toString().replace(Fixtures.root(), "data")).isEqualTo(golden.text("printed"));
    assertThat(fake).hasToString(golden.text("fake"));
  }

  @Test
  void foldersAreReadInPythonsOrder() {
    ImageFolder animals = new ImageFolder(Fixtures.root() + "/animals");
    Path root = Path.of(Fixtures.root());

    assertThat(
            animals.imgs().stream()
                .map(entry -> root.relativize(entry.path()) + "," + entry.target())
                .collect(Collectors.joining(";")))
        .isEqualTo(text("samples"));
    assertThat(animals.classToIdx()).hasToString("{cat=0, dog=1}");
    assertThat(animals.targets()).isSorted().hasSameSizeAs(animals.samples());
  }

  @Test
  void errorsBeginWithPythonsText() throws IOException {
    String root = Fixtures.root();
    Path animals = Path.of(root, "animals");
    assertError("no classes", () -> new ImageFolder(root + "/animals/dog"));
    Files.createDirectories(folder.resolve("empty"));
    assertError("empty class", () -> new ImageFolder(folder.toString()));
    assertError(
        "two ways", () -> Folder.makeDataset(animals, null, List.of(".png"), path -> true, false));
    assertError("no way", () -> Folder.makeDataset(animals, null, null, null, false));
    assertError(
        "no class map", () -> Folder.makeDataset(animals, Map.of(), List.of(".png"), null, false));
    assertError("unknown split", () -> new EMNIST(root, "capitals"));
    assertError("unknown what", () -> new QMNIST(root, o -> o.what("some")));
    assertError("absent", () -> new MNIST(root + "/nowhere"));
    assertError("absent cifar", () -> new CIFAR10(root + "/nowhere"));
    assertError("beyond", () -> new FakeData(2).get(2));
    assertThatThrownBy(() -> new MNIST(root).get(6)).isInstanceOf(IndexException.class);
    assertThatThrownBy(() -> new MNIST(root).get(-7)).isInstanceOf(IndexException.class);
  }

  @Test
  void dataAndTargetsAreTensors() {
    MNIST mnist = new MNIST(Fixtures.root(), false);
    assertThat(mnist.data().dtype()).isEqualTo(DType.UINT8);
    assertThat(mnist.data().shape().toArray()).containsExactly(3, 28, 28);
    assertThat(mnist.targets().toLongArray()).containsExactly(0, 3, 6);
    assertThat(mnist.get(-1).label()).isEqualTo(6);
    assertThat(mnist.classToIdx()).containsEntry("3 - three", 3);
    VisionDataset cifar = Fixtures.dataset("CIFAR10 train");
    Tensor data = ((CIFAR10) cifar).data();
    assertThat(data.shape().toArray()).containsExactly(5, 32, 32, 3);
    byte[] third = bytes(cifar.get(3).picture());
    Tensor same = Torch.fromUnsignedArray(third, 32, 32, 3);
    assertThat(Torch.equal(data.select(0, 3), same)).isTrue();
  }

  private static Tensor tensor(BufferedImage image) {
    return Torch.fromUnsignedArray(bytes(image), 1, 28, 28).toFloat().div(255);
  }

  @Test
  void samplesGoThroughALoader() {
    MNIST mnist = new MNIST(Fixtures.root(), o -> o.transform(DatasetsTest::tensor));
    Dataset<Tensor[]> pairs = mnist.tensors();
    Tensor expected = mnist.data().unsqueeze(1).toFloat().div(255);
    for (int workers = 0; workers < 3; workers++) {
      int count = workers;
      Sample batch =
          new DataLoader<>(mnist, 6, o -> o.numWorkers(count)).stream().findFirst().orElseThrow();
      assertThat(Torch.equal(batch.tensor(), expected)).isTrue();
      assertThat(Torch.equal(batch.labels(), mnist.targets())).isTrue();
      Tensor[] pair = new DataLoader<>(pairs, 6, o -> o.numWorkers(count)).iterator().next();
      assertThat(Torch.equal(pair[0], expected)).isTrue();
      assertThat(pair[1].toLongArray()).isEqualTo(mnist.targets().toLongArray());
    }
    assertThat(pairs.get(1)[1].item().longValue()).isEqualTo(3);
    assertThat(pairs.get(1)[1].dim()).isZero();
  }

  /** A transform that gives tensors, or writes them into a batch. */
  private static final class ToTensors implements Function<BufferedImage, Tensor>, BatchTransform {
    private int added;

    @Override
    public Tensor apply(BufferedImage image) {
      int bands = image.getRaster().getNumBands();
      return Torch.fromUnsignedArray(bytes(image), image.getHeight(), image.getWidth(), bands)
          .permute(2, 0, 1)
          .toFloat()
          .div(255);
    }

    @Override
    public void apply(Object img, ImageBatch batch) {
      added++;
      float[] levels = new float[256];
      for (int i = 0; i < levels.length; i++) {
        levels[i] = i / 255f;
      }
      Pixels pixels = BufferedImages.pixels((BufferedImage) img);
      batch.add(pixels, new float[][] {levels, levels, levels});
    }
  }

  @Test
  void aTransformOfManyImagesGivesWhatItGivesForEach() {
    ToTensors transform = new ToTensors();
    TrainOptions o = Fixtures.options(options -> options.transform(transform));
    o.targetTransform(label -> label + 1);
    for (VisionDataset dataset :
        List.of(
            new MNIST(
                Fixtures.root(),
                o,
                "MNIST",
                MnistFiles.standard(List.of(), "", "", "", ""),
                List.of()),
            new CIFAR10(Fixtures.root(), o, Fixtures.ten()))) {
      int before = transform.added;
      Sample batch = dataset.getBatch(new int[] {0, 4, -1});
      assertThat(transform.added).isEqualTo(before + 3);
      for (int i = 0; i < 3; i++) {
        Sample single = dataset.get(new int[] {0, 4, -1}[i]);
        assertThat(Torch.equal(batch.tensor().select(0, i), single.tensor())).isTrue();
        assertThat(batch.labels().toLongArray()[i]).isEqualTo(single.label());
      }
    }
  }

  @Test
  void levelsBecomeTheTensorsThatImagesBecome() {
    int[] indices = {5, 0, -1, 0};
    for (MNIST mnist :
        List.of(
            new MNIST(Fixtures.root(), o -> o.transform(new ToTensor())),
            new QMNIST(Fixtures.root(), o -> o.what("nist").transform(new ToTensor())),
            new MNIST(Fixtures.root(), o -> o.transform(new ToTensors())))) {
      int[] places = Arrays.stream(indices).map(i -> Math.min(i, mnist.size() - 1)).toArray();
      Sample batch = mnist.getBatch(places);
      for (int i = 0; i < places.length; i++) {
        Sample single = mnist.get(places[i]);
        assertThat(Torch.equal(batch.tensor().select(0, i), single.tensor())).isTrue();
        assertThat(batch.labels().toLongArray()[i]).isEqualTo(single.label());
      }
      assertThatThrownBy(() -> mnist.getBatch(new int[] {mnist.size()}))
          .isInstanceOf(IndexException.class);
    }
    QMNIST rows =
        new QMNIST(Fixtures.root(), o -> o.what("nist").compat(false).transform(new ToTensor()));
    assertThat(rows.getBatch(new int[] {1, 0}).labels().shape().toArray()).containsExactly(2, 8);
  }

  @Test
  void aSampleSaysWhatItIsNot() {
    MNIST mnist = new MNIST(Fixtures.root());
    assertThatThrownBy(() -> mnist.get(0).tensor())
        .isInstanceOf(TypeException.class)
        .hasMessageContaining("ToTensor");
    assertThatThrownBy(() -> mnist.get(0).labels()).isInstanceOf(TypeException.class);
    assertThatThrownBy(() -> new Sample(1, "one").picture()).isInstanceOf(TypeException.class);
    assertThatThrownBy(() -> new Sample(1, "one").label()).isInstanceOf(TypeException.class);
    assertThatThrownBy(() -> new DataLoader<>(mnist, 2).iterator().next())
        .isInstanceOf(TypeException.class)
        .hasMessageContaining("found <class 'PIL.Image.Image'>");
  }

  @Test
  void damagedFilesOfTheFamilyAreRefused() throws IOException {
    Path raw = Files.createDirectories(folder.resolve("MNIST/raw"));
    Path images = raw.resolve("train-images-idx3-ubyte");
    Path labels = raw.resolve("train-labels-idx1-ubyte");
    Files.write(images, IdxFileTest.idx(new byte[8], 2, 2, 2));
    String root = folder.toString();
    assertThatThrownBy(() -> new MNIST(root)).hasMessageContaining("Dataset not found");
    Files.write(labels, IdxFileTest.idx(new byte[3], 3));
    assertThatThrownBy(() -> new MNIST(root)).isInstanceOf(ValueException.class);
    Files.write(labels, IdxFileTest.idx(new byte[2], 2, 1));
    assertThatThrownBy(() -> new MNIST(root)).hasMessageContaining("1 dimension instead of 2");
    Files.write(labels, IdxFileTest.idx(new byte[2], 3));
    assertThatThrownBy(() -> new MNIST(root)).hasMessageContaining("the file ends after");
    Files.write(labels, IdxFileTest.idx(new byte[2], 2));
    assertThat(new MNIST(root).get(1).picture().getWidth()).isEqualTo(2);
  }

  @Test
  void imagesOfOtherKindsAreRefused() throws IOException {
    Path file = folder.resolve("a.png");
    assertThatThrownBy(() -> Folder.pilLoader(file)).hasMessageContaining("No such file");
    Files.writeString(file, "no image");
    assertThatThrownBy(() -> Folder.pilLoader(file)).hasMessageContaining("cannot identify image");
    byte[] whole = Files.readAllBytes(Path.of(Fixtures.root(), "animals/dog/b.png"));
    Files.write(file, Arrays.copyOf(whole, 50));
    assertThatThrownBy(() -> Folder.pilLoader(file)).isInstanceOf(TorchException.class);
  }

  @Test
  void namesOfImagesAreKnown() {
    assertThat(Folder.isImageFile("a/B.JPEG")).isTrue();
    assertThat(Folder.isImageFile("a/b.txt")).isFalse();
    assertThat(Folder.hasFileAllowedExtension("x.NPY", List.of(".npy"))).isTrue();
  }

  @Test
  void aFolderOfOtherFilesIsReadByAFunction() throws IOException {
    Files.createDirectories(folder.resolve("one"));
    Files.createDirectories(folder.resolve("two"));
    Files.writeString(folder.resolve("one/a.txt"), "first");
    Files.writeString(folder.resolve("one/b.csv"), "not this");
    DatasetFolder texts =
        new DatasetFolder(
            folder.toString(),
            path -> path.getFileName() + "!",
            o -> o.extensions(".txt").allowEmpty(true).targetTransform(target -> target + 10));

    assertThat(texts.size()).isEqualTo(1);
    assertThat(texts.get(0)).hasToString("(a.txt!, 10)");
    assertThat(texts.classes()).containsExactly("one", "two");
  }
}
