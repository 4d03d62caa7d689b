package dev.obor.optim.lr;

import dev.obor.PythonNumber;
import dev.obor.optim.Optimizer;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Multiplies the learning rate by a factor every epoch: Python's {@code
 * torch.optim.lr_scheduler.ExponentialLR}.
 *
 * <p>In closed form: lr = initial_lr * gamma^epoch.
 *
 * <pre>{@code
 * ExponentialLR scheduler = new ExponentialLR(optimizer, 0.95);
 * }</pre>
 *
 * <p>Thread rule: that of {@link LRScheduler}.
 */
public final class ExponentialLR extends LRScheduler {
  /** Keyword arguments of the constructor. */
  public static final class Options extends SchedulerOptions<Options> {

    Options() {}
  }

  private double gamma;

  /**
   * Makes a scheduler with the default options: Python's {@code ExponentialLR(optimizer, gamma)}.
   */
  public ExponentialLR(Optimizer optimizer, double gamma) {
    this(optimizer, gamma, o -> {});
  }

  /**
   * Makes a scheduler, which sets the first learning rates.
   *
   * @param optimizer whose learning rates it sets
   * @param gamma the factor
   * @param options keyword arguments
   */
  public ExponentialLR(Optimizer optimizer, double gamma, Consumer<Options> options) {
    super(optimizer);
    Options o = new Options();
    options.accept(o);
    this.gamma = gamma;
    begin(o.lastEpoch);
  }

  @Override
  protected double[] computeLr() {
    return isInitial() ? currentLrs() : scaled(gamma);
  }

  @Override
  protected double[] closedFormLr() {
    double factor = PythonNumber.pow(gamma, lastEpoch());
    return fromBase(lr -> lr * factor);
  }

  @Override
  protected void saveOptions(Map<String, Object> dict) {
    dict.put("gamma", gamma);
  }

  @Override
  protected void loadOptions(Map<String, ?> dict) {
    gamma = number(dict, "gamma", gamma);
  }
}
