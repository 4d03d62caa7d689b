package dev.obor.optim.lr;

import dev.obor.PythonNumber;
import dev.obor.optim.Optimizer;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Takes the learning rate down and up again along a cosine: Python's {@code
 * torch.optim.lr_scheduler.CosineAnnealingLR}, from Loshchilov and Hutter, <i>SGDR: Stochastic
 * Gradient Descent with Warm Restarts</i> (2016), without the restarts.
 *
 * <p>In closed form: lr = eta_min + (initial_lr - eta_min) * (1 + cos(π * epoch / T_max)) / 2.
 *
 * <pre>{@code
 * CosineAnnealingLR scheduler = new CosineAnnealingLR(optimizer, 100, o -> o.etaMin(1e-5));
 * }</pre>
 *
 * <p>Thread rule: that of {@link LRScheduler}.
 */
public final class CosineAnnealingLR extends LRScheduler {
  /** Keyword arguments of the constructor. */
  public static final class Options extends SchedulerOptions<Options> {
    private double etaMin = 0.0;

    Options() {}

    /** Sets the smallest learning rate; default 0. */
    public Options etaMin(double value) {
      etaMin = value;
      return this;
    }
  }

  private int tMax;
  private double etaMin;

  /**
   * Makes a scheduler with the default options: Python's {@code CosineAnnealingLR(optimizer,
   * T_max)}.
   */
  public CosineAnnealingLR(Optimizer optimizer, int tMax) {
    this(optimizer, tMax, o -> {});
  }

  /**
   * Makes a scheduler, which sets the first learning rates.
   *
   * @param optimizer whose learning rates it sets
   * @param tMax the number of epochs down
   * @param options keyword arguments
   */
  public CosineAnnealingLR(Optimizer optimizer, int tMax, Consumer<Options> options) {
    super(optimizer);
    Options o = new Options();
    options.accept(o);
    this.tMax = tMax;
    etaMin = o.etaMin;
    begin(o.lastEpoch);
  }

  @Override
  protected double[] computeLr() {
    int epoch = lastEpoch();
    if (isInitial()) {
      return currentLrs();
    }
    if (stepCount() == 1 && epoch > 0) {
      double height = 1 + PythonNumber.cos(epoch * Math.PI / tMax);
      return fromBase(lr -> etaMin + (lr - etaMin) * height / 2);
    }
    double[] now = currentLrs();
    if (Math.floorMod(epoch - 1 - tMax, 2 * tMax) == 0) {
      double rise = 1 - PythonNumber.cos(Math.PI / tMax);
      double[] base = baseValues();
      return IntStream.range(0, now.length)
          .mapToDouble(i -> now[i] + (base[i] - etaMin) * rise / 2)
          .toArray();
    }
    double factor =
        (1 + PythonNumber.cos(Math.PI * epoch / tMax))
            / (1 + PythonNumber.cos(Math.PI * (epoch - 1) / tMax));
    return mapped(now, lr -> factor * (lr - etaMin) + etaMin);
  }

  @Override
  protected double[] closedFormLr() {
    double height = 1 + PythonNumber.cos(Math.PI * lastEpoch() / tMax);
    return fromBase(lr -> etaMin + (lr - etaMin) * height / 2);
  }

  @Override
  protected void saveOptions(Map<String, Object> dict) {
    dict.put("T_max", tMax);
    dict.put("eta_min", etaMin);
  }

  @Override
  protected void loadOptions(Map<String, ?> dict) {
    tMax = (int) number(dict, "T_max", tMax);
    etaMin = number(dict, "eta_min", etaMin);
  }
}
