package dev.obor.benchmarks;

import dev.obor.Tensor;
import dev.obor.Torch;
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

/** What a training step costs: gradients zeroed, forward, loss, backward, SGD. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrainingBenchmark {
  private final Networks.Training logistic = new Networks.Training(Networks.logistic(), 128);
  private final Networks.Training mlp = new Networks.Training(Networks.mlp(), 64);

  /** Gives ATen and the BLAS one thread. */
  @Setup
  public void open() {
    Torch.setNumThreads(1);
  }

  /** Logistic regression 784 to 10, batch 128, in a scope. */
  @Benchmark
  public void logisticInScope() {
    logistic.stepInScope();
  }

  /**
   * Logistic regression 784 to 10, batch 128, with no scope and no close.
   *
   * @return the loss
   */
  @Benchmark
  public Tensor logisticForTheCollector() {
    return logistic.step();
  }

  /** MLP 784-256-128-10, batch 64, in a scope. */
  @Benchmark
  public void mlpInScope() {
    mlp.stepInScope();
  }

  /**
   * MLP 784-256-128-10, batch 64, with no scope and no close.
   *
   * @return the loss
   */
  @Benchmark
  public Tensor mlpForTheCollector() {
    return mlp.step();
  }
}
