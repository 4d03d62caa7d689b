package dev.obor.tutorials;

import dev.obor.Torch;
import dev.obor.plot.Plt;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/** A chapter of a note: its sections, in the note's order. */
public abstract class Chapter {
  /** Takes what the note prints. */
  protected final PrintStream out;

  /** What the chapter runs with. */
  protected final Settings settings;

  /** Makes a chapter that prints to a stream. */
  protected Chapter(PrintStream out, Settings settings) {
    this.out = out;
    this.settings = settings;
  }

  /**
   * Runs the chapter after the seed of the settings.
   *
   * @throws IOException if data cannot be read, or weights or a picture cannot be written
   */
  public final void run() throws IOException {
    Torch.manualSeed(settings.seed());
    sections();
  }

  /**
   * Runs the sections, one after another.
   *
   * @throws IOException if data cannot be read, or weights or a picture cannot be written
   */
  protected abstract void sections() throws IOException;

  /**
   * Writes the current figure into the folder {@code pictures} of the output, and forgets it: what
   * the ports do where a notebook has {@code plt.show()}.
   *
   * @param name the name of the file, without {@code .png}
   * @throws IOException if the folder cannot be made
   */
  protected final void savefig(String name) throws IOException {
    Plt.savefig(settings.folder("pictures").resolve(name + ".png"));
    Plt.close();
  }

  /**
   * Begins a training.
   *
   * @param steps how many batches make it whole
   * @return what shows how far it is, if {@code of} is put around its loaders
   */
  protected final Progress.Steps progress(long steps) {
    return settings.progress().start("Training", steps);
  }

  /** The name of the chapter, from its class: {@code TransferLearning} is "Transfer learning". */
  @Override
  public String toString() {
    String words = getClass().getSimpleName().replaceAll("(?<!^)([A-Z])", " $1");
    return words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
  }
}
