package dev.obor.tutorials.images;

import dev.obor.Tensor;
import dev.obor.nn.Linear;
import dev.obor.training.ImageClassificationBase;
import dev.obor.tutorials.Block;
import java.io.PrintStream;

/** Logistic regression that knows how to be trained. */
@Block(
    value = "002-40",
    differs = "the four training methods come from dev.obor.training.ImageClassificationBase")
public final class MnistModel extends ImageClassificationBase {
  final Linear linear = new Linear(DigitModel.INPUT_SIZE, DigitModel.NUM_CLASSES);

  /** Makes a model with random weights, which prints the result of each epoch to {@code out}. */
  public MnistModel(PrintStream out) {
    super(out);
  }

  @Override
  public Tensor forward(Tensor xb) {
    xb = xb.reshape(-1, 784);
    return linear.call(xb);
  }
}
