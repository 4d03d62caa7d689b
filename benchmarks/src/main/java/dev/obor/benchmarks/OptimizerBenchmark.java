package dev.obor.benchmarks;

import dev.obor.Torch;
import dev.obor.optim.Optimizer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A step of an optimizer over 160 small parameters. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OptimizerBenchmark {
  private final Optimizer sgd = Optimizers.sgd();
  private final Optimizer adam = Optimizers.adam();

  /** Gives ATen and the BLAS one thread. */
  @Setup
  public void open() {
    Torch.setNumThreads(1);
  }

  /** A step with momentum. */
  @Benchmark
  public void sgdStep() {
    sgd.step();
  }

  /** A step of Adam. */
  @Benchmark
  public void adamStep() {
    adam.step();
  }
}
