package dev.obor.tutorials;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.tutorials.MnistLogisticRegression.MnistModel;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The digit model of {@code obor mnist} with weights from a file.
 *
 * <p>May be used by any number of threads at once.
 */
public final class DigitModel {
  private final MnistModel model;

  private DigitModel(MnistModel model) {
    this.model = model;
  }

  /**
   * Reads weights.
   *
   * @param weights a file with {@code linear.weight} and {@code linear.bias}, of any format that
   *     {@code obor inspect} reads
   * @throws IOException if it cannot be read, or has other weights
   */
  public static DigitModel load(Path weights) throws IOException {
    MnistModel model = new MnistModel(line -> {});
    try (Scope scope = Torch.scope()) {
      model.loadStateDict(TensorFile.read(weights).tensors());
    } catch (TorchException e) {
      throw new IOException(weights + ": not the weights of the digit model: " + e.getMessage(), e);
    }
    model.eval();
    return new DigitModel(model);
  }

  /**
   * Computes how probable each digit is.
   *
   * @param images {@value Digits#PIXELS} grey levels from 0 to 1 for each image
   * @return a row of ten probabilities for each image
   */
  public float[][] probabilities(float[]... images) {
    float[] pixels = new float[images.length * Digits.PIXELS];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(images[i], 0, pixels, i * Digits.PIXELS, Digits.PIXELS);
    }
    try (ThreadMode mode = Torch.inferenceMode();
        Scope scope = Torch.scope()) {
      Tensor batch = Torch.fromArray(pixels, images.length, 1, Digits.SIDE, Digits.SIDE);
      float[] flat = model.call(batch).softmax(1).toFloatArray();
      float[][] rows = new float[images.length][Digits.CLASSES];
      for (int i = 0; i < images.length; i++) {
        System.arraycopy(flat, i * Digits.CLASSES, rows[i], 0, Digits.CLASSES);
      }
      return rows;
    }
  }

  /** The digit with the highest probability. */
  public static int best(float[] probabilities) {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      best = probabilities[i] > probabilities[best] ? i : best;
    }
    return best;
  }
}
