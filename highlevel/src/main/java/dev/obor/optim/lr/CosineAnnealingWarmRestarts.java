package dev.obor.optim.lr;

import dev.obor.PythonNumber;
import dev.obor.ValueException;
import dev.obor.optim.Optimizer;
import dev.obor.optim.PythonText;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes the learning rate down along a cosine, again and again: Python's {@code
 * torch.optim.lr_scheduler.CosineAnnealingWarmRestarts}, from Loshchilov and Hutter, <i>SGDR:
 * Stochastic Gradient Descent with Warm Restarts</i> (2016).
 *
 * <p>lr = eta_min + (initial_lr - eta_min) * (1 + cos(π * T_cur / T_i)) / 2, with T_cur the epochs
 * since the last restart, and T_i the epochs from it to the next: T_0 at first, and T_mult times as
 * many after each.
 *
 * <pre>{@code
 * CosineAnnealingWarmRestarts scheduler = new CosineAnnealingWarmRestarts(optimizer, 10);
 * for (int i = 0; i < batches; i++) {
 *   train(batch(i));
 *   scheduler.step(epoch + (double) i / batches);  // also between epochs
 * }
 * }</pre>
 *
 * <p>Thread rule: that of {@link LRScheduler}.
 */
public final class CosineAnnealingWarmRestarts extends LRScheduler {
  /** Keyword arguments of the constructor. */
  public static final class Options extends SchedulerOptions<Options> {
    private int tMult = 1;
    private double etaMin;

    Options() {}

    /** Sets by how much each time between restarts is longer than the one before; default 1. */
    public Options tMult(int value) {
      tMult = value;
      return this;
    }

    /** Sets the smallest learning rate; default 0. */
    public Options etaMin(double value) {
      etaMin = value;
      return this;
    }
  }

  private int first;
  private double length;
  private int factor;
  private double etaMin;
  private double sinceRestart;

  /** Makes a scheduler with the default options. */
  public CosineAnnealingWarmRestarts(Optimizer optimizer, int t0) {
    this(optimizer, t0, o -> {});
  }

  /**
   * Makes a scheduler, which sets the first learning rates.
   *
   * @param optimizer whose learning rates it sets
   * @param t0 the epochs to the first restart
   * @param options keyword arguments
   * @throws ValueException if an option has no meaning
   */
  public CosineAnnealingWarmRestarts(Optimizer optimizer, int t0, Consumer<Options> options) {
    super(optimizer);
    Options o = new Options();
    options.accept(o);
    if (t0 <= 0) {
      throw new ValueException("Expected positive integer T_0, but got " + t0);
    }
    if (o.tMult < 1) {
      throw new ValueException("Expected integer T_mult >= 1, but got " + o.tMult);
    }
    first = t0;
    length = t0;
    factor = o.tMult;
    etaMin = o.etaMin;
    sinceRestart = o.lastEpoch;
    begin(o.lastEpoch);
  }

  @Override
  protected double[] computeLr() {
    double height = 1 + PythonNumber.cos(Math.PI * sinceRestart / length);
    return fromBase(lr -> etaMin + (lr - etaMin) * height / 2);
  }

  @Override
  public void step() {
    if (lastEpoch() < 0) {
      step(0.0);
      return;
    }
    sinceRestart++;
    if (sinceRestart >= length) {
      sinceRestart %= length;
      length *= factor;
    }
    set(lastEpoch() + 1);
  }

  @Override
  public void step(int epoch) {
    step((double) epoch);
  }

  /**
   * Goes to a time, also between epochs: Python's {@code scheduler.step(epoch)}.
   *
   * @throws ValueException if it is negative
   */
  public void step(double epoch) {
    if (epoch < 0) {
      throw new ValueException("Expected non-negative epoch, but got " + PythonText.of(epoch));
    }
    if (epoch < first) {
      length = first;
      sinceRestart = epoch;
    } else if (factor == 1) {
      sinceRestart = epoch % first;
    } else {
      double restarts =
          PythonNumber.log(epoch / first * (factor - 1) + 1) / PythonNumber.log(factor);
      double power = PythonNumber.pow(factor, (int) restarts);
      sinceRestart = epoch - first * (power - 1) / (factor - 1);
      length = first * power;
    }
    set((int) Math.floor(epoch));
  }

  private void set(int epoch) {
    setLastEpoch(epoch);
    assign(computeLr());
  }

  @Override
  protected void saveOptions(Map<String, Object> dict) {
    dict.put("T_0", first);
    dict.put("T_i", number(length));
    dict.put("T_mult", factor);
    dict.put("eta_min", etaMin);
    dict.put("T_cur", number(sinceRestart));
  }

  /** A whole number as Python has it where only whole epochs were stepped to. */
  private static Number number(double value) {
    return value == Math.rint(value) ? (Number) (int) value : (Number) value;
  }

  @Override
  protected void loadOptions(Map<String, ?> dict) {
    first = (int) number(dict, "T_0", first);
    length = number(dict, "T_i", length);
    factor = (int) number(dict, "T_mult", factor);
    etaMin = number(dict, "eta_min", etaMin);
    sinceRestart = number(dict, "T_cur", sinceRestart);
  }
}
