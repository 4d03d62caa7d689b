package dev.obor.tutorials.images;

import static dev.obor.notebook.Display.display;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.data.DataLoader;
import dev.obor.nn.Module;
import dev.obor.plot.Plt;
import dev.obor.training.Training;
import dev.obor.tutorials.Block;
import dev.obor.vision.datasets.MNIST;
import dev.obor.vision.datasets.Sample;
import dev.obor.vision.transforms.ToTensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** The note's last chapters: single images, and a model that is saved and loaded. */
public final class DigitTesting {
  private final PrintStream out;
  private final String root;
  private final Path output;

  /**
   * The chapters print to {@code out}.
   *
   * @param root the folder in which the digits are
   * @param output the folder for the pictures and the model's weights
   */
  public DigitTesting(PrintStream out, String root, Path output) {
    this.out = out;
    this.root = root;
    this.output = output;
  }

  /**
   * Runs the sections.
   *
   * @throws IOException if the weights cannot be written
   */
  public void run(MnistModel model) throws IOException {
    out.println("\n## Testing with individual images");
    MNIST testDataset = testDataset();
    firstImage(testDataset);
    predictions(testDataset, model);
    wholeTestSet(testDataset, model);
    out.println("\n## Saving and loading the model");
    Path file = save(model);
    state(model);
    load(file);
  }

  /** Digits that the model has not been trained with. */
  @Block("002-47")
  MNIST testDataset() {
    return new MNIST(root, false, new ToTensor());
  }

  /** One of them. */
  @Block("002-48")
  void firstImage(MNIST testDataset) {
    Sample sample = testDataset.get(0);
    Tensor img = sample.tensor();
    Plt.figure();
    Plt.imshow(img.get(0), o -> o.cmap("gray"));
    Plt.savefig(output.resolve("test-digit.png"));
    out.println("shape " + img.shape());
    out.println("label " + sample.label());
  }

  /** The likeliest digit of an image. */
  @Block("002-49")
  static int predictImage(Tensor img, Module model) {
    Tensor xb = img.unsqueeze(0);
    Tensor yb = model.call(xb);
    Tensor preds = Torch.max(yb, 1).indices();
    return preds.get(0).item().intValue();
  }

  /** Some images, with what they show and what the model sees in them. */
  @Block({"002-50", "002-51", "002-52", "002-53", "002-54"})
  void predictions(MNIST testDataset, MnistModel model) {
    for (int index : new int[] {0, 1, 5, 193, 1839}) {
      Sample sample = testDataset.get(index);
      Tensor img = sample.tensor();
      Plt.figure();
      Plt.imshow(img.get(0), o -> o.cmap("gray"));
      Plt.savefig(output.resolve("test-digit-" + index + ".png"));
      out.println("label: " + sample.label() + " , predicted: " + predictImage(img, model));
    }
  }

  /** Loss and accuracy of all test images. */
  @Block("002-55")
  void wholeTestSet(MNIST testDataset, MnistModel model) {
    DataLoader<Sample> testLoader = new DataLoader<>(testDataset, 256);
    out.println(display(Training.evaluate(model, testLoader)));
  }

  /** The weights in a file that Python reads too. */
  @Block("002-56")
  Path save(MnistModel model) throws IOException {
    Path file = output.resolve("mnist-logistic.pth");
    Torch.save(model.stateDict(), file);
    return file;
  }

  /** The weights and biases by their names. */
  @Block("002-57")
  void state(MnistModel model) {
    out.println(display(model.stateDict()));
  }

  /** A new model gets the weights from the file. */
  @Block("002-58")
  void load(Path file) throws IOException {
    MnistModel model2 = new MnistModel(out);
    model2.loadStateDict(Torch.load(file));
    out.println(display(model2.stateDict()));
  }
}
