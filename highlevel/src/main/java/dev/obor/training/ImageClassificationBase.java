package dev.obor.training;

import dev.obor.PythonNumber;
import dev.obor.Tensor;
import dev.obor.nn.F;
import dev.obor.nn.Module;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model that gives each image of a batch a score for each class, with the training methods of the
 * tutorials: cross entropy as the loss, and the share of right answers as the accuracy.
 *
 * <p>A batch is an array of images and classes. Subclasses have layers and {@code forward}.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public abstract class ImageClassificationBase extends Module implements Trainable<Tensor[]> {
  /** Makes a model. */
  protected ImageClassificationBase() {}

  @Override
  public Tensor trainingStep(Tensor[] batch) {
    Tensor out = call(batch[0]);
    return F.crossEntropy(out, batch[1]);
  }

  /** The measures {@code val_loss} and {@code val_acc}. */
  @Override
  public Map<String, Tensor> validationStep(Tensor[] batch) {
    Tensor out = call(batch[0]);
    Map<String, Tensor> output = new LinkedHashMap<>();
    output.put("val_loss", F.crossEntropy(out, batch[1]));
    output.put("val_acc", Training.accuracy(out, batch[1]));
    return output;
  }

  /** The means over the batches. */
  @Override
  public Map<String, Double> validationEpochEnd(List<Map<String, Tensor>> outputs) {
    return Training.means(outputs);
  }

  /** Prints {@code Epoch [0], val_loss: 0.4251, val_acc: 0.8895} to the standard output. */
  @Override
  public void epochEnd(int epoch, Map<String, Double> result) {
    StringBuilder text = new StringBuilder("Epoch [").append(epoch).append(']');
    result.forEach(
        (name, value) ->
            text.append(", ").append(name).append(": ").append(PythonNumber.fixed(value, 4)));
    System.out.println(text);
  }
}
