package dev.obor.tutorials;

import static dev.obor.tutorials.MnistLogisticRegression.countCorrect;
import static dev.obor.tutorials.MnistLogisticRegression.predictImage;
import static dev.obor.tutorials.MnistLogisticRegression.text;

import dev.obor.PythonNumber;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.data.Data;
import dev.obor.data.DataLoader;
import dev.obor.data.Dataset;
import dev.obor.data.Subset;
import dev.obor.data.TensorDataset;
import dev.obor.files.WholeFile;
import dev.obor.optim.SGD;
import dev.obor.serialization.Safetensors;
import dev.obor.training.Training;
import dev.obor.training.TrainingListener;
import dev.obor.tutorials.MnistLogisticRegression.MnistModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code mnist}: logistic regression on handwritten digits, from data to weights. */
@Command(
    name = "mnist",
    description = "Trains logistic regression on handwritten digits and shows what it learnt.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false)
final class MnistCommand implements Callable<Integer> {
  private static final int PICTURES = 50;
  private static final int PICTURES_IN_TERMINAL = 6;
  private static final int PICTURES_IN_A_LINE = 3;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = Numbers.NotNegative.class,
      description = "How often to go through the training images (default: ${DEFAULT-VALUE}).")
  private int epochs = 10;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      converter = Numbers.Positive.class,
      description = "Images per step (default: ${DEFAULT-VALUE}).")
  private int batchSize = 128;

  @Option(
      names = {"--learning-rate", "--lr"},
      paramLabel = "RATE",
      converter = Numbers.Rate.class,
      description = "Learning rate of SGD (default: ${DEFAULT-VALUE}).")
  private double learningRate = 0.1;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description =
          "Seed of the random numbers; the same seed gives the same run, in Python too"
              + " (default: ${DEFAULT-VALUE}).")
  private long seed = 42;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Numbers.Positive.class,
      description =
          "Threads to compute with; a step is too small to gain from more than one"
              + " (default: ${DEFAULT-VALUE}).")
  private int threads = 1;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "Folder with MNIST's IDX files, plain or .gz: train-images-idx3-ubyte and"
              + " train-labels-idx1-ubyte, and for a test at the end t10k-images-idx3-ubyte and"
              + " t10k-labels-idx1-ubyte (default: 10,000 digits that come with the program).")
  private @Nullable Path data;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description =
          "Where the weights and the picture go; made if it is not there"
              + " (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("mnist-output");

  @Option(names = "--quiet", description = "Print the final accuracy alone.")
  private boolean quiet;

  private final Terminal terminal;
  private final PrintWriter results;
  private PrintWriter out;

  MnistCommand(Terminal terminal, PrintWriter out) {
    this.terminal = terminal;
    this.results = out;
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    if (quiet) {
      out = new PrintWriter(Writer.nullWriter());
    }
    Digits digits = data == null ? Digits.embedded() : Digits.training(data);
    Optional<Digits> testDigits = data == null ? Optional.empty() : Digits.test(data);
    if (digits.size() < 5) {
      throw new IOException(data + ": at least 5 images are needed, found " + digits.size());
    }
    makeOutputFolder();
    // A fifth, but no more than the note's 10,000: the note's split for the whole of MNIST.
    int validationSize = Math.min(10_000, digits.size() / 5);
    int trainSize = digits.size() - validationSize;
    announce(trainSize, validationSize, testDigits.map(Digits::size).orElse(0));

    Torch.setNumThreads(threads);
    TensorDataset dataset = digits.dataset();
    Torch.manualSeed(seed);
    List<Subset<Tensor[]>> parts = Data.randomSplit(dataset, trainSize, validationSize);
    MnistModel model = train(parts.get(0), parts.get(1));

    out.println();
    Optional<TensorDataset> test = testDigits.map(Digits::dataset);
    Dataset<Tensor[]> unseen = test.isPresent() ? test.get() : parts.get(1);
    String kind = test.isPresent() ? "test" : "validation";
    judge(model, unseen, kind);
    List<DigitPicture> pictures = predictions(model, unseen);
    show(pictures, kind);
    save(model, pictures);
    return 0;
  }

  private void announce(int trainSize, int validationSize, int testSize) {
    out.println("Logistic regression on handwritten digits");
    out.printf(Locale.ROOT, "Images: %,d to train, %,d to validate", trainSize, validationSize);
    out.println(testSize == 0 ? "" : String.format(Locale.ROOT, ", %,d to test", testSize));
    out.println(
        "Options: --epochs "
            + epochs
            + " --batch-size "
            + batchSize
            + " --learning-rate "
            + learningRate
            + " --seed "
            + seed);
    out.println();
  }

  private void makeOutputFolder() throws IOException {
    try {
      Files.createDirectories(output);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(output + ": not a folder", e);
    }
  }

  private MnistModel train(Dataset<Tensor[]> trainDs, Dataset<Tensor[]> valDs) {
    DataLoader<Tensor[]> trainLoader = new DataLoader<>(trainDs, batchSize, true);
    DataLoader<Tensor[]> valLoader = new DataLoader<>(valDs, batchSize);
    long steps = (long) epochs * trainLoader.size();
    try (TrainingProgress progress = new TrainingProgress(out, terminal, "Training", steps)) {
      MnistModel model = new MnistModel(progress::println);
      progress.println("Before training: " + text(Training.evaluate(model, valLoader)));
      long start = System.nanoTime();
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void stepEnd(int epoch, int step, Tensor loss) {
              progress.step();
            }
          };
      Training.fit(epochs, learningRate, model, trainLoader, valLoader, SGD::new, listener);
      double seconds = (System.nanoTime() - start) / 1e9;
      progress.println("Trained in " + PythonNumber.fixed(seconds, 1) + " s");
      return model;
    }
  }

  private void judge(MnistModel model, Dataset<Tensor[]> unseen, String kind) {
    DataLoader<Tensor[]> loader = new DataLoader<>(unseen, 256);
    if (kind.equals("test")) {
      out.println("Test set: " + text(Training.evaluate(model, loader)));
    }
    long correct = countCorrect(model, loader);
    String percent = PythonNumber.fixed(100.0 * correct / unseen.size(), 2);
    results.printf(
        Locale.ROOT,
        "Final accuracy: %s %% (%d of %d %s images)%n",
        percent,
        correct,
        unseen.size(),
        kind);
  }

  private static List<DigitPicture> predictions(MnistModel model, Dataset<Tensor[]> unseen) {
    List<DigitPicture> pictures = new ArrayList<>();
    for (int i = 0; i < Math.min(PICTURES, unseen.size()); i++) {
      try (Scope scope = Torch.scope()) {
        Tensor[] item = unseen.get(i);
        byte[] pixels = item[0].mul(255).round().toByte().toByteArray();
        int label = item[1].item().intValue();
        pictures.add(new DigitPicture(pixels, label, predictImage(item[0], model)));
      }
    }
    return pictures;
  }

  private void show(List<DigitPicture> pictures, String kind) {
    out.println();
    out.println("What the model sees in the first " + kind + " images:");
    for (int i = 0; i < Math.min(PICTURES_IN_TERMINAL, pictures.size()); i += PICTURES_IN_A_LINE) {
      List<DigitPicture> row =
          pictures.subList(i, Math.min(i + PICTURES_IN_A_LINE, pictures.size()));
      out.println();
      out.print(DigitPicture.drawn(row, terminal.showsBlocks()));
    }
    out.println();
  }

  private void save(MnistModel model, List<DigitPicture> pictures) throws IOException {
    Path weights = output.resolve("mnist-logistic.safetensors");
    Safetensors.saveFile(model.stateDict(), weights, Map.of("format", "pt"));
    out.println("Weights: " + weights + " (Python: safetensors.torch.load_file)");
    Path sheet = output.resolve("mnist-predictions.png");
    byte[] png = DigitPicture.png(pictures, 10);
    WholeFile.write(sheet, stream -> stream.write(png));
    out.println("Picture: " + sheet + " (" + pictures.size() + " predictions, wrong ones in red)");
  }
}
