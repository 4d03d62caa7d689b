package dev.obor.tutorials;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.benchmark.Measurement;
import dev.obor.benchmark.Timer;
import dev.obor.data.DataLoader;
import dev.obor.nn.Conv2d;
import dev.obor.nn.F;
import dev.obor.nn.Flatten;
import dev.obor.nn.Linear;
import dev.obor.nn.MaxPool2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.optim.SGD;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code bench}: how fast this machine is. */
@Command(
    name = "bench",
    description = "Measures operators, networks and a loader on this machine.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  obor bench --quick",
      "  obor bench --only matmul --threads 2",
      "  obor bench --json > figures.json"
    })
final class BenchCommand implements Callable<Integer> {
  /**
   * What is measured.
   *
   * @param name what it is
   * @param unit what a run works on, in the plural
   * @param amount how many of these a run works on
   */
  private record Case(String name, String unit, int amount, Runnable run) {}

  private record Result(Case what, Measurement measurement) {
    double perSecond() {
      return what.amount() / measurement.median();
    }
  }

  @Option(
      names = "--quick",
      description = "Measure each case for half a second in the place of three.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "WORD",
      description = "Measure only the cases with this word in their names.")
  private String only = "";

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Numbers.Positive.class,
      description = "Threads to compute with (default: ${DEFAULT-VALUE}).")
  private int threads = 1;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  private final Terminal terminal;
  private final PrintWriter out;

  BenchCommand(Terminal terminal, PrintWriter out) {
    this.terminal = terminal;
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    try (Scope scope = Torch.scope()) {
      run();
    }
    return 0;
  }

  private void run() throws IOException {
    List<Case> cases = new ArrayList<>();
    Torch.manualSeed(0);
    operators(cases);
    networks(cases);
    loader(cases);
    String names = cases.stream().map(Case::name).collect(Collectors.joining("; "));
    cases.removeIf(c -> !c.name().contains(only));
    if (cases.isEmpty()) {
      throw new IOException("no case has '" + only + "' in its name; there are " + names);
    }
    List<Result> results = measure(cases);
    out.print(json ? json(results) : table(results));
  }

  private static void operators(List<Case> cases) {
    for (int size : new int[] {1, 1_000_000}) {
      Tensor x = Torch.rand(size);
      Tensor y = Torch.rand(size);
      String elements = String.format(Locale.ROOT, ", %,d element%s", size, size == 1 ? "" : "s");
      cases.add(new Case("add" + elements, "elements", size, () -> x.add(y)));
      cases.add(new Case("exp" + elements, "elements", size, x::exp));
      cases.add(new Case("sum" + elements, "elements", size, x::sum));
    }
    Tensor square = Torch.rand(512, 512);
    cases.add(new Case("matmul, 512 x 512", "products", 1, () -> square.matmul(square)));
  }

  private static void networks(List<Case> cases) {
    Module mlp = mlp();
    Tensor image = Torch.rand(1, 784);
    cases.add(
        new Case(
            "MLP 784-256-128-10, forward, batch 1",
            "images",
            1,
            () -> {
              try (ThreadMode mode = Torch.inferenceMode()) {
                mlp.call(image);
              }
            }));
    cases.add(training("MLP 784-256-128-10, training step, batch 64", mlp(), 64, 784));
    Module cnn =
        new Sequential(
            new Conv2d(1, 8, 3, o -> o.padding(1)),
            new ReLU(),
            new MaxPool2d(2),
            new Conv2d(8, 16, 3, o -> o.padding(1)),
            new ReLU(),
            new MaxPool2d(2),
            new Flatten(),
            new Linear(784, 10));
    cases.add(training("CNN on 28 x 28, training step, batch 32", cnn, 32, 1, 28, 28));
  }

  private static Module mlp() {
    return new Sequential(
        new Linear(784, 256), new ReLU(), new Linear(256, 128), new ReLU(), new Linear(128, 10));
  }

  private static Case training(String name, Module model, int batch, long... shape) {
    long[] size = new long[shape.length + 1];
    size[0] = batch;
    System.arraycopy(shape, 0, size, 1, shape.length);
    Tensor x = Torch.rand(size);
    Tensor y = Torch.randint(10, new long[] {batch});
    SGD optimizer = new SGD(model.parameters(), o -> o.lr(0.01).momentum(0.9));
    return new Case(
        name,
        "images",
        batch,
        () -> {
          optimizer.zeroGrad();
          F.crossEntropy(model.call(x), y).backward();
          optimizer.step();
        });
  }

  private static void loader(List<Case> cases) throws IOException {
    Digits digits = Digits.embedded();
    DataLoader<Tensor[]> loader = new DataLoader<>(digits.dataset(), 128, true);
    cases.add(
        new Case(
            "loader, an epoch of digits, batch 128",
            "images",
            digits.size(),
            () -> loader.forEachScoped(batch -> {})));
  }

  private List<Result> measure(List<Case> cases) {
    double seconds = quick ? 0.25 : 2;
    double warmUp = quick ? 0.25 : 1;
    // A program that reads JSON wants nothing before it.
    PrintWriter shown = quiet || json ? new PrintWriter(Writer.nullWriter()) : out;
    List<Result> results = new ArrayList<>();
    try (TrainingProgress progress =
        new TrainingProgress(shown, terminal, "Measuring", cases.size())) {
      for (Case what : cases) {
        Timer timer =
            new Timer(what.run(), o -> o.label(what.name()).numThreads(threads).warmUp(warmUp));
        results.add(new Result(what, timer.blockedAutorange(seconds)));
        progress.step();
      }
    }
    return results;
  }

  private String table(List<Result> results) {
    int width = results.stream().mapToInt(r -> r.what().name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    text.append("Obor ").append(Obor.version()).append(", ").append(threads);
    text.append(threads == 1 ? " thread" : " threads").append(System.lineSeparator());
    Obor.diagnose()
        .lines()
        .filter(line -> line.startsWith("BLAS") || line.startsWith("CPU "))
        .forEach(line -> text.append(line).append(System.lineSeparator()));
    String format = "%-" + width + "s  %12s  %12s  %s%n";
    text.append(System.lineSeparator());
    text.append(String.format(Locale.ROOT, format, "", "median", "middle half", "per second"));
    for (Result result : results) {
      Measurement m = result.measurement();
      text.append(
          String.format(
              Locale.ROOT,
              format,
              result.what().name(),
              time(m.median()),
              "\u00b1 " + percent(m),
              String.format(Locale.ROOT, "%,14.0f %s", result.perSecond(), result.what().unit())));
    }
    if (results.stream().anyMatch(r -> r.measurement().hasWarnings())) {
      text.append(System.lineSeparator())
          .append("Where the middle half of the times spreads by more than 5 % to each side,")
          .append(" something else was at work on the machine.")
          .append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String percent(Measurement m) {
    return String.format(Locale.ROOT, "%.1f %%", m.iqr() / m.median() * 50);
  }

  private static String time(double seconds) {
    if (seconds < 1e-5) {
      return String.format(Locale.ROOT, "%,.0f ns", seconds * 1e9);
    }
    return seconds < 1e-2
        ? String.format(Locale.ROOT, "%,.1f us", seconds * 1e6)
        : String.format(Locale.ROOT, "%,.1f ms", seconds * 1e3);
  }

  private String json(List<Result> results) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator to = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      to.writeStartObject();
      to.writeStringField("version", Obor.version());
      to.writeNumberField("threads", threads);
      to.writeArrayFieldStart("cases");
      for (Result result : results) {
        Measurement m = result.measurement();
        to.writeStartObject();
        to.writeStringField("name", result.what().name());
        to.writeNumberField("median_seconds", m.median());
        to.writeNumberField("mean_seconds", m.mean());
        to.writeNumberField("iqr_seconds", m.iqr());
        to.writeNumberField("measurements", m.rawTimes().size());
        to.writeNumberField("runs_per_measurement", m.numberPerRun());
        to.writeNumberField("per_second", result.perSecond());
        to.writeStringField("unit", result.what().unit());
        to.writeEndObject();
      }
      to.writeEndArray();
      to.writeEndObject();
    }
    return text.append(System.lineSeparator()).toString();
  }
}
