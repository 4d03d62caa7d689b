package dev.obor.tutorials;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.data.TensorDataset;
import dev.obor.vision.datasets.IdxFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Images of handwritten digits with their labels, as MNIST has them: 28 × 28 grey levels from 0
 * (background) to 255 (ink).
 *
 * <p>{@link #embedded()} are 10,000 digits of MNIST that come with the tutorials. {@link
 * #training(Path)} and {@link #test(Path)} read MNIST's own files from a folder.
 *
 * <p>Immutable, so threads may share an instance.
 */
public final class Digits {
  /** Rows of an image, and columns. */
  public static final int SIDE = 28;

  /** Pixels of an image. */
  public static final int PIXELS = SIDE * SIDE;

  /** The number of different labels, which run from 0. */
  public static final int CLASSES = 10;

  private static final String IMAGES = "images-idx3-ubyte";
  private static final String LABELS = "labels-idx1-ubyte";

  private final byte[] images;
  private final byte[] labels;

  private Digits(byte[] images, byte[] labels) {
    this.images = images;
    this.labels = labels;
  }

  /**
   * Returns the 10,000 digits that come with the tutorials, the classes interleaved.
   *
   * @return the digits
   * @throws IOException if the jar is damaged
   */
  public static Digits embedded() throws IOException {
    String imagesName = IMAGES + ".gz";
    String labelsName = LABELS + ".gz";
    return of(readResource(imagesName), imagesName, readResource(labelsName), labelsName);
  }

  /**
   * Reads MNIST's training set: {@code train-images-idx3-ubyte} and {@code
   * train-labels-idx1-ubyte}, plain or with {@code .gz} at the end.
   *
   * @param folder the folder that holds both files
   * @return the digits, in the files' order
   * @throws IOException if a file is missing, unreadable or damaged, or if the two do not belong
   *     together; the message names the file and what is wrong
   */
  public static Digits training(Path folder) throws IOException {
    requireFolder(folder);
    return read(require(folder, "train-" + IMAGES), require(folder, "train-" + LABELS));
  }

  /**
   * Reads MNIST's test set where the folder has it: {@code t10k-images-idx3-ubyte} and {@code
   * t10k-labels-idx1-ubyte}, plain or with {@code .gz} at the end.
   *
   * @param folder the folder that may hold the files
   * @return the digits, in the files' order; empty where the folder has neither file
   * @throws IOException if only one file is there, or one is unreadable or damaged, or if the two
   *     do not belong together
   */
  public static Optional<Digits> test(Path folder) throws IOException {
    requireFolder(folder);
    if (find(folder, "t10k-" + IMAGES).isEmpty() && find(folder, "t10k-" + LABELS).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(read(require(folder, "t10k-" + IMAGES), require(folder, "t10k-" + LABELS)));
  }

  private static IdxFile readResource(String name) throws IOException {
    try (InputStream in = Digits.class.getResourceAsStream("digits/" + name)) {
      if (in == null) {
        throw new IOException(name + ": missing from the jar of obor-tutorials");
      }
      return IdxFile.read(in, name);
    }
  }

  private static Digits read(Path images, Path labels) throws IOException {
    return of(IdxFile.read(images), images.toString(), IdxFile.read(labels), labels.toString());
  }

  private static Digits of(IdxFile images, String imagesName, IdxFile labels, String labelsName)
      throws IOException {
    int[] shape = images.shape();
    if (shape.length != 3 || shape[1] != SIDE || shape[2] != SIDE) {
      throw new IOException(
          imagesName + ": expected images of 28 x 28, the shape is " + Arrays.toString(shape));
    }
    int[] labelsShape = labels.shape();
    if (labelsShape.length != 1) {
      throw new IOException(
          labelsName + ": expected one dimension, the shape is " + Arrays.toString(labelsShape));
    }
    if (shape[0] == 0) {
      throw new IOException(imagesName + ": holds no images");
    }
    if (shape[0] != labelsShape[0]) {
      throw new IOException(
          labelsName
              + ": "
              + labelsShape[0]
              + " labels for the "
              + shape[0]
              + " images of "
              + imagesName);
    }
    byte[] labelBytes = labels.unsignedBytes();
    for (int i = 0; i < labelBytes.length; i++) {
      int label = labelBytes[i] & 0xff;
      if (label >= CLASSES) {
        throw new IOException(labelsName + ": label " + i + " is " + label + ", expected 0 to 9");
      }
    }
    return new Digits(images.unsignedBytes(), labelBytes);
  }

  private static void requireFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          folder + (Files.exists(folder) ? ": not a folder" : ": no such folder"));
    }
  }

  private static Path require(Path folder, String name) throws IOException {
    return find(folder, name)
        .orElseThrow(
            () -> new IOException(folder + ": holds neither " + name + " nor " + name + ".gz"));
  }

  private static Optional<Path> find(Path folder, String name) {
    Path plain = folder.resolve(name);
    if (Files.exists(plain)) {
      return Optional.of(plain);
    }
    Path compressed = folder.resolve(name + ".gz");
    return Files.exists(compressed) ? Optional.of(compressed) : Optional.empty();
  }

  /** Returns the number of digits, at least 1. */
  public int size() {
    return labels.length;
  }

  /**
   * Returns the digit that an image shows.
   *
   * @param index the image, from 0
   * @return the label, 0 to 9
   * @throws IndexOutOfBoundsException if {@code index} is not below {@link #size()}
   */
  public int label(int index) {
    return labels[index];
  }

  /**
   * Returns the pixels of an image.
   *
   * @param index the image, from 0
   * @return a new array of {@value #PIXELS} unsigned bytes, row by row
   * @throws IndexOutOfBoundsException if {@code index} is not below {@link #size()}
   */
  public byte[] image(int index) {
    return Arrays.copyOfRange(
        images, Math.multiplyExact(index, PIXELS), Math.multiplyExact(index + 1, PIXELS));
  }

  /**
   * Returns the digits as tensors: what {@code MNIST(transform=ToTensor())} gives in Python, all at
   * once.
   *
   * @return items of an image, float32 of shape (1, 28, 28) with values from 0 to 1, and a label,
   *     an int64 without dimensions
   */
  public TensorDataset dataset() {
    try (Scope scope = Torch.scope()) {
      Tensor bytes = Torch.fromUnsignedArray(images, size(), 1, SIDE, SIDE);
      Tensor scaled = scope.keep(bytes.toFloat().div(255));
      Tensor classes = scope.keep(Torch.fromUnsignedArray(labels, size()).toLong());
      return new TensorDataset(scaled, classes);
    }
  }
}
