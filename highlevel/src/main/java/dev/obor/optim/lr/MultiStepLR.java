package dev.obor.optim.lr;

import dev.obor.PythonNumber;
import dev.obor.optim.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Multiplies the learning rate by a factor at certain epochs: Python's {@code
 * torch.optim.lr_scheduler.MultiStepLR}.
 *
 * <p>In closed form: lr = initial_lr * gamma^n, with n the number of milestones up to the epoch.
 *
 * <pre>{@code
 * MultiStepLR scheduler = new MultiStepLR(optimizer, List.of(30, 80));
 * }</pre>
 *
 * <p>Thread rule: that of {@link LRScheduler}.
 */
public final class MultiStepLR extends LRScheduler {
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

  /** The milestones, and how often each was given. */
  private Map<Integer, Integer> milestones = new LinkedHashMap<>();

  private double gamma;

  /** Makes a scheduler with factor 0.1: Python's {@code MultiStepLR(optimizer, milestones)}. */
  public MultiStepLR(Optimizer optimizer, List<Integer> milestones) {
    this(optimizer, milestones, o -> {});
  }

  /**
   * Makes a scheduler, which sets the first learning rates.
   *
   * @param optimizer whose learning rates it sets
   * @param milestones epochs, in any order; one that is there twice counts twice
   * @param options keyword arguments
   */
  public MultiStepLR(Optimizer optimizer, List<Integer> milestones, Consumer<Options> options) {
    super(optimizer);
    Options o = new Options();
    options.accept(o);
    for (int milestone : milestones) {
      this.milestones.merge(milestone, 1, Integer::sum);
    }
    gamma = o.gamma;
    begin(o.lastEpoch);
  }

  @Override
  protected double[] computeLr() {
    Integer times = milestones.get(lastEpoch());
    return times == null ? currentLrs() : scaled(PythonNumber.pow(gamma, times));
  }

  @Override
  protected double[] closedFormLr() {
    int passed = 0;
    for (Map.Entry<Integer, Integer> milestone : milestones.entrySet()) {
      passed += milestone.getKey() <= lastEpoch() ? milestone.getValue() : 0;
    }
    double factor = PythonNumber.pow(gamma, passed);
    return fromBase(lr -> lr * factor);
  }

  @Override
  protected void saveOptions(Map<String, Object> dict) {
    dict.put("milestones", new LinkedHashMap<>(milestones));
    dict.put("gamma", gamma);
  }

  @Override
  protected void loadOptions(Map<String, ?> dict) {
    if (dict.get("milestones") instanceof Map<?, ?> saved) {
      Map<Integer, Integer> loaded = new LinkedHashMap<>();
      saved.forEach(
          (epoch, times) -> loaded.put(((Number) epoch).intValue(), ((Number) times).intValue()));
      milestones = loaded;
    }
    gamma = number(dict, "gamma", gamma);
  }
}
