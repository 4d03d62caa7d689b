package dev.obor.tutorials.images;

import static dev.obor.notebook.Display.display;
import static dev.obor.notebook.Display.tuple;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.data.Data;
import dev.obor.data.DataLoader;
import dev.obor.data.Dataset;
import dev.obor.data.Subset;
import dev.obor.plot.Plt;
import dev.obor.tutorials.Block;
import dev.obor.vision.datasets.MNIST;
import dev.obor.vision.datasets.Sample;
import dev.obor.vision.transforms.ToTensor;
import java.awt.image.BufferedImage;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The note's first chapters: handwritten digits as images, tensors and batches. */
@Block(
    value = {"002-01", "002-05", "002-08"},
    differs = "imports stand at the top of the file")
public final class DigitData {
  private final PrintStream out;
  private final String root;
  private final Path pictures;

  /**
   * The chapters print to {@code out}.
   *
   * @param root the folder in which the digits are
   * @param pictures the folder for the pictures
   */
  public DigitData(PrintStream out, String root, Path pictures) {
    this.out = out;
    this.root = root;
    this.pictures = pictures;
  }

  /** The digits to train with and those to validate with, in batches. */
  public record Loaders(DataLoader<Sample> train, DataLoader<Sample> val) {}

  /** Runs the sections, and makes the loaders for the next chapters. */
  public Loaders run() {
    out.println("\n# Working with images");
    out.println("\n## Data preprocessing");
    MNIST dataset = trainingDataset();
    testDataset();
    pictures(dataset);
    MNIST tensors = tensors();
    Tensor imgTensor = firstTensor(tensors);
    pixels(imgTensor);
    partOfPicture(imgTensor);
    out.println("\n## Training and validation datasets");
    List<Subset<Sample>> parts = split(tensors);
    return loaders(parts.get(0), parts.get(1));
  }

  /** The images to train with. */
  @Block(
      value = "002-02",
      differs = "without MNIST in the data folder, 8,000 of the tutorials' own digits")
  MNIST trainingDataset() {
    MNIST dataset = new MNIST(root);
    out.println(dataset.size());
    return dataset;
  }

  /** The images to test with. */
  @Block(
      value = "002-03",
      differs = "without MNIST in the data folder, 2,000 of the tutorials' own digits")
  void testDataset() {
    MNIST testDataset = new MNIST(root, false);
    out.println(testDataset.size());
  }

  /** An element is a pair of an image and what it shows. */
  @Block(
      value = {"002-04", "002-06", "002-07"},
      differs = "an image is a BufferedImage of Java")
  void pictures(MNIST dataset) {
    out.println(display(dataset.get(0)));

    for (int index : new int[] {0, 10}) {
      Sample sample = dataset.get(index);
      BufferedImage image = sample.picture();
      Plt.figure();
      Plt.imshow(image, o -> o.cmap("gray"));
      Plt.savefig(pictures.resolve("digit-" + index + ".png"));
      out.println("Label: " + sample.label());
    }
  }

  /** The same images as tensors. */
  @Block("002-09")
  MNIST tensors() {
    return new MNIST(root, true, new ToTensor());
  }

  /** One colour channel, 28 rows and 28 columns; and all their values. */
  @Block({"002-10", "002-11"})
  Tensor firstTensor(MNIST dataset) {
    Sample sample = dataset.get(0);
    Tensor imgTensor = sample.tensor();
    out.println(imgTensor.shape() + " " + sample.label());

    out.println(imgTensor);
    return imgTensor;
  }

  /** Pixels run from 0, which is black, to 1, which is white. */
  @Block("002-12")
  void pixels(Tensor imgTensor) {
    out.println(imgTensor.get(":, 10:15, 10:15"));
    out.println(Torch.max(imgTensor) + " " + Torch.min(imgTensor));
  }

  /** These pixels as a picture. */
  @Block("002-13")
  void partOfPicture(Tensor imgTensor) {
    Plt.figure();
    Plt.imshow(imgTensor.get("0, 10:15, 10:15"), o -> o.cmap("gray"));
    Plt.savefig(pictures.resolve("part-of-digit.png"));
  }

  /** A sixth of the images, chosen at random, is for validation. */
  @Block(value = "002-14", differs = "sizes that fit the digits that are there")
  List<Subset<Sample>> split(Dataset<Sample> dataset) {
    int valSize = dataset.size() / 6;
    List<Subset<Sample>> parts = Data.randomSplit(dataset, dataset.size() - valSize, valSize);
    Subset<Sample> trainDs = parts.get(0);
    Subset<Sample> valDs = parts.get(1);
    out.println(tuple(trainDs.size(), valDs.size()));
    return parts;
  }

  /** Batches in a new order in every epoch for training, always in the same one for validation. */
  @Block("002-15")
  Loaders loaders(Dataset<Sample> trainDs, Dataset<Sample> valDs) {
    int batchSize = 128;
    DataLoader<Sample> trainLoader = new DataLoader<>(trainDs, batchSize, true);
    DataLoader<Sample> valLoader = new DataLoader<>(valDs, batchSize);
    return new Loaders(trainLoader, valLoader);
  }
}
