package dev.obor.tutorials;

import dev.obor.PythonNumber;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.data.DataLoader;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.training.Trainable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Logistic regression on handwritten digits, function by function as the tutorial note "MNIST with
 * PyTorch Logistic Regression" has it. The note's {@code fit} and {@code evaluate} are those of
 * {@link dev.obor.training.Training}.
 *
 * <p>A batch is an array of the images, float32 of shape (N, 1, 28, 28) with values from 0 to 1,
 * and the labels, int64 of shape (N).
 */
final class MnistLogisticRegression {
  static final int INPUT_SIZE = Digits.PIXELS;
  static final int NUM_CLASSES = Digits.CLASSES;

  private MnistLogisticRegression() {}

  /** One linear layer from the pixels of an image to a score for each digit. */
  static final class MnistModel extends Module implements Trainable<Tensor[]> {
    Linear linear = new Linear(INPUT_SIZE, NUM_CLASSES);
    private final Consumer<String> printer;

    /**
     * Makes a model with random weights.
     *
     * @param printer takes the line that an epoch ends with
     */
    MnistModel(Consumer<String> printer) {
      this.printer = printer;
    }

    @Override
    public Tensor forward(Tensor x) {
      x = x.reshape(-1, INPUT_SIZE);
      return linear.call(x);
    }

    @Override
    public Tensor trainingStep(Tensor[] batch) {
      Tensor images = batch[0];
      Tensor labels = batch[1];
      Tensor out = call(images);
      return F.crossEntropy(out, labels);
    }

    @Override
    public Map<String, Tensor> validationStep(Tensor[] batch) {
      Tensor images = batch[0];
      Tensor labels = batch[1];
      Tensor out = call(images);
      Map<String, Tensor> output = new LinkedHashMap<>();
      output.put("val_loss", F.crossEntropy(out, labels));
      output.put("val_acc", accuracy(out, labels));
      return output;
    }

    @Override
    public Map<String, Double> validationEpochEnd(List<Map<String, Tensor>> outputs) {
      Map<String, Double> result = new LinkedHashMap<>();
      for (String name : List.of("val_loss", "val_acc")) {
        List<Tensor> batches = outputs.stream().map(output -> output.get(name)).toList();
        result.put(name, Torch.stack(batches).mean().item().doubleValue());
      }
      return result;
    }

    @Override
    public void epochEnd(int epoch, Map<String, Double> result) {
      printer.accept("Epoch [" + epoch + "], " + text(result));
    }
  }

  /** Writes a result as the note does: {@code val_loss: 0.4251, val_acc: 0.8895}. */
  static String text(Map<String, Double> result) {
    StringBuilder text = new StringBuilder();
    result.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(name)
                .append(": ")
                .append(PythonNumber.fixed(value, 4)));
    return text.toString();
  }

  /** Computes the share of the images whose digit the scores name rightly. */
  static Tensor accuracy(Tensor outputs, Tensor labels) {
    Tensor predictions = Torch.max(outputs, 1).indices();
    double correct = Torch.sum(predictions.eq(labels)).item().doubleValue();
    return Torch.tensor(correct / predictions.numel());
  }

  /** Counts the images of a loader whose digit the model names rightly. */
  static long countCorrect(MnistModel model, DataLoader<Tensor[]> loader) {
    long[] correct = {0};
    loader.forEachScoped(
        batch -> {
          Tensor predictions = Torch.max(model.call(batch[0]), 1).indices();
          correct[0] += predictions.eq(batch[1]).sum().item().longValue();
        });
    return correct[0];
  }

  /**
   * Predicts the digit of a single image.
   *
   * @param img of shape (1, 28, 28)
   */
  static int predictImage(Tensor img, MnistModel model) {
    try (Scope scope = Torch.scope()) {
      Tensor x = img.unsqueeze(0);
      Tensor y = model.call(x);
      Tensor predictions = Torch.max(y, 1).indices();
      return predictions.item().intValue();
    }
  }
}
