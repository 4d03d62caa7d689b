package dev.obor.training;

import dev.obor.PythonNumber;
import dev.obor.Tensor;
import dev.obor.TypeException;
import dev.obor.nn.F;
import dev.obor.nn.Module;
import dev.obor.vision.datasets.Sample;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model that gives each image of a batch a score for each class, with the training methods of the
 * tutorials: cross entropy as the loss, and the share of right answers as the accuracy.
 *
 * <p>A batch is a {@link Sample}, as the datasets of images give it, or an array of images and
 * classes, as a {@code TensorDataset} does. Subclasses have layers and {@code forward}.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public abstract class ImageClassificationBase extends Module implements Trainable<Object> {
  private final @Nullable PrintStream log;

  /** Makes a model that prints the results of the epochs to the standard output. */
  protected ImageClassificationBase() {
    this.log = null;
  }

  /** Makes a model that prints the results of the epochs to {@code log}. */
  protected ImageClassificationBase(PrintStream log) {
    this.log = log;
  }

  private static Tensor[] imagesAndClasses(Object batch) {
    if (batch instanceof Sample sample) {
      return new Tensor[] {sample.tensor(), sample.labels()};
    }
    if (batch instanceof Tensor[] tensors && tensors.length == 2) {
      return tensors;
    }
    throw new TypeException(
        "a batch must be a Sample or an array of images and classes, not "
            + batch.getClass().getSimpleName());
  }

  @Override
  public Tensor trainingStep(Object batch) {
    Tensor[] tensors = imagesAndClasses(batch);
    Tensor out = call(tensors[0]);
    return F.crossEntropy(out, tensors[1]);
  }

  /** The measures {@code val_loss} and {@code val_acc}. */
  @Override
  public Map<String, Tensor> validationStep(Object batch) {
    Tensor[] tensors = imagesAndClasses(batch);
    Tensor out = call(tensors[0]);
    Map<String, Tensor> output = new LinkedHashMap<>();
    output.put("val_loss", F.crossEntropy(out, tensors[1]));
    output.put("val_acc", Training.accuracy(out, tensors[1]));
    return output;
  }

  /** The means over the batches. */
  @Override
  public Map<String, Double> validationEpochEnd(List<Map<String, Tensor>> outputs) {
    return Training.means(outputs);
  }

  /** Prints {@code Epoch [0], val_loss: 0.4251, val_acc: 0.8895}. */
  @Override
  public void epochEnd(int epoch, Map<String, Double> result) {
    StringBuilder text = new StringBuilder("Epoch [").append(epoch).append(']');
    result.forEach(
        (name, value) ->
            text.append(", ").append(name).append(": ").append(PythonNumber.fixed(value, 4)));
    (log == null ? System.out : log).println(text);
  }
}
