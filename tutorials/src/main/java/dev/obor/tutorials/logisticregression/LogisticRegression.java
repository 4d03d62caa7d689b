package dev.obor.tutorials.logisticregression;

import dev.obor.Scope;
import dev.obor.Torch;
import dev.obor.tutorials.Settings;
import dev.obor.tutorials.logisticregression.DigitData.Digits;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** The whole note: logistic regression on handwritten digits, from the data to a saved model. */
public final class LogisticRegression {
  private final PrintStream out;
  private final Settings settings;

  /** The tutorial prints to {@code out}. */
  public LogisticRegression(PrintStream out, Settings settings) {
    this.out = out;
    this.settings = settings;
  }

  /** Runs the note with the usual settings. */
  public static void main(String... arguments) throws IOException {
    new LogisticRegression(System.out, new Settings()).run();
  }

  /**
   * Runs all chapters.
   *
   * @throws IOException if the digits, a picture or the weights cannot be written
   */
  public void run() throws IOException {
    Torch.setNumThreads(1); // the steps are too small to gain from more
    String root = settings.mnist();
    Path output = settings.folder("logistic-regression");
    try (Scope scope = Torch.scope()) {
      Torch.manualSeed(settings.seed());
      Digits digits = new DigitData(out, root, output).run();
      new DigitModel(out, digits.trainLoader()).run();
      MnistModel model = new DigitTraining(out, digits, output).run();
      new DigitTesting(out, digits.testDataset(), output).run(model);
    }
    out.println("\nPictures and weights: " + output);
  }
}
