package dev.obor.optim.lr;

import dev.obor.PythonNumber;
import dev.obor.optim.Optimizer;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Multiplies the learning rate by a factor every so many epochs: Python's {@code
 * torch.optim.lr_scheduler.StepLR}.
 *
 * <p>In closed form: lr = initial_lr * gamma^⌊epoch / step_size⌋.
 *
 * <pre>{@code
 * StepLR scheduler = new StepLR(optimizer, 30, o -> o.gamma(0.5));
 * }</pre>
 *
 * <p>Thread rule: that of {@link LRScheduler}.
 */
public final class StepLR extends LRScheduler {
  /** Keyword arguments of the constructor. */
  public static final class Options extends SchedulerOptions<Options> {
    private double gamma = 0.1;

    Options() {}

    /** Sets the factor; default 0.1. */
    public Options gamma(double value) {
      gamma = value;
      return this;
    }
  }

  private int stepSize;
  private double gamma;

  /** Makes a scheduler with the default options: Python's {@code StepLR(optimizer, step_size)}. */
  public StepLR(Optimizer optimizer, int stepSize) {
    this(optimizer, stepSize, o -> {});
  }

  /**
   * Makes a scheduler, which sets the first learning rates.
   *
   * @param optimizer whose learning rates it sets
   * @param stepSize how many epochs lie between two changes
   * @param options keyword arguments
   */
  public StepLR(Optimizer optimizer, int stepSize, Consumer<Options> options) {
    super(optimizer);
    Options o = new Options();
    options.accept(o);
    this.stepSize = stepSize;
    gamma = o.gamma;
    begin(o.lastEpoch);
  }

  @Override
  protected double[] computeLr() {
    return lastEpoch() == 0 || Math.floorMod(lastEpoch(), stepSize) != 0
        ? currentLrs()
        : scaled(gamma);
  }

  @Override
  protected double[] closedFormLr() {
    double factor = PythonNumber.pow(gamma, Math.floorDiv(lastEpoch(), stepSize));
    return fromBase(lr -> lr * factor);
  }

  @Override
  protected void saveOptions(Map<String, Object> dict) {
    dict.put("step_size", stepSize);
    dict.put("gamma", gamma);
  }

  @Override
  protected void loadOptions(Map<String, ?> dict) {
    stepSize = (int) number(dict, "step_size", stepSize);
    gamma = number(dict, "gamma", gamma);
  }
}
