package dev.obor.tutorials.deeplearning;

import static dev.obor.tutorials.deeplearning.SingleLayerNetwork.activation;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Settings;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.Random;

/** Two layers by hand, and memory that a tensor shares: chapters 4 and 5. */
@SuppressWarnings("UnusedVariable") // some things are made only to show how
public final class MultilayerNetwork extends Chapter {
  /** Makes the chapter. */
  public MultilayerNetwork(PrintStream out, Settings settings) {
    super(out, settings);
  }

  @Override
  protected void sections() {
    network();
    sharedMemory();
  }

  @Block({"004-08", "004-09"})
  void network() {
    Torch.manualSeed(7);

    Tensor features = Torch.randn(1, 3);

    // the units of each layer
    long nInput = features.size(1);
    long nHidden = 2;
    long nOutput = 1;

    // from the input to the hidden layer, and on to the output
    Tensor w1 = Torch.randn(nInput, nHidden);
    Tensor w2 = Torch.randn(nHidden, nOutput);

    Tensor b1 = Torch.randn(1, nHidden);
    Tensor b2 = Torch.randn(1, nOutput);

    Tensor h = activation(Torch.mm(features, w1).add(b1));
    Tensor y = activation(Torch.mm(h, w2).add(b2));
    out.println(y);
  }

  /** A tensor made of a direct buffer has the buffer's memory: who changes one changes both. */
  @Block(
      value = {"004-10", "004-11"},
      differs = "a direct DoubleBuffer is in NumPy's place, with Java's random numbers")
  void sharedMemory() {
    double[] random = new Random(settings.seed()).doubles(4 * 3).toArray();
    DoubleBuffer a =
        ByteBuffer.allocateDirect(4 * 3 * Double.BYTES)
            .order(ByteOrder.nativeOrder())
            .asDoubleBuffer()
            .put(0, random);
    Tensor b = Torch.fromBuffer(a, 4, 3);
    DoubleBuffer same = b.asDoubleBuffer();

    b.mul_(2);
    out.println(b);

    double[] doubled = new double[12];
    a.get(0, doubled);
    out.println(Arrays.toString(doubled));
  }
}
