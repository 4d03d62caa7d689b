package dev.obor.benchmarks;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Parameter;
import dev.obor.optim.Adam;
import dev.obor.optim.Optimizer;
import dev.obor.optim.SGD;
import java.util.ArrayList;
import java.util.List;

/** The steps of optimizers over as many parameters as a residual network has, but small ones. */
final class Optimizers {
  static final String SGD = "sgd step, 160 parameters";
  static final String ADAM = "adam step, 160 parameters";

  private static final int PARAMETERS = 160;

  private Optimizers() {}

  static void time(Stopwatch watch) {
    time(watch, SGD, sgd());
    time(watch, ADAM, adam());
  }

  private static void time(Stopwatch watch, String name, Optimizer optimizer) {
    double sum = 0;
    try (Scope scope = Torch.scope()) {
      for (int i = 0; i < Work.CHECK_STEPS; i++) {
        optimizer.step();
      }
      for (Tensor parameter : optimizer.paramGroups().get(0).params()) {
        sum += parameter.detach().to(DType.FLOAT64).sum().item().doubleValue();
      }
    }
    watch.result(name, sum, "loss");
    watch.time(name, optimizer::step);
  }

  static Optimizer sgd() {
    return new SGD(parameters(), o -> o.lr(1e-4).momentum(0.9));
  }

  static Optimizer adam() {
    return new Adam(parameters(), 1e-4);
  }

  /** Filters and vectors, with gradients. */
  private static List<Tensor> parameters() {
    List<Tensor> parameters = new ArrayList<>();
    try (Scope scope = Torch.scope()) {
      for (int i = 0; i < PARAMETERS; i++) {
        long[] shape = i % 3 == 0 ? new long[] {16, 16, 3, 3} : new long[] {16};
        Tensor parameter = Parameter.of(values(i, shape)).unscoped();
        parameter.setGrad(values(i + 1, shape).sub(0.5));
        parameters.add(parameter);
      }
    }
    return parameters;
  }

  /** The numbers that the Python program has too. */
  private static Tensor values(int salt, long... shape) {
    int count = 1;
    for (long size : shape) {
      count *= (int) size;
    }
    return Torch.fromArray(Work.inputs(count, salt)).reshape(shape);
  }
}
