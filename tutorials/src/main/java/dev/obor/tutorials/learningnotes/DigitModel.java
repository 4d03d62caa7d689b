package dev.obor.tutorials.learningnotes;

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

/** Part 3, sections 3 and 4: a model of the digits, its predictions, and how good they are. */
@Block(value = "000-67", differs = "imports stand at the top of the file")
@NullUnmarked // the layers have a bias
public final class DigitModel {
  static final int INPUT_SIZE = 28 * 28;
  static final int NUM_CLASSES = 10;

  private final PrintStream out;
  private final DataLoader<Sample> trainLoader;

  /**
   * The part prints to {@code out}.
   *
   * @param trainLoader the digits
   */
  public DigitModel(PrintStream out, DataLoader<Sample> trainLoader) {
    this.out = out;
    this.trainLoader = trainLoader;
  }

  /** A linear layer that takes images as they are. */
  @Block("000-63")
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
    out.println("\n## 3.3 Model");
    Linear linear = linear();
    weights(linear);
    wrongShape(linear);
    MnistModel model = new MnistModel();
    parameters(model);
    Batch batch = firstBatch(model);
    Tensor probs = probabilities(batch.outputs());
    predictions(probs, batch.labels());
    out.println("\n## 3.4 Evaluation metric and loss function");
    accuracyOf(batch.outputs(), batch.labels());
    BinaryOperator<Tensor> lossFn = lossFunction();
    loss(lossFn, batch.outputs(), batch.labels());
  }

  /** A weight for each pixel and digit. */
  @Block("000-59")
  Linear linear() {
    return new Linear(INPUT_SIZE, NUM_CLASSES);
  }

  /** How many weights and biases there are. */
  @Block({"000-60", "000-61"})
  void weights(Linear model) {
    out.println(model.weight.shape());
    out.println(model.weight);

    out.println(model.bias.shape());
    out.println(model.bias);
  }

  /** The layer wants rows of 784 pixels, and not images. */
  @Block("000-62")
  void wrongShape(Linear model) {
    for (Sample batch : trainLoader) {
      try {
        model.call(batch.tensor());
      } catch (TorchException e) {
        out.println(e.getMessage());
      }
      break;
    }
  }

  /** The weights and biases now belong to the layer inside the model. */
  @Block({"000-64", "000-65"})
  void parameters(MnistModel model) {
    out.println(model.linear);

    out.println(model.linear.weight.shape() + " " + model.linear.bias.shape());
    out.println(display(model.parameters()));
  }

  /** What the model made of a batch. */
  record Batch(Tensor outputs, Tensor labels) {}

  /** Ten scores for each image. */
  @Block("000-66")
  Batch firstBatch(MnistModel model) {
    Sample batch = trainLoader.iterator().next();
    Tensor images = batch.tensor();
    out.println(images.shape());
    Tensor outputs = model.call(images);

    out.println("outputs.shape :  " + outputs.shape());
    out.println("Sample outputs :\n " + outputs.get(":2").data());
    return new Batch(outputs, batch.labels());
  }

  /** Softmax makes probabilities of the scores. */
  @Block("000-68")
  Tensor probabilities(Tensor outputs) {
    // Each row for itself
    Tensor probs = F.softmax(outputs, 1);

    // Two of the rows
    out.println("Sample probabilities:\n " + probs.get(":2").data());

    // The probabilities of a row make 1
    out.println("Sum:  " + Torch.sum(probs.get(0)).item());
    return probs;
  }

  /** The likeliest digit of each image, beside the right one. */
  @Block({"000-69", "000-70"})
  void predictions(Tensor probs, Tensor labels) {
    var max = Torch.max(probs, 1);
    Tensor maxProbs = max.values();
    Tensor preds = max.indices();
    out.println(preds);
    out.println(maxProbs);

    out.println(labels);
  }

  /** The share of the images whose digit is the predicted one. */
  @Block("000-71")
  static Tensor accuracy(Tensor outputs, Tensor labels) {
    Tensor preds = Torch.max(outputs, 1).indices();
    return Torch.tensor(Torch.sum(preds.eq(labels)).item().doubleValue() / preds.len());
  }

  /** The accuracy of the random weights. */
  @Block("000-72")
  void accuracyOf(Tensor outputs, Tensor labels) {
    out.println(accuracy(outputs, labels));
  }

  /** Cross entropy: unlike the accuracy it has gradients. */
  @Block("000-73")
  BinaryOperator<Tensor> lossFunction() {
    return F::crossEntropy;
  }

  /** The loss of the random weights. */
  @Block("000-74")
  void loss(BinaryOperator<Tensor> lossFn, Tensor outputs, Tensor labels) {
    Tensor loss = lossFn.apply(outputs, labels);
    out.println(loss);
  }
}
