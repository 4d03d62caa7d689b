package dev.obor.tutorials.introduction;

import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Pace;
import dev.obor.tutorials.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** The whole note, chapter after chapter. */
public final class Introduction {
  private final PrintStream out;
  private final Settings settings;
  private final Pace pace;

  /** Makes a run at the note's own pace. */
  public Introduction(PrintStream out, Settings settings) {
    this(out, settings, Pace.NOTE);
  }

  /**
   * Makes a run.
   *
   * @param out takes what the note prints
   */
  public Introduction(PrintStream out, Settings settings, Pace pace) {
    this.out = out;
    this.settings = settings;
    this.pace = pace;
  }

  /** The chapters in the note's order. */
  public List<Chapter> chapters() {
    return List.of(
        new CreatingTensors(out, settings),
        new TensorManipulation(out, settings),
        new DatasetsAndLoaders(out, settings),
        new Transforming(out, settings),
        new BuildingAModel(out, settings),
        new AutomaticDifferentiation(out, settings),
        new CompleteNetwork(out, settings, pace));
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
    new Introduction(System.out, new Settings()).run();
  }
}
