package dev.obor.tutorials.logisticregression;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.data.DataLoader;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.tutorials.Block;
import dev.obor.vision.datasets.Sample;
import java.io.PrintStream;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.NullUnmarked;

/** The note's second chapter: a model of the digits, its predictions, and how good they are. */
@NullUnmarked // the layers have a bias
public final class DigitModel {
  static final int INPUT_SIZE = 28 * 28; // 784
  static final int NUM_CLASSES = 10; // 0 to 9

  private final PrintStream out;
  private final DataLoader<Sample> trainLoader;

  /**
   * The chapter prints to {@code out}.
   *
   * @param trainLoader the digits
   */
  public DigitModel(PrintStream out, DataLoader<Sample> trainLoader) {
    this.out = out;
    this.trainLoader = trainLoader;
  }

  /** A linear layer that takes images as they are. */
  @Block("001-15")
  static final class MnistModel extends Module {
    final Linear linear = new Linear(INPUT_SIZE, NUM_CLASSES);

    @Override
    public Tensor forward(Tensor x) {
      x = x.reshape(-1, 784);
      return linear.call(x);
    }
  }

  /** Runs the sections. */
  public void run() {
    out.println("\n## Model");
    Linear logModel = linear();
    weights(logModel);
    MnistModel model = model();
    parameters(model);
    Batch batch = firstBatch(model);
    Tensor prob = probabilities(batch.outputs());
    predictions(prob);
    out.println("\n## Evaluation metric and loss function");
    accuracyOf(batch.outputs(), batch.labels());
    BinaryOperator<Tensor> lossFn = lossFunction();
    loss(lossFn, batch.outputs(), batch.labels());
  }

  /** A weight for each pixel and digit. */
  @Block("001-13")
  Linear linear() {
    return new Linear(INPUT_SIZE, NUM_CLASSES);
  }

  /** 7,840 weights and 10 biases. */
  @Block("001-14")
  void weights(Linear logModel) {
    out.println(logModel.weight);
    out.println("\n");
    out.println(logModel.weight.shape());
    out.println("\n");
    out.println(logModel.bias);
  }

  /** A model of the new class. */
  @Block("001-16")
  MnistModel model() {
    return new MnistModel();
  }

  /** The weights and biases now belong to the layer inside the model. */
  @Block(value = "001-17", differs = "prints the model, where the note names a method of it")
  void parameters(MnistModel model) {
    out.println(model.linear.weight);
    out.println("\n");
    out.println(model.linear.weight.shape());
    out.println("\n");
    out.println(model.linear.bias.shape());
    out.println("\n");
    out.println(model);
  }

  /** What the model made of a batch. */
  record Batch(Tensor outputs, Tensor labels) {}

  /** Ten scores for each image. */
  @Block("001-18")
  Batch firstBatch(MnistModel model) {
    Sample batch = trainLoader.iterator().next();
    Tensor outputs = model.call(batch.tensor());
    out.println("outputs.shape :  " + outputs.shape());
    out.println("Sample outputs :\n " + outputs.get(":2").data());
    return new Batch(outputs, batch.labels());
  }

  /** Softmax makes probabilities of the scores. */
  @Block("001-19")
  Tensor probabilities(Tensor outputs) {
    // Each row for itself
    Tensor prob = F.softmax(outputs, 1);
    // Two of the rows
    out.println("Sample probabilities:\n " + prob.get(":2").data());
    out.println("\n");
    // The probabilities of a row make 1
    out.println("Sum:  " + Torch.sum(prob.get(0)).item());
    return prob;
  }

  /** The likeliest digit of each image. */
  @Block("001-20")
  void predictions(Tensor prob) {
    var max = Torch.max(prob, 1);
    out.println(max.indices());
    out.println(max.values());
  }

  /** The share of the images whose digit is the predicted one. */
  @Block("001-21")
  static Tensor accuracy(Tensor outputs, Tensor label) {
    Tensor pred = Torch.max(outputs, 1).indices();
    return Torch.tensor(Torch.sum(pred.eq(label)).item().doubleValue() / pred.len());
  }

  /** The accuracy of the random weights. */
  @Block("001-22")
  void accuracyOf(Tensor outputs, Tensor label) {
    out.println(accuracy(outputs, label));
  }

  /** Cross entropy: unlike the accuracy it has gradients. */
  @Block("001-23")
  BinaryOperator<Tensor> lossFunction() {
    return F::crossEntropy;
  }

  /** The loss of the random weights. */
  @Block("001-24")
  void loss(BinaryOperator<Tensor> lossFn, Tensor outputs, Tensor label) {
    Tensor loss = lossFn.apply(outputs, label);
    out.println(loss);
    out.println(loss.item());
  }
}
