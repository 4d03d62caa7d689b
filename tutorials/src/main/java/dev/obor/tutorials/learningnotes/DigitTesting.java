package dev.obor.tutorials.learningnotes;

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
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** Part 3, section 6: the model and single images. */
public final class DigitTesting {
  private final PrintStream out;
  private final String root;
  private final Path pictures;

  /**
   * The part prints to {@code out}.
   *
   * @param root the folder in which the digits are
   * @param pictures the folder for the pictures
   */
  public DigitTesting(PrintStream out, String root, Path pictures) {
    this.out = out;
    this.root = root;
    this.pictures = pictures;
  }

  /** Runs the section. */
  public void run(MnistModel model) {
    out.println("\n## 3.6 Testing with individual images");
    MNIST testDataset = testDataset();
    firstImage(testDataset);
    predictions(testDataset, model);
    wholeTestSet(testDataset, model);
  }

  /** Digits that the model has not been trained with. */
  @Block("000-85")
  MNIST testDataset() {
    return new MNIST(root, false, new ToTensor());
  }

  /** One of them. */
  @Block("000-86")
  void firstImage(MNIST testDataset) {
    Sample sample = testDataset.get(0);
    Tensor img = sample.tensor();
    Plt.figure();
    Plt.imshow(img.get(0), o -> o.cmap("gray"));
    Plt.savefig(pictures.resolve("test-digit.png"));
    out.println("Shape: " + img.shape());
    out.println("Label: " + sample.label());
  }

  /** The likeliest digit of an image, which becomes a batch of one. */
  @Block("000-87")
  static int predictImage(Tensor img, Module model) {
    Tensor xb = img.unsqueeze(0);
    Tensor yb = model.call(xb);
    Tensor preds = Torch.max(yb, 1).indices();
    return preds.get(0).item().intValue();
  }

  /** Some images, with what they show and what the model sees in them. */
  @Block({"000-88", "000-89", "000-90", "000-91"})
  void predictions(MNIST testDataset, MnistModel model) {
    for (int index : new int[] {0, 10, 193, 1839}) {
      Sample sample = testDataset.get(index);
      Tensor img = sample.tensor();
      Plt.figure();
      Plt.imshow(img.get(0), o -> o.cmap("gray"));
      Plt.savefig(pictures.resolve("test-digit-" + index + ".png"));
      out.println("Label: " + sample.label() + " , Predicted: " + predictImage(img, model));
    }
  }

  /** Loss and accuracy of all test images. */
  @Block("000-92")
  void wholeTestSet(MNIST testDataset, MnistModel model) {
    DataLoader<Sample> testLoader = new DataLoader<>(testDataset, 256);
    Map<String, Double> result = Training.evaluate(model, testLoader);
    out.println(display(result));
  }
}
