package dev.obor.tutorials.logisticregression;

import static dev.obor.notebook.Display.display;

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
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The note's first chapter: handwritten digits as images, tensors and batches. */
@Block(value = "001-01", differs = "imports stand at the top of the file")
public final class DigitData {
  private final PrintStream out;
  private final String root;
  private final Path pictures;

  /**
   * The chapter prints to {@code out}.
   *
   * @param root the folder in which the digits are
   * @param pictures the folder for the pictures
   */
  public DigitData(PrintStream out, String root, Path pictures) {
    this.out = out;
    this.root = root;
    this.pictures = pictures;
  }

  /** The digits to train with and those to validate with in batches, and those to test with. */
  public record Digits(
      DataLoader<Sample> trainLoader, DataLoader<Sample> valLoader, MNIST testDataset) {}

  /** Runs the sections, and makes the loaders for the next chapters. */
  public Digits run() {
    out.println("\n# MNIST with logistic regression");
    MNIST dataset = trainingDataset();
    MNIST testDataset = testDataset();
    firstImage(dataset);
    pictures(dataset);
    MNIST tensors = tensors();
    Tensor imgTensor = firstTensor(tensors);
    pixels(imgTensor);
    partOfPicture(imgTensor);
    List<Subset<Sample>> parts = split(tensors);
    return loaders(parts.get(0), parts.get(1), testDataset);
  }

  /** The images to train with. */
  @Block(
      value = {"001-02", "001-03"},
      differs = "without MNIST in the data folder, 8,000 of the tutorials' own digits")
  MNIST trainingDataset() {
    MNIST dataset = new MNIST(root);
    out.println(dataset.size());
    return dataset;
  }

  /** The images to test with, as tensors. */
  @Block(
      value = "001-04",
      differs = "without MNIST in the data folder, 2,000 of the tutorials' own digits")
  MNIST testDataset() {
    MNIST testDataset = new MNIST(root, false, new ToTensor());
    out.println(testDataset.size());
    return testDataset;
  }

  /** An element is a pair of an image and what it shows. */
  @Block(value = "001-05", differs = "an image is a BufferedImage of Java")
  void firstImage(MNIST dataset) {
    out.println(display(dataset.get(0)));
  }

  /** Eight of the images, with what they show. */
  @Block("001-06")
  void pictures(MNIST dataset) {
    Plt.figure(o -> o.figsize(20, 8));
    for (int i = 10; i < 18; i++) {
      Sample sample = dataset.get(i);
      Plt.subplot(231 + i);
      Plt.imshow(sample.picture(), o -> o.cmap("gray"));
      Plt.title("Label:" + sample.label(), o -> o.fontweight("bold").size(20));
    }
    Plt.savefig(pictures.resolve("digits.png"));
  }

  /** The same images as tensors. */
  @Block("001-07")
  MNIST tensors() {
    return new MNIST(root, true, new ToTensor());
  }

  /** One colour channel, 28 rows and 28 columns. */
  @Block("001-08")
  Tensor firstTensor(MNIST dataset) {
    Sample sample = dataset.get(0);
    Tensor imgTensor = sample.tensor();
    out.println(imgTensor.shape() + " " + sample.label());
    return imgTensor;
  }

  /** Pixels run from 0, which is black, to 1, which is white. */
  @Block("001-09")
  void pixels(Tensor imgTensor) {
    out.println(imgTensor.get(":, 5:10, 5:10"));
    out.println(Torch.max(imgTensor) + " " + Torch.min(imgTensor));
  }

  /** These pixels as a picture. */
  @Block("001-10")
  void partOfPicture(Tensor imgTensor) {
    Plt.figure(o -> o.figsize(6, 4));
    Plt.imshow(imgTensor.get("0, 5:10, 5:10"), o -> o.cmap("gray"));
    Plt.title("0:Black,1:White", o -> o.fontweight("bold").size(12));
    Plt.savefig(pictures.resolve("part-of-digit.png"));
  }

  /** A sixth of the images, chosen at random, is for validation. */
  @Block(value = "001-11", differs = "sizes that fit the digits that are there")
  List<Subset<Sample>> split(Dataset<Sample> dataset) {
    int valSize = dataset.size() / 6;
    List<Subset<Sample>> parts = Data.randomSplit(dataset, dataset.size() - valSize, valSize);
    Subset<Sample> trainDf = parts.get(0);
    Subset<Sample> valDf = parts.get(1);
    out.println(trainDf.size());
    out.println(valDf.size());
    return parts;
  }

  /** Batches in a new order in every epoch for training, always in the same one for validation. */
  @Block("001-12")
  Digits loaders(Dataset<Sample> trainDf, Dataset<Sample> valDf, MNIST testDataset) {
    int batchSize = 128;
    DataLoader<Sample> trainLoader = new DataLoader<>(trainDf, batchSize, true);
    DataLoader<Sample> valLoader = new DataLoader<>(valDf, batchSize);
    return new Digits(trainLoader, valLoader, testDataset);
  }
}
