package dev.obor.benchmarks;

import dev.obor.Torch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What training steps of the usual kinds of models cost, in a scope. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ModelBenchmark {
  /** Which model. */
  @Param({"mlp", "cnn", "lstm", "transformer"})
  public String model = "mlp";

  /** How many samples a step has. */
  @Param({"4", "128"})
  public int batch;

  private Models.Training training = Models.training("mlp", 1);

  /** Gives ATen and the BLAS one thread, and makes the model. */
  @Setup
  public void open() {
    Torch.setNumThreads(1);
    training = Models.training(model, batch);
  }

  /** One step. */
  @Benchmark
  public void step() {
    training.stepInScope();
  }
}
