package dev.obor.tutorials.learningnotes;

import static dev.obor.tutorials.learningnotes.DigitModel.accuracy;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.training.Trainable;
import dev.obor.tutorials.Block;
import dev.obor.vision.datasets.Sample;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Logistic regression that knows how to be trained. */
@Block(
    value = "000-78",
    differs = "dev.obor.training.ImageClassificationBase has the four methods ready-made")
public final class MnistModel extends Module implements Trainable<Sample> {
  final Linear linear = new Linear(DigitModel.INPUT_SIZE, DigitModel.NUM_CLASSES);
  private final PrintStream out;

  /** Makes a model with random weights, which prints the result of each epoch to {@code out}. */
  public MnistModel(PrintStream out) {
    this.out = out;
  }

  @Override
  public Tensor forward(Tensor xb) {
    xb = xb.reshape(-1, 784);
    return linear.call(xb);
  }

  @Override
  public Tensor trainingStep(Sample batch) {
    Tensor images = batch.tensor();
    Tensor labels = batch.labels();
    Tensor predictions = call(images);
    return F.crossEntropy(predictions, labels);
  }

  @Override
  public Map<String, Tensor> validationStep(Sample batch) {
    Tensor images = batch.tensor();
    Tensor labels = batch.labels();
    Tensor predictions = call(images);
    Tensor loss = F.crossEntropy(predictions, labels);
    Tensor acc = accuracy(predictions, labels);
    return Map.of("val_loss", loss, "val_acc", acc);
  }

  @Override
  public Map<String, Double> validationEpochEnd(List<Map<String, Tensor>> outputs) {
    List<Tensor> batchLosses = outputs.stream().map(x -> x.get("val_loss")).toList();
    Tensor epochLoss = Torch.stack(batchLosses).mean();
    List<Tensor> batchAccs = outputs.stream().map(x -> x.get("val_acc")).toList();
    Tensor epochAcc = Torch.stack(batchAccs).mean();
    Map<String, Double> result = new LinkedHashMap<>();
    result.put("val_loss", epochLoss.item().doubleValue());
    result.put("val_acc", epochAcc.item().doubleValue());
    return result;
  }

  @Override
  public void epochEnd(int epoch, Map<String, Double> result) {
    out.printf(
        Locale.ROOT,
        "Epoch [%d], val_loss: %.4f, val_acc: %.4f%n",
        epoch,
        result.get("val_loss"),
        result.get("val_acc"));
  }
}
