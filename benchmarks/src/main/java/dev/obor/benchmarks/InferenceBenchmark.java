package dev.obor.benchmarks;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.nn.Module;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** How often a second the MLP 784-256-128-10 answers for one picture, without gradients. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class InferenceBenchmark {
  private final Module model = Networks.mlp();

  /** What every thread has for itself: its picture, and gradients off. */
  @State(org.openjdk.jmh.annotations.Scope.Thread)
  public static class Caller {
    private final Tensor picture = Networks.picture();
    private final ThreadMode noGrad = Torch.noGrad();

    /** Closes both. */
    @TearDown
    public void close() {
      noGrad.close();
      picture.close();
    }
  }

  /** Gives ATen and the BLAS one thread. */
  @Setup
  public void open() {
    Torch.setNumThreads(1);
  }

  /**
   * One thread calls.
   *
   * @param caller the thread's own
   */
  @Benchmark
  public void oneThread(Caller caller) {
    forward(caller);
  }

  /**
   * Two threads call the same model.
   *
   * @param caller the thread's own
   */
  @Benchmark
  @Threads(2)
  public void twoThreads(Caller caller) {
    forward(caller);
  }

  private void forward(Caller caller) {
    try (Scope scope = Torch.scope()) {
      model.call(caller.picture);
    }
  }
}
