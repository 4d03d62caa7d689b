package dev.obor.tutorials.deeplearning;

import dev.obor.Cuda;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.nn.Linear;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Settings;
import java.io.PrintStream;

/** What to look at when something does not work: chapter 18. */
public final class TipsAndTricks extends Chapter {
  /** Makes the chapter. */
  public TipsAndTricks(PrintStream out, Settings settings) {
    super(out, settings);
  }

  @Override
  protected void sections() {
    tensorsOnTwoDevices();
  }

  /** A model on the GPU does not take what is in the memory of the processor. */
  @Block(value = "004-79", differs = "today's text, and only where there is a GPU")
  void tensorsOnTwoDevices() {
    if (Cuda.isAvailable()) {
      try {
        new Linear(784, 10).to("cuda").call(Torch.rand(64, 784));
      } catch (TorchException e) {
        out.println(e.getMessage());
      }
    }
  }
}
