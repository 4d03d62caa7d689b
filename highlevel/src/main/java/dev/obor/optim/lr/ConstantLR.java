package dev.obor.optim.lr;

import dev.obor.ValueException;
import dev.obor.optim.Optimizer;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Begins with smaller learning rates, for a number of epochs: Python's {@code
 * torch.optim.lr_scheduler.ConstantLR}.
 *
 * <p>In closed form: lr = initial_lr * factor before epoch total_iters, and initial_lr from then
 * on.
 *
 * <pre>{@code
 * ConstantLR scheduler = new ConstantLR(optimizer, o -> o.factor(0.5).totalIters(4));
 * }</pre>
 *
 * <p>Thread rule: that of {@link LRScheduler}.
 */
public final class ConstantLR extends LRScheduler {
  /** Keyword arguments of the constructor. */
  public static final class Options extends SchedulerOptions<Options> {
    private double factor = 1.0 / 3;
    private int totalIters = 5;

    Options() {}

    /** Sets the factor, from 0 to 1; default 1/3. */
    public Options factor(double value) {
      factor = value;
      return this;
    }

    /** Sets the number of epochs; default 5. */
    public Options totalIters(int value) {
      totalIters = value;
      return this;
    }
  }

  private double factor;
  private int totalIters;

  /** Makes a scheduler with the default options: Python's {@code ConstantLR(optimizer)}. */
  public ConstantLR(Optimizer optimizer) {
    this(optimizer, o -> {});
  }

  /**
   * Makes a scheduler, which sets the first learning rates.
   *
   * @param optimizer whose learning rates it sets
   * @param options keyword arguments
   * @throws ValueException if an option has no meaning
   */
  public ConstantLR(Optimizer optimizer, Consumer<Options> options) {
    super(optimizer);
    Options o = new Options();
    options.accept(o);
    if (o.factor > 1.0 || o.factor < 0) {
      throw new ValueException("Constant multiplicative factor expected to be between 0 and 1.");
    }
    factor = o.factor;
    totalIters = o.totalIters;
    begin(o.lastEpoch);
  }

  @Override
  protected double[] computeLr() {
    if (lastEpoch() == 0) {
      return scaled(factor);
    }
    return lastEpoch() == totalIters ? scaled(1.0 / factor) : currentLrs();
  }

  @Override
  protected double[] closedFormLr() {
    double now = factor + (lastEpoch() >= totalIters ? 1 - factor : 0);
    return fromBase(lr -> lr * now);
  }

  @Override
  protected void saveOptions(Map<String, Object> dict) {
    dict.put("factor", factor);
    dict.put("total_iters", totalIters);
  }

  @Override
  protected void loadOptions(Map<String, ?> dict) {
    factor = number(dict, "factor", factor);
    totalIters = (int) number(dict, "total_iters", totalIters);
  }
}
