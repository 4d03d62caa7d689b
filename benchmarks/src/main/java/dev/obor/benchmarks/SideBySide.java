package dev.obor.benchmarks;

import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.nn.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Obor's part of the side-by-side run: the cases that every other system runs too, with the same
 * protocol.
 *
 * <p>Usage: {@code SideBySide operations | operators | optimizers | models | threads | folder}. The
 * last one prints the folder that LibTorch was loaded from, so that the C++ program can be run on
 * the very same libraries.
 */
public final class SideBySide {
  private static final String PEER = System.getenv().getOrDefault("BENCHMARK_PEER", "obor");

  /** The figures of tensors that a scope or {@code close()} frees. */
  private static final Stopwatch watch = new Stopwatch(PEER);

  /** The figures of tensors that nobody frees but the garbage collector. */
  private static final Stopwatch collectorWatch = new Stopwatch(PEER + ", no scope");

  private SideBySide() {}

  /**
   * Runs the cases.
   *
   * @param arguments which cases
   * @throws IOException if the process cannot read its own memory map
   */
  public static void main(String[] arguments) throws IOException {
    String what = arguments.length == 1 ? arguments[0] : "";
    Torch.setNumThreads(1);
    switch (what) {
      case "operations" -> {
        watch.info("version", Obor.version());
        Obor.diagnose()
            .lines()
            .filter(SideBySide::isTold)
            .forEach(line -> watch.info(line.split(" +", 2)[0], line.split(" +", 2)[1]));
        operations();
      }
      case "operators" -> Operators.time(watch);
      case "optimizers" -> Optimizers.time(watch);
      case "models" -> Models.time(watch);
      case "threads" -> {
        Module mlp = Networks.mlp();
        threads("mlp forward, 1 thread", 1, mlp);
        threads("mlp forward, 2 threads", 2, mlp);
      }
      case "folder" -> System.out.println(folder());
      default -> {
        System.err.println(
            "usage: SideBySide operations | operators | optimizers | models | threads | folder");
        System.exit(2);
      }
    }
  }

  private static boolean isTold(String line) {
    return line.startsWith("BLAS") || line.startsWith("CPU ");
  }

  private static void operations() {
    Tensor x = Torch.ones(1);
    Tensor y = Torch.ones(1);
    Tensor z = Torch.zeros(1);
    watch.time("add", () -> addInScope(x, y));
    watch.time("add, close()", () -> x.add(y).close());
    watch.time("add_", () -> z.add_(y));
    Tensor a = Torch.ones(2);
    Tensor b = Torch.ones(3);
    watch.time("error", () -> fail(a, b));

    Networks.Training logistic = new Networks.Training(Networks.logistic(), 128);
    watch.result("logistic step", logistic.check(), "loss");
    watch.time("logistic step", logistic::stepInScope);
    Networks.Training mlp = new Networks.Training(Networks.mlp(), 64);
    watch.result("mlp step", mlp.check(), "loss");
    watch.time("mlp step", mlp::stepInScope);

    Module model = Networks.mlp();
    Tensor picture = Networks.picture();
    try (var noGrad = Torch.noGrad()) {
      try (Scope scope = Torch.scope()) {
        watch.result("mlp forward", model.call(picture).sum().item().doubleValue(), "loss");
      }
      watch.time("mlp forward", () -> forward(model, picture));
    }

    collectorWatch.timeInTheLongRun("add", () -> x.add(y));
    collectorWatch.timeInTheLongRun("logistic step", logistic::step);
    collectorWatch.timeInTheLongRun("mlp step", mlp::step);
    try (var noGrad = Torch.noGrad()) {
      collectorWatch.timeInTheLongRun("mlp forward", () -> model.call(picture));
    }
  }

  private static void addInScope(Tensor x, Tensor y) {
    try (Scope scope = Torch.scope()) {
      x.add(y);
    }
  }

  private static void fail(Tensor a, Tensor b) {
    try (Scope scope = Torch.scope()) {
      a.add(b);
    } catch (TorchException expected) {
      // The throw is what is timed.
    }
  }

  private static void forward(Module model, Tensor picture) {
    try (Scope scope = Torch.scope()) {
      model.call(picture);
    }
  }

  private static void threads(String name, int threads, Module model) {
    Consumer<Consumer<Runnable>> work =
        loop -> {
          try (var noGrad = Torch.noGrad();
              Tensor picture = Networks.picture()) {
            loop.accept(() -> forward(model, picture));
          }
        };
    watch.throughput(name, threads, work);
  }

  private static String folder() throws IOException {
    String library = "libtorch_cpu.so";
    for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
      if (line.endsWith("/" + library)) {
        return line.substring(line.indexOf('/'), line.lastIndexOf('/'));
      }
    }
    throw new IOException(library + " is not among the mapped files of this process");
  }
}
