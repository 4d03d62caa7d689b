package dev.obor.tutorials.deeplearning;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Settings;
import java.io.PrintStream;

/** One layer, computed by hand: chapters 2 and 3. */
@SuppressWarnings("UnusedVariable") // some things are made only to show how
public final class SingleLayerNetwork extends Chapter {
  /** Makes the chapter. */
  public SingleLayerNetwork(PrintStream out, Settings settings) {
    super(out, settings);
  }

  @Override
  protected void sections() {
    Tensor[] data = generatedData();
    output(data[0], data[1], data[2]);
    Tensor features = data[0];
    Tensor weights = data[1];
    matrixMultiplication(features, weights);
    reshaping(weights);
  }

  /** The sigmoid function. */
  @Block({"004-01", "004-02"})
  static Tensor activation(Tensor x) {
    return Torch.div(1, Torch.add(1, Torch.exp(x.neg())));
  }

  @Block("004-03")
  Tensor[] generatedData() {
    Torch.manualSeed(7);

    Tensor features = Torch.randn(1, 5);
    Tensor weights = Torch.randnLike(features); // of the same shape
    Tensor bias = Torch.randn(1, 1);
    return new Tensor[] {features, weights, bias};
  }

  @Block("004-04")
  void output(Tensor features, Tensor weights, Tensor bias) {
    Tensor y = activation(Torch.sum(features.mul(weights)).add(bias));

    // the same with methods
    y = activation(features.mul(weights).sum().add(bias));
  }

  /** {@code mm} wants matrices whose shapes fit; {@code matmul} broadcasts besides. */
  @Block(
      value = {"004-05", "004-06"},
      differs = "both are called; what they say of the shapes is today's text")
  void matrixMultiplication(Tensor features, Tensor weights) {
    try {
      Torch.mm(features, weights);
    } catch (TorchException e) {
      out.println(e.getMessage());
    }
    try {
      Torch.matmul(features, weights);
    } catch (TorchException e) {
      out.println(e.getMessage());
    }
  }

  @Block(value = "004-07", differs = "a and b are 5 and 1; resize_ in place of resize")
  void reshaping(Tensor weights) {
    out.println(weights.shape());

    out.println(weights.reshape(5, 1).shape()); // a view where that can be, else a copy
    out.println(weights.clone().resize_(5, 1).shape()); // may drop elements or add some
    out.println(weights.view(5, 1).shape()); // always a view
  }
}
