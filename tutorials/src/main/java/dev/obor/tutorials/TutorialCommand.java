package dev.obor.tutorials;

import dev.obor.tutorials.deeplearning.DeepLearning;
import dev.obor.tutorials.deeplearning.FashionClassifier;
import dev.obor.tutorials.deeplearning.TransferLearning;
import dev.obor.tutorials.images.WorkingWithImages;
import dev.obor.tutorials.introduction.Introduction;
import dev.obor.tutorials.learningnotes.LearningNotes;
import dev.obor.tutorials.logisticregression.LogisticRegression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that runs a tutorial, or a part of one. */
@Command(mixinStandardHelpOptions = true, versionProvider = Main.Version.class, sortOptions = false)
final class TutorialCommand implements Callable<Integer> {
  /** What the command runs. */
  interface Tutorial {
    /** Runs it, printing to a stream. */
    void run(PrintStream out, Settings settings, Pace pace) throws IOException;
  }

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description =
          "Seed of the random numbers; the same seed gives the same run, in Python too"
              + " (default: ${DEFAULT-VALUE}).")
  private long seed = new Settings().seed();

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "Folder with data sets as torchvision lays them out; what is not there is stood in for"
              + " by data that come with the program (default: ${DEFAULT-VALUE}).")
  private Path data = new Settings().data();

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Where weights and pictures go (default: ${DEFAULT-VALUE}).")
  private Path output = new Settings().output();

  @Option(names = "--quiet", description = "Print nothing.")
  private boolean quiet;

  private final Tutorial tutorial;
  private final EpochOptions length = new EpochOptions();
  private final NetworkOptions network = new NetworkOptions();
  private final Terminal terminal;
  private final PrintWriter out;

  private TutorialCommand(Tutorial tutorial, Terminal terminal, PrintWriter out) {
    this.tutorial = tutorial;
    this.terminal = terminal;
    this.out = out;
  }

  /** Adds a command for each tutorial. */
  static void addTo(CommandLine commandLine, Terminal terminal, PrintWriter out) {
    add(
        commandLine,
        "regression",
        "Fits lines to the yields of apples and oranges, from scratch and with torch.nn.",
        new TutorialCommand(
            (stream, settings, pace) -> new LearningNotes(stream, settings).linearRegression(),
            terminal,
            out));
    add(
        commandLine,
        "learning-notes",
        "Runs the note \"Pytorch Learning Notes\", from the first tensor to handwritten digits.",
        new TutorialCommand(
            (stream, settings, pace) -> new LearningNotes(stream, settings).run(), terminal, out));
    add(
        commandLine,
        "logistic-regression",
        "Runs the note on logistic regression on handwritten digits.",
        new TutorialCommand(
            (stream, settings, pace) -> new LogisticRegression(stream, settings).run(),
            terminal,
            out));
    add(
        commandLine,
        "images",
        "Runs the note on working with images.",
        new TutorialCommand(
            (stream, settings, pace) -> new WorkingWithImages(stream, settings).run(),
            terminal,
            out));
    addLong(
        commandLine,
        terminal,
        out,
        "intro",
        "Runs the note \"Introduction to PyTorch\", from tensors to training loops on Fashion-MNIST.",
        (stream, settings, pace) -> new Introduction(stream, settings, pace).run());
    addLarge(
        commandLine,
        terminal,
        out,
        "deep-learning",
        "Runs the note on deep learning, from one layer to transfer learning.",
        (stream, settings, pace) -> new DeepLearning(stream, settings, pace).run());
    addLong(
        commandLine,
        terminal,
        out,
        "fashion",
        "Trains its classifier of garments, on Fashion-MNIST or drawn garments.",
        (stream, settings, pace) -> new FashionClassifier(stream, settings, pace).run());
    addLarge(
        commandLine,
        terminal,
        out,
        "transfer",
        "Trains its new last layers of densenet121, on pictures of cats and dogs.",
        (stream, settings, pace) -> new TransferLearning(stream, settings, pace).run());
  }

  /** Adds a command that may train for fewer epochs than the note. */
  private static void addLong(
      CommandLine commandLine,
      Terminal terminal,
      PrintWriter out,
      String name,
      String description,
      Tutorial tutorial) {
    TutorialCommand command = new TutorialCommand(tutorial, terminal, out);
    add(commandLine, name, description, command).addMixin("length", command.length);
  }

  /** Adds a command with densenet121 in it. */
  private static void addLarge(
      CommandLine commandLine,
      Terminal terminal,
      PrintWriter out,
      String name,
      String description,
      Tutorial tutorial) {
    TutorialCommand command = new TutorialCommand(tutorial, terminal, out);
    add(commandLine, name, description, command)
        .addMixin("length", command.length)
        .addMixin("network", command.network);
  }

  /** Adds a command with the options that all have. */
  private static CommandLine add(
      CommandLine commandLine, String name, String description, TutorialCommand command) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec().usageMessage().description(description);
    commandLine.addSubcommand(name, line);
    return line;
  }

  @Override
  public Integer call() throws IOException {
    if (quiet) {
      System.setProperty("obor.progress", "false"); // no bar for what is fetched either
    }
    try (TerminalProgress progress = new TerminalProgress(out, terminal);
        PrintStream stream =
            new PrintStream(
                quiet ? OutputStream.nullOutputStream() : new Lines(progress),
                true,
                StandardCharsets.UTF_8)) {
      tutorial.run(
          stream,
          new Settings(seed, data, output, network.pretrained, quiet ? Progress.NONE : progress),
          new Pace(length.epochs, network.imageSize));
    }
    return 0;
  }

  /** What makes a run shorter than the note's. */
  static final class EpochOptions {
    @Option(
        names = "--epochs",
        paramLabel = "N",
        converter = Numbers.Positive.class,
        description = "Train for this many epochs at most (default: as many as the note).")
    private int epochs = Pace.NOTE.epochs();
  }

  /** How the large network begins, and what it sees. */
  static final class NetworkOptions {
    @Option(
        names = "--image-size",
        paramLabel = "PIXELS",
        converter = Numbers.ImageEdge.class,
        description = "Edge of the pictures that densenet121 sees (default: ${DEFAULT-VALUE}).")
    private int imageSize = Pace.NOTE.imageSize();

    @Option(
        names = "--pretrained",
        description =
            "Let densenet121 begin with what it has learnt from ImageNet, 31 MB that are fetched"
                + " once into the cache folder that PyTorch uses.")
    private boolean pretrained;
  }

  /** Hands what is written on whenever a line is whole. */
  private static final class Lines extends OutputStream {
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final TerminalProgress out;

    Lines(TerminalProgress out) {
      this.out = out;
    }

    @Override
    public synchronized void write(int value) {
      pending.write(value);
      if (value == '\n') {
        flush();
      }
    }

    @Override
    public synchronized void flush() {
      byte[] bytes = pending.toByteArray();
      // Half a character waits for its other half.
      if (bytes.length > 0 && bytes[bytes.length - 1] == '\n') {
        out.print(new String(bytes, StandardCharsets.UTF_8));
        pending.reset();
      }
    }

    @Override
    public synchronized void close() {
      if (pending.size() > 0) {
        out.print(pending.toString(StandardCharsets.UTF_8));
      }
      pending.reset();
    }
  }
}
