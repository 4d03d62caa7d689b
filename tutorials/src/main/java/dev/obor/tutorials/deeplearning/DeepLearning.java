package dev.obor.tutorials.deeplearning;

import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Pace;
import dev.obor.tutorials.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** The whole note, chapter after chapter. */
public final class DeepLearning {
  private final PrintStream out;
  private final Settings settings;
  private final Pace pace;

  /** Makes a run at the note's own pace. */
  public DeepLearning(PrintStream out, Settings settings) {
    this(out, settings, Pace.NOTE);
  }

  /**
   * Makes a run.
   *
   * @param out takes what the note prints
   */
  public DeepLearning(PrintStream out, Settings settings, Pace pace) {
    this.out = out;
    this.settings = settings;
    this.pace = pace;
  }

  /** The chapters in the note's order. */
  public List<Chapter> chapters() {
    return List.of(
        new SingleLayerNetwork(out, settings),
        new MultilayerNetwork(out, settings),
        new NeuralNetworks(out, settings),
        new ImplementingSoftmax(out, settings),
        new NetworkArchitectures(out, settings),
        new TrainingANetwork(out, settings, pace),
        new FashionClassifier(out, settings, pace),
        new InferenceAndValidation(out, settings, pace),
        new DropoutSolution(out, settings, pace),
        new SavingAndLoading(out, settings, pace),
        new LoadingImageData(out, settings, pace),
        new TransferLearning(out, settings, pace),
        new TipsAndTricks(out, settings));
  }

  /**
   * Runs all chapters, each under its name.
   *
   * @throws IOException if data cannot be read, or weights or a picture cannot be written
   */
  public void run() throws IOException {
    for (Chapter chapter : chapters()) {
      out.println("## " + chapter);
      chapter.run();
      out.println();
    }
  }

  /**
   * Runs the note with the default settings.
   *
   * @throws IOException if data cannot be read, or weights or a picture cannot be written
   */
  public static void main(String... arguments) throws IOException {
    new DeepLearning(System.out, new Settings()).run();
  }
}
