package dev.obor.tutorials.learningnotes;

import dev.obor.Scope;
import dev.obor.Torch;
import dev.obor.tutorials.Settings;
import dev.obor.tutorials.learningnotes.DigitImages.Loaders;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** The whole note, from the first tensor to logistic regression on handwritten digits. */
public final class LearningNotes {
  private final PrintStream out;
  private final Settings settings;

  /** The tutorial prints to {@code out}. */
  public LearningNotes(PrintStream out, Settings settings) {
    this.out = out;
    this.settings = settings;
  }

  /** Runs the note with the usual settings. */
  public static void main(String... arguments) throws IOException {
    new LearningNotes(System.out, new Settings()).run();
  }

  /**
   * Runs all parts, each with the seed of the settings.
   *
   * @throws IOException if the digits or a picture cannot be written
   */
  public void run() throws IOException {
    Torch.setNumThreads(1); // the steps are too small to gain from more
    basics();
    linearRegression();
    digits();
  }

  /** Runs part 1. */
  public void basics() {
    try (Scope scope = Torch.scope()) {
      new PyTorchBasics(out).run();
    }
  }

  /** Runs part 2. */
  public void linearRegression() {
    try (Scope scope = Torch.scope()) {
      Torch.manualSeed(settings.seed());
      new LinearRegressionFromScratch(out).run();
      Torch.manualSeed(settings.seed());
      new LinearRegressionBuiltIns(out).run();
    }
  }

  /**
   * Runs part 3.
   *
   * @throws IOException if the digits or a picture cannot be written
   */
  public void digits() throws IOException {
    String root = settings.mnist();
    Path pictures = settings.folder("learning-notes");
    try (Scope scope = Torch.scope()) {
      Torch.manualSeed(settings.seed());
      Loaders loaders = new DigitImages(out, root, pictures).run();
      new DigitModel(out, loaders.train()).run();
      MnistModel model = new DigitTraining(out, loaders, pictures).run();
      new DigitTesting(out, root, pictures).run(model);
    }
    out.println("\nPictures: " + pictures);
  }
}
