package dev.obor.tutorials.logisticregression;

import static dev.obor.notebook.Display.display;
import static dev.obor.tutorials.logisticregression.DigitTraining.evaluate;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.data.DataLoader;
import dev.obor.nn.Module;
import dev.obor.plot.Plt;
import dev.obor.tutorials.Block;
import dev.obor.vision.datasets.MNIST;
import dev.obor.vision.datasets.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** The note's last chapters: single images, and a model that is saved and loaded. */
public final class DigitTesting {
  private final PrintStream out;
  private final MNIST testDataset;
  private final Path output;

  /**
   * The chapters print to {@code out}.
   *
   * @param testDataset digits that the model has not been trained with
   * @param output the folder for the pictures and the model's weights
   */
  public DigitTesting(PrintStream out, MNIST testDataset, Path output) {
    this.out = out;
    this.testDataset = testDataset;
    this.output = output;
  }

  /**
   * Runs the sections.
   *
   * @throws IOException if the weights cannot be written
   */
  public void run(MnistModel model) throws IOException {
    out.println("\n## Testing with individual images");
    Tensor img = firstImage();
    batchOfOne(img);
    predictions(model);
    wholeTestSet(model);
    out.println("\n## Saving and loading the model");
    Path file = save(model);
    state(model);
    MnistModel model2 = load(file);
    sameAsBefore(model2);
  }

  /** An image to test with. */
  @Block("001-34")
  Tensor firstImage() {
    Sample sample = testDataset.get(0);
    Tensor img = sample.tensor();
    Plt.figure();
    Plt.imshow(img.get(0), o -> o.cmap("gray"));
    Plt.savefig(output.resolve("test-digit.png"));
    out.println("Shape: " + img.shape());
    out.println("Label: " + sample.label());
    return img;
  }

  /** A new dimension in front makes a batch of a single image. */
  @Block("001-35")
  void batchOfOne(Tensor img) {
    out.println(img.unsqueeze(0).shape());
  }

  /** The likeliest digit of an image. */
  @Block("001-36")
  static int predictImage(Tensor img, Module model) {
    Tensor x = img.unsqueeze(0);
    Tensor y = model.call(x);
    Tensor preds = Torch.max(y, 1).indices();
    return preds.get(0).item().intValue();
  }

  /** Some images, with what they show and what the model sees in them. */
  @Block({"001-37", "001-38", "001-39", "001-40"})
  void predictions(MnistModel model) {
    for (int index : new int[] {0, 10, 200, 1839}) {
      Sample sample = testDataset.get(index);
      Tensor img = sample.tensor();
      Plt.figure();
      Plt.imshow(img.get(0), o -> o.cmap("gray"));
      Plt.savefig(output.resolve("test-digit-" + index + ".png"));
      out.println("Label: " + sample.label() + " , Predicted: " + predictImage(img, model));
    }
  }

  /** Loss and accuracy of all test images. */
  @Block("001-41")
  void wholeTestSet(MnistModel model) {
    DataLoader<Sample> testLoader = new DataLoader<>(testDataset, 256);
    out.println(display(evaluate(model, testLoader)));
  }

  /** The weights in a file that Python reads too. */
  @Block("001-42")
  Path save(MnistModel model) throws IOException {
    Path file = output.resolve("mnist-logistic.pth");
    Torch.save(model.stateDict(), file);
    return file;
  }

  /** The weights and biases by their names. */
  @Block("001-43")
  void state(MnistModel model) {
    out.println(display(model.stateDict()));
  }

  /** A new model gets the weights from the file. */
  @Block("001-44")
  MnistModel load(Path file) throws IOException {
    MnistModel model2 = new MnistModel(out);
    model2.loadStateDict(Torch.load(file));
    out.println(display(model2.stateDict()));
    return model2;
  }

  /** It has the loss and accuracy of the one that was saved. */
  @Block("001-45")
  void sameAsBefore(MnistModel model2) {
    DataLoader<Sample> testLoader = new DataLoader<>(testDataset, 256);
    out.println(display(evaluate(model2, testLoader)));
  }
}
