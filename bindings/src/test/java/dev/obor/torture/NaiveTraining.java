package dev.obor.torture;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;

/**
 * Logistic regression as a beginner writes it: no scope is opened, nothing is closed.
 *
 * <p>Arguments: steps, batch size, inputs, classes, and optionally {@code interrupted} for a thread
 * whose interrupt flag stays set. Prints the highest resident memory in each tenth of the steps.
 */
final class NaiveTraining {
  private static final int WINDOWS = 10;
  private static final int MEASURE_EVERY = 200;
  private static final double RATE = 0.1;

  /** The highest resident memory of a window, in MiB. */
  private static double resident;

  private NaiveTraining() {}

  public static void main(String[] arguments) throws InterruptedException {
    int steps = Integer.parseInt(arguments[0]);
    long batch = Long.parseLong(arguments[1]);
    long inputs = Long.parseLong(arguments[2]);
    long classes = Long.parseLong(arguments[3]);
    boolean interrupted = arguments.length > 4;
    Torch.setNumThreads(1);
    Torch.manualSeed(1);
    Tensor rule = Torch.randn(inputs, classes);
    Tensor weight = Torch.zeros(inputs, classes).requiresGrad_();
    Tensor bias = Torch.zeros(classes).requiresGrad_();
    double loss = train(1, batch, rule, weight, bias, interrupted);
    System.out.println("first=" + loss);
    for (int window = 0; window < WINDOWS; window++) {
      loss = train(steps / WINDOWS, batch, rule, weight, bias, interrupted);
      System.out.println("resident" + window + "=" + resident);
      resident = 0;
    }
    System.out.println("last=" + loss);
    System.out.println("interrupted=" + (Thread.interrupted() ? 1 : 0));
    // The three tensors above, the gradients of two of them, and small ones that were made with one
    // of them.
    ProcessMemory.awaitRelease(
        3 + 31, Float.BYTES * (3 * inputs * classes + 2 * classes) + 31 * 256);
  }

  private static double train(
      int steps, long batch, Tensor rule, Tensor weight, Tensor bias, boolean interrupted) {
    double loss = Double.NaN;
    for (int i = 0; i < steps; i++) {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      Tensor x = Torch.randn(batch, rule.size(0));
      Tensor y = x.matmul(rule).argmax(1L);
      Tensor value = step(x, y, weight, bias);
      if (i % MEASURE_EVERY == 0) {
        resident = Math.max(resident, ProcessMemory.resident());
        loss = value.item().doubleValue();
      }
    }
    return loss;
  }

  private static Tensor step(Tensor x, Tensor y, Tensor weight, Tensor bias) {
    Tensor logits = x.matmul(weight).add(bias);
    Tensor loss = Aten.cross_entropy_loss(logits, y, null, 1, -100, 0.0);
    loss.backward();
    try (ThreadMode mode = Torch.noGrad()) {
      weight.sub_(gradient(weight).mul(RATE));
      bias.sub_(gradient(bias).mul(RATE));
    }
    gradient(weight).zero_();
    gradient(bias).zero_();
    return loss;
  }

  private static Tensor gradient(Tensor tensor) {
    Tensor gradient = tensor.grad();
    if (gradient == null) {
      throw new IllegalStateException("backward gave no gradient");
    }
    return gradient;
  }
}
