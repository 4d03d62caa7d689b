package dev.obor.optim.lr;

import dev.obor.PythonNumber;
import dev.obor.optim.Optimizer;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes the learning rate to 0 by a polynomial: Python's {@code
 * torch.optim.lr_scheduler.PolynomialLR}.
 *
 * <p>In closed form: lr = initial_lr * (1 - min(total_iters, epoch) / total_iters)^power.
 *
 * <pre>{@code
 * PolynomialLR scheduler = new PolynomialLR(optimizer, o -> o.totalIters(50).power(2));
 * }</pre>
 *
 * <p>Thread rule: that of {@link LRScheduler}.
 */
public final class PolynomialLR extends LRScheduler {
  /** Keyword arguments of the constructor. */
  public static final class Options extends SchedulerOptions<Options> {
    private int totalIters = 5;
    private double power = 1.0;

    Options() {}

    /** Sets the number of epochs; default 5. */
    public Options totalIters(int value) {
      totalIters = value;
      return this;
    }

    /** Sets the power; default 1. */
    public Options power(double value) {
      power = value;
      return this;
    }
  }

  private int totalIters;
  private double power;

  /** Makes a scheduler with the default options: Python's {@code PolynomialLR(optimizer)}. */
  public PolynomialLR(Optimizer optimizer) {
    this(optimizer, o -> {});
  }

  /**
   * Makes a scheduler, which sets the first learning rates.
   *
   * @param optimizer whose learning rates it sets
   * @param options keyword arguments
   */
  public PolynomialLR(Optimizer optimizer, Consumer<Options> options) {
    super(optimizer);
    Options o = new Options();
    options.accept(o);
    totalIters = o.totalIters;
    power = o.power;
    begin(o.lastEpoch);
  }

  @Override
  protected double[] computeLr() {
    if (isInitial() || lastEpoch() > totalIters) {
      return currentLrs();
    }
    double left = 1.0 - (double) lastEpoch() / totalIters;
    double before = 1.0 - (double) (lastEpoch() - 1) / totalIters;
    return scaled(PythonNumber.pow(left / before, power));
  }

  @Override
  protected double[] closedFormLr() {
    double left = 1.0 - (double) Math.min(totalIters, lastEpoch()) / totalIters;
    double factor = PythonNumber.pow(left, power);
    return fromBase(lr -> lr * factor);
  }

  @Override
  protected void saveOptions(Map<String, Object> dict) {
    dict.put("total_iters", totalIters);
    dict.put("power", power);
  }

  @Override
  protected void loadOptions(Map<String, ?> dict) {
    totalIters = (int) number(dict, "total_iters", totalIters);
    power = number(dict, "power", power);
  }
}
