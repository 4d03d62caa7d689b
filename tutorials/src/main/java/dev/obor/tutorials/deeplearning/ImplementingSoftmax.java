package dev.obor.tutorials.deeplearning;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Sigmoid;
import dev.obor.nn.Softmax;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Settings;
import java.io.PrintStream;

/** Probabilities from scores, and networks as classes: chapter 8. */
public final class ImplementingSoftmax extends Chapter {
  /** Makes the chapter. */
  public ImplementingSoftmax(PrintStream out, Settings settings) {
    super(out, settings);
  }

  @Override
  protected void sections() {
    probabilities();
    network();
  }

  /** The sum of each row becomes a column, so that it divides its own row. */
  static Tensor softmax(Tensor x) {
    return Torch.exp(x).div(Torch.sum(Torch.exp(x), 1).view(-1, 1));
  }

  @Block(value = "004-16", differs = "uses the function, and prints the shape of the sums, all 1")
  void probabilities() {
    Tensor output = Torch.randn(64, 10);
    out.println(softmax(output).sum(1).shape());
  }

  /** A network with a layer for each of its operations. */
  @Block(
      value = {"004-17", "004-18", "004-19", "004-20"},
      differs = "super().__init__() and output are spelt as meant; 18 to 20 repeat lines of 17")
  static class Network extends Module {
    // from the input to the hidden layer
    final Linear hidden = new Linear(784, 256);
    // to the output, a unit for each digit
    final Linear output = new Linear(256, 10);

    final Sigmoid sigmoid = new Sigmoid();
    final Softmax softmax = new Softmax(1);

    @Override
    public Tensor forward(Tensor x) {
      x = hidden.call(x);
      x = sigmoid.call(x);
      x = output.call(x);
      x = softmax.call(x);
      return x;
    }
  }

  @Block("004-21")
  void network() {
    Network model = new Network();
    out.println(model);
  }

  /** The same with functions in place of layers that have no weights. */
  @Block("004-22")
  static class FunctionalNetwork extends Module {
    final Linear hidden = new Linear(784, 256);
    final Linear output = new Linear(256, 10);

    @Override
    public Tensor forward(Tensor x) {
      x = F.sigmoid(hidden.call(x));
      x = F.softmax(output.call(x), 1);
      return x;
    }
  }
}
