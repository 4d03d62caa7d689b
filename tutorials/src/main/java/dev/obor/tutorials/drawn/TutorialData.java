package dev.obor.tutorials.drawn;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.tutorials.Settings;
import dev.obor.vision.io.Io;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the data sets of the notes are: in the data folder of the settings, as torchvision lays
 * them out; or else in the folder {@code drawn} of the output, where sets of the same layout are
 * made that come with the project.
 *
 * <p>What stands in: for Fashion-MNIST 7,000 drawn pieces of clothing, for pictures of cats and
 * dogs 192 drawn heads. The same files are made on every machine.
 */
public final class TutorialData {
  private static final int GARMENTS_TO_TRAIN = 6_000;
  private static final int GARMENTS_TO_TEST = 1_000;
  private static final int PICTURES_TO_TRAIN = 80;
  private static final int PICTURES_TO_TEST = 16;

  private TutorialData() {}

  /**
   * Makes every data set that stands in for a real one, so that another program can read them.
   *
   * @param arguments the folder to make them in
   * @throws IOException if it cannot be written
   */
  public static void main(String... arguments) throws IOException {
    Path output = Path.of(arguments[0]);
    Settings settings = new Settings(0, output.resolve("none"), output);
    System.out.println(settings.mnist());
    System.out.println(fashionMnist(settings));
    System.out.println(catDogData(settings));
    System.out.println(customDataset(settings));
  }

  /** The root for {@code new FashionMNIST(root)}. */
  public static String fashionMnist(Settings settings) {
    return root(settings, "FashionMNIST/raw", TutorialData::drawGarments);
  }

  /**
   * A folder with {@code train} and {@code test}, and in each a folder for cats and one for dogs.
   */
  public static String catDogData(Settings settings) {
    return root(settings, "Cat_Dog_data", TutorialData::drawPictures) + "/Cat_Dog_data";
  }

  /** A folder with two pictures in {@code data}, and their names and labels in {@code data.txt}. */
  public static String customDataset(Settings settings) {
    return root(settings, "custom_dataset", TutorialData::drawTwo) + "/custom_dataset";
  }

  @FunctionalInterface
  private interface Maker {
    void make(Path folder) throws IOException;
  }

  private static String root(Settings settings, String name, Maker maker) {
    if (Files.isDirectory(settings.data().resolve(name))) {
      return settings.data().toString();
    }
    Path drawn = settings.output().resolve("drawn");
    Path folder = drawn.resolve(name);
    if (!Files.isDirectory(folder)) {
      try {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        Path beside = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "making");
        maker.make(beside);
        Files.move(beside, folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return drawn.toString();
  }

  // ---- garments

  private static void drawGarments(Path folder) throws IOException {
    drawGarments(folder, "train", 0, GARMENTS_TO_TRAIN);
    drawGarments(folder, "t10k", GARMENTS_TO_TRAIN, GARMENTS_TO_TEST);
  }

  private static void drawGarments(Path folder, String part, int from, int count)
      throws IOException {
    byte[][] images = new byte[count][];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      // Seven is prime to ten: every kind comes once in ten garments, but not in its order.
      labels[i] = (byte) ((i * 7 + i / Garments.KINDS) % Garments.KINDS);
      images[i] = Garments.draw(labels[i], from + i);
    }
    writeIdx(folder, part, images, labels);
  }

  private static void writeIdx(Path folder, String part, byte[][] images, byte[] labels)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(0x803);
      out.writeInt(images.length);
      out.writeInt(Garments.SIDE);
      out.writeInt(Garments.SIDE);
      for (byte[] image : images) {
        out.write(image);
      }
    }
    Files.write(folder.resolve(part + "-images-idx3-ubyte"), bytes.toByteArray());
    bytes.reset();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(0x801);
      out.writeInt(labels.length);
      out.write(labels);
    }
    Files.write(folder.resolve(part + "-labels-idx1-ubyte"), bytes.toByteArray());
  }

  // ---- cats and dogs

  private static void drawPictures(Path folder) throws IOException {
    drawPictures(folder.resolve("train"), 0, PICTURES_TO_TRAIN);
    drawPictures(folder.resolve("test"), PICTURES_TO_TRAIN, PICTURES_TO_TEST);
  }

  private static void drawPictures(Path folder, int from, int count) throws IOException {
    for (String kind : new String[] {"cat", "dog"}) {
      Path ofKind = Files.createDirectories(folder.resolve(kind));
      for (int i = from; i < from + count; i++) {
        boolean isCat = kind.equals("cat");
        int height = 120 + i * 37 % 60;
        int width = 120 + i * 53 % 60;
        Canvas canvas = CatsAndDogs.draw(isCat, height, width, isCat ? i : 1000 + i);
        String name = kind + "." + (i - from) + ".png";
        try (Tensor image = tensor(canvas);
            Tensor png = Io.encodePng(image)) {
          Files.write(ofKind.resolve(name), png.toByteArray());
        }
      }
    }
  }

  private static void drawTwo(Path folder) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    try (Tensor cat = tensor(CatsAndDogs.draw(true, 736, 655, 1));
        Tensor dog = tensor(CatsAndDogs.draw(false, 600, 800, 2))) {
      Io.writeJpeg(cat, data.resolve("cat.jpg").toString());
      Io.writeJpeg(dog, data.resolve("dog.jpg").toString());
    }
    Files.writeString(folder.resolve("data.txt"), "cat.jpg cat\ndog.jpg dog\n");
  }

  private static Tensor tensor(Canvas canvas) {
    try (Tensor bytes =
            Torch.fromUnsignedArray(canvas.bytes(), canvas.height, canvas.width, canvas.channels);
        Tensor turned = bytes.permute(2, 0, 1)) {
      return turned.contiguous();
    }
  }
}
