package dev.obor.benchmarks;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.serialization.OrderedDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Checkpoints of a gigabyte: what {@code peers/python/checkpoints.py} does, in Obor.
 *
 * <p>Usage: {@code Checkpoints FOLDER}.
 */
public final class Checkpoints {
  private static final int LAYERS = 64;
  private static final long ROWS = 2048;
  private static final long COLUMNS = 2048;

  private Checkpoints() {}

  /** A task that is timed. */
  private interface Task {
    void run() throws IOException;
  }

  /**
   * Runs the cases.
   *
   * @param arguments the folder for the file
   * @throws IOException if the file cannot be written or read
   */
  public static void main(String[] arguments) throws IOException {
    int repeats = Integer.parseInt(System.getenv().getOrDefault("BENCHMARK_REPEATS", "5"));
    Torch.setNumThreads(1);
    Path file = Path.of(arguments[0]).resolve("obor.pt");
    try (Scope scope = Torch.scope()) {
      OrderedDict<String, Tensor> state = stateDict();
      time("save", repeats, () -> Torch.save(state, file));
    }
    time("load mapped", 4 * repeats, () -> load(file, true, state -> {}));
    time(
        "load mapped, use one",
        4 * repeats,
        () ->
            load(
                file,
                true,
                state -> Objects.requireNonNull(state.get("layers.7.weight")).sum().item()));
    time("load", repeats, () -> load(file, false, state -> {}));
  }

  private static OrderedDict<String, Tensor> stateDict() {
    OrderedDict<String, Tensor> state = new OrderedDict<>();
    for (int i = 0; i < LAYERS; i++) {
      state.put("layers." + i + ".weight", Torch.full(Torch.size(ROWS, COLUMNS), (double) i));
      state.put("layers." + i + ".bias", Torch.full(Torch.size(COLUMNS), (double) i));
    }
    return state;
  }

  private static void load(Path file, boolean mapped, Consumer<Map<String, Tensor>> use)
      throws IOException {
    try (Scope scope = Torch.scope()) {
      Map<String, Tensor> state = Torch.load(file, o -> o.mmap(mapped));
      use.accept(state);
    }
  }

  private static void time(String name, int repeats, Task task) throws IOException {
    for (int i = 0; i < repeats; i++) {
      long begin = System.nanoTime();
      task.run();
      System.out.printf("RESULT\tobor\t%s\t%d\tns%n", name, System.nanoTime() - begin);
    }
  }
}
