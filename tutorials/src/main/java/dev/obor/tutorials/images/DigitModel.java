package dev.obor.tutorials.images;

import static dev.obor.notebook.Display.display;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.data.DataLoader;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.tutorials.Block;
import dev.obor.vision.datasets.Sample;
import java.io.PrintStream;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.NullUnmarked;

/** The note's middle chapters: a model of the digits, its predictions, and how good they are. */
@Block(value = "002-26", differs = "imports stand at the top of the file")
@NullUnmarked // the layers have a bias
public final class DigitModel {
  static final int INPUT_SIZE = 28 * 28;
  static final int NUM_CLASSES = 10;

  private final PrintStream out;
  private final DataLoader<Sample> trainLoader;

  /**
   * The chapters print to {@code out}.
   *
   * @param trainLoader the digits
   */
  public DigitModel(PrintStream out, DataLoader<Sample> trainLoader) {
    this.out = out;
    this.trainLoader = trainLoader;
  }

  /** A linear layer that takes images as they are. */
  @Block("002-22")
  static final class MnistModel extends Module {
    final Linear linear = new Linear(INPUT_SIZE, NUM_CLASSES);

    @Override
    public Tensor forward(Tensor xb) {
      xb = xb.reshape(-1, 784);
      return linear.call(xb);
    }
  }

  /** Runs the sections. */
  public void run() {
    out.println("\n## Model");
    Linear linear = linear();
    weights(linear);
    Tensor images = wrongShape(linear);
    rightShape(images);
    MnistModel model = new MnistModel();
    parameters(model);
    Batch batch = firstBatch(model);
    firstTwo(batch.outputs());
    Tensor probs = probabilities(batch.outputs());
    Tensor preds = predictions(probs, batch.labels());
    out.println("\n## Evaluation metric and loss function");
    comparison(batch.outputs(), preds, batch.labels());
    accuracyOf(batch.outputs(), batch.labels());
    loss(probs, batch.outputs(), batch.labels());
  }

  /** A weight for each pixel and digit. */
  @Block("002-16")
  Linear linear() {
    return new Linear(INPUT_SIZE, NUM_CLASSES);
  }

  /** How many weights and biases there are. */
  @Block({"002-17", "002-18"})
  void weights(Linear model) {
    out.println(model.weight.shape());
    out.println(model.weight);

    out.println(model.bias.shape());
    out.println(model.bias);
  }

  /** The layer wants rows of 784 pixels, and not images. */
  @Block("002-19")
  Tensor wrongShape(Linear model) {
    Sample batch = trainLoader.iterator().next();
    Tensor images = batch.tensor();
    out.println(batch.labels());
    out.println(images.shape());
    try {
      out.println(model.call(images));
    } catch (TorchException e) {
      out.println(e.getMessage());
    }
    return images;
  }

  /** The same pixels in rows. */
  @Block({"002-20", "002-21"})
  void rightShape(Tensor images) {
    out.println(images.shape());

    out.println(images.reshape(128, 784).shape());
  }

  /** The weights and biases now belong to the layer inside the model. */
  @Block({"002-23", "002-24"})
  void parameters(MnistModel model) {
    out.println(model.linear);

    out.println(model.linear.weight.shape() + " " + model.linear.bias.shape());
    out.println(display(model.parameters()));
  }

  /** What the model made of a batch. */
  record Batch(Tensor outputs, Tensor labels) {}

  /** Ten scores for each image. */
  @Block("002-25")
  Batch firstBatch(MnistModel model) {
    Sample batch = trainLoader.iterator().next();
    Tensor outputs = model.call(batch.tensor());

    out.println("output.shape : " + outputs.shape());
    out.println("Sample outputs layer 0 : " + outputs.get(0).data());
    out.println("Sample outputs layer 0 and 1 : " + outputs.get(":2").data());
    return new Batch(outputs, batch.labels());
  }

  /** The scores of two images. */
  @Block("002-27")
  void firstTwo(Tensor outputs) {
    out.println(outputs.get("0:2"));
  }

  /** Softmax makes probabilities of the scores of each image. */
  @Block("002-28")
  Tensor probabilities(Tensor outputs) {
    Tensor probs = F.softmax(outputs, 1);

    out.println("sample probabilities:\n " + probs.get(":2").data());

    // The probabilities of a row make 1
    out.println("Sum:  " + Torch.sum(probs.get(0)).item());
    return probs;
  }

  /** The likeliest digit of each image, beside the right one. */
  @Block({"002-29", "002-30"})
  Tensor predictions(Tensor probs, Tensor labels) {
    var max = Torch.max(probs, 1);
    Tensor maxProbs = max.values();
    Tensor preds = max.indices();

    out.println(preds);
    out.println(maxProbs);

    out.println(labels);
    return preds;
  }

  /** Which predictions are right, and how many of the 128. */
  @Block({"002-31", "002-32", "002-33"})
  void comparison(Tensor outputs, Tensor preds, Tensor labels) {
    out.println(outputs.get(":2"));

    out.println(preds.eq(labels));

    out.println(Torch.sum(preds.eq(labels)));
  }

  /** The share of the images whose digit is the predicted one. */
  @Block("002-34")
  static Tensor accuracy(Tensor outputs, Tensor labels) {
    Tensor preds = Torch.max(outputs, 1).indices();
    return Torch.tensor(Torch.sum(preds.eq(labels)).item().doubleValue() / preds.len());
  }

  /** The accuracy of the random weights. */
  @Block("002-35")
  void accuracyOf(Tensor outputs, Tensor labels) {
    out.println(accuracy(outputs, labels));
  }

  /** Cross entropy: unlike the accuracy it has gradients. */
  @Block({"002-36", "002-37"})
  void loss(Tensor probs, Tensor outputs, Tensor labels) {
    out.println(probs);

    BinaryOperator<Tensor> lossFn = F::crossEntropy;
    Tensor loss = lossFn.apply(outputs, labels);
    out.println(loss);
  }
}
