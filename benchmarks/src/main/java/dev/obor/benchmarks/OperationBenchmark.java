package dev.obor.benchmarks;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one operation on tensors of one element costs, by the way its result is freed; and what an
 * error costs.
 */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OperationBenchmark {
  private static final int TENSORS = 16;

  private final Tensor x = Torch.ones(1);
  private final Tensor y = Torch.ones(1);
  private final Tensor z = Torch.zeros(1);
  private final Tensor pair = Torch.ones(2);
  private final Tensor triple = Torch.ones(3);

  /** Gives ATen and the BLAS one thread. */
  @Setup
  public void open() {
    Torch.setNumThreads(1);
  }

  /** Closes the tensors. */
  @TearDown
  public void close() {
    x.close();
    y.close();
    z.close();
    pair.close();
    triple.close();
  }

  /** Adds, in a scope of its own. */
  @Benchmark
  public void addInScope() {
    try (Scope scope = Torch.scope()) {
      x.add(y);
    }
  }

  /** Adds, in a scope that holds {@value #TENSORS} results. */
  @Benchmark
  @OperationsPerInvocation(TENSORS)
  public void addInSharedScope() {
    try (Scope scope = Torch.scope()) {
      for (int i = 0; i < TENSORS; i++) {
        x.add(y);
      }
    }
  }

  /** Adds and closes the result. */
  @Benchmark
  public void addAndClose() {
    x.add(y).close();
  }

  /**
   * Adds and leaves the result to the garbage collector.
   *
   * @return the result
   */
  @Benchmark
  public Tensor addForTheCollector() {
    return x.add(y);
  }

  /** Adds in place. */
  @Benchmark
  public void addInPlace() {
    z.add_(y);
  }

  /**
   * Adds tensors whose shapes do not fit.
   *
   * @return the error
   */
  @Benchmark
  public TorchException error() {
    try {
      pair.add(triple).close();
      throw new AssertionError("tensors of 2 and of 3 elements were added");
    } catch (TorchException e) {
      return e;
    }
  }
}
