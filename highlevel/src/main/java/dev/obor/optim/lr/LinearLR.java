package dev.obor.optim.lr;

import dev.obor.ValueException;
import dev.obor.optim.Optimizer;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Begins with smaller learning rates, which grow evenly for a number of epochs: Python's {@code
 * torch.optim.lr_scheduler.LinearLR}.
 *
 * <p>In closed form: lr = initial_lr * (start_factor + (end_factor - start_factor) *
 * min(total_iters, epoch) / total_iters).
 *
 * <pre>{@code
 * LinearLR scheduler = new LinearLR(optimizer, o -> o.startFactor(0.1).totalIters(20));
 * }</pre>
 *
 * <p>Thread rule: that of {@link LRScheduler}.
 */
public final class LinearLR extends LRScheduler {
  /** Keyword arguments of the constructor. */
  public static final class Options extends SchedulerOptions<Options> {
    private double startFactor = 1.0 / 3;
    private double endFactor = 1.0;
    private int totalIters = 5;

    Options() {}

    /** Sets the first factor, more than 0 and at most 1; default 1/3. */
    public Options startFactor(double value) {
      startFactor = value;
      return this;
    }

    /** Sets the last factor, from 0 to 1; default 1. */
    public Options endFactor(double value) {
      endFactor = value;
      return this;
    }

    /** Sets the number of epochs; default 5. */
    public Options totalIters(int value) {
      totalIters = value;
      return this;
    }
  }

  private double startFactor;
  private double endFactor;
  private int totalIters;

  /** Makes a scheduler with the default options: Python's {@code LinearLR(optimizer)}. */
  public LinearLR(Optimizer optimizer) {
    this(optimizer, o -> {});
  }

  /**
   * Makes a scheduler, which sets the first learning rates.
   *
   * @param optimizer whose learning rates it sets
   * @param options keyword arguments
   * @throws ValueException if an option has no meaning
   */
  public LinearLR(Optimizer optimizer, Consumer<Options> options) {
    super(optimizer);
    Options o = new Options();
    options.accept(o);
    if (o.startFactor > 1.0 || o.startFactor <= 0) {
      throw new ValueException(
          "Starting multiplicative factor expected to be greater than 0 and less or equal to 1.");
    }
    if (o.endFactor > 1.0 || o.endFactor < 0) {
      throw new ValueException("Ending multiplicative factor expected to be between 0 and 1.");
    }
    startFactor = o.startFactor;
    endFactor = o.endFactor;
    totalIters = o.totalIters;
    begin(o.lastEpoch);
  }

  @Override
  protected double[] computeLr() {
    if (lastEpoch() == 0) {
      return scaled(startFactor);
    }
    if (isInitial() || lastEpoch() > totalIters) {
      return currentLrs();
    }
    double growth = endFactor - startFactor;
    return scaled(1.0 + growth / (totalIters * startFactor + (lastEpoch() - 1) * growth));
  }

  @Override
  protected double[] closedFormLr() {
    double grown = (endFactor - startFactor) * Math.min(totalIters, lastEpoch()) / totalIters;
    return fromBase(lr -> lr * (startFactor + grown));
  }

  @Override
  protected void saveOptions(Map<String, Object> dict) {
    dict.put("start_factor", startFactor);
    dict.put("end_factor", endFactor);
    dict.put("total_iters", totalIters);
  }

  @Override
  protected void loadOptions(Map<String, ?> dict) {
    startFactor = number(dict, "start_factor", startFactor);
    endFactor = number(dict, "end_factor", endFactor);
    totalIters = (int) number(dict, "total_iters", totalIters);
  }
}
