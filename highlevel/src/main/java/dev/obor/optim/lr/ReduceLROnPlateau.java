package dev.obor.optim.lr;

import dev.obor.Tensor;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.optim.Optimizer;
import dev.obor.optim.ParamGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the learning rate smaller when a metric no longer gets better: Python's {@code
 * torch.optim.lr_scheduler.ReduceLROnPlateau}.
 *
 * <pre>{@code
 * ReduceLROnPlateau scheduler = new ReduceLROnPlateau(optimizer, o -> o.patience(5));
 * for (int epoch = 0; epoch < 100; epoch++) {
 *   train(model, optimizer);
 *   scheduler.step(validate(model));
 * }
 * }</pre>
 *
 * <p>Thread rule: that of {@link LRScheduler}.
 */
public final class ReduceLROnPlateau extends LRScheduler {
  /** Keyword arguments of the constructor. */
  public static final class Options {
    private String mode = "min";
    private double factor = 0.1;
    private int patience = 10;
    private double threshold = 1e-4;
    private String thresholdMode = "rel";
    private int cooldown;
    private double[] minLr = {0};
    private boolean isList;
    private double eps = 1e-8;

    Options() {}

    /** Sets whether the metric is to fall, {@code min}, the default, or to rise, {@code max}. */
    public Options mode(String value) {
      mode = value;
      return this;
    }

    /** Sets what the learning rate is multiplied by, below 1; default 0.1. */
    public Options factor(double value) {
      factor = value;
      return this;
    }

    /** Sets how many epochs without improvement are let pass; default 10. */
    public Options patience(int value) {
      patience = value;
      return this;
    }

    /** Sets what counts as improvement; default 0.0001. */
    public Options threshold(double value) {
      threshold = value;
      return this;
    }

    /** Sets whether the threshold is a share, {@code rel}, the default, or itself, {@code abs}. */
    public Options thresholdMode(String value) {
      thresholdMode = value;
      return this;
    }

    /** Sets how many epochs after a change do not count; default 0. */
    public Options cooldown(int value) {
      cooldown = value;
      return this;
    }

    /** Sets the smallest learning rate of all groups; default 0. */
    public Options minLr(double value) {
      minLr = new double[] {value};
      isList = false;
      return this;
    }

    /** Sets the smallest learning rate of each group. */
    public Options minLr(List<Double> values) {
      minLr = values.stream().mapToDouble(Double::doubleValue).toArray();
      isList = true;
      return this;
    }

    /** Sets the smallest change of a learning rate that is made; default 1e-8. */
    public Options eps(double value) {
      eps = value;
      return this;
    }
  }

  private double factor;
  private @Nullable Double defaultMinLr;
  private double[] minLrs;
  private int patience;
  private int cooldown;
  private double eps;
  private double worst;
  private String mode;
  private double threshold;
  private String thresholdMode;
  private double best;
  private int cooldownCounter;
  private int badEpochs;

  /** Makes a scheduler with the default options: Python's {@code ReduceLROnPlateau(optimizer)}. */
  public ReduceLROnPlateau(Optimizer optimizer) {
    this(optimizer, o -> {});
  }

  /**
   * Makes a scheduler.
   *
   * @param optimizer whose learning rates it sets
   * @param options keyword arguments
   * @throws ValueException if an option has no meaning
   */
  public ReduceLROnPlateau(Optimizer optimizer, Consumer<Options> options) {
    super(optimizer);
    Options o = new Options();
    options.accept(o);
    if (o.factor >= 1.0) {
      throw new ValueException("Factor should be < 1.0.");
    }
    int groups = optimizer.paramGroups().size();
    if (o.isList && o.minLr.length != groups) {
      throw new ValueException("expected " + groups + " min_lrs, got " + o.minLr.length);
    }
    factor = o.factor;
    defaultMinLr = o.isList ? null : (Double) o.minLr[0];
    minLrs = perGroup("min_lr", optimizer, o.minLr, o.isList);
    patience = o.patience;
    cooldown = o.cooldown;
    eps = o.eps;
    mode = o.mode;
    threshold = o.threshold;
    thresholdMode = o.thresholdMode;
    worst = worst(mode, thresholdMode);
    best = worst;
    setLastEpoch(0);
    remember();
  }

  private static double worst(String mode, String thresholdMode) {
    if (!mode.equals("min") && !mode.equals("max")) {
      throw new ValueException("mode " + mode + " is unknown!");
    }
    if (!thresholdMode.equals("rel") && !thresholdMode.equals("abs")) {
      throw new ValueException("threshold mode " + thresholdMode + " is unknown!");
    }
    return mode.equals("min") ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }

  /**
   * Refuses, as a step needs the metric.
   *
   * @throws TypeException always
   */
  @Override
  public void step() {
    throw new TypeException(
        "ReduceLROnPlateau.step() missing 1 required positional argument: 'metrics'");
  }

  /** The same as {@link #step(double)} for a metric that is a whole number. */
  @Override
  public void step(int metrics) {
    step((double) metrics);
  }

  /** Looks at a metric and goes on by one: Python's {@code scheduler.step(metrics)}. */
  public void step(double metrics) {
    next(metrics, lastEpoch() + 1);
  }

  /** The same for a tensor of one element. */
  public void step(Tensor metrics) {
    step(metrics.item().doubleValue());
  }

  /** The same for a given epoch, with a warning that Python no longer wants that. */
  public void step(double metrics, int epoch) {
    warnOfEpoch();
    next(metrics, epoch);
  }

  private void next(double current, int epoch) {
    setLastEpoch(epoch);
    if (isBetter(current)) {
      best = current;
      badEpochs = 0;
    } else {
      badEpochs++;
    }
    if (inCooldown()) {
      cooldownCounter--;
      badEpochs = 0;
    }
    if (badEpochs > patience) {
      reduce();
      cooldownCounter = cooldown;
      badEpochs = 0;
    }
    remember();
  }

  private boolean isBetter(double current) {
    boolean relative = thresholdMode.equals("rel");
    if (mode.equals("min")) {
      return current < (relative ? best * (1.0 - threshold) : best - threshold);
    }
    return current > (relative ? best * (threshold + 1.0) : best + threshold);
  }

  private void reduce() {
    List<ParamGroup> groups = optimizer().paramGroups();
    if (groups.size() != minLrs.length) {
      if (defaultMinLr == null) {
        throw new TorchException(
            "The number of param groups in the `optimizer` ("
                + groups.size()
                + ") differs from when `ReduceLROnPlateau` was initialized ("
                + minLrs.length
                + "), usually due to a new param group being added to the optimizer. Please modify"
                + " the `min_lrs` field to match the length of the `optimizer` param groups.");
      }
      minLrs = perGroup("min_lr", optimizer(), new double[] {defaultMinLr}, false);
    }
    for (int i = 0; i < minLrs.length; i++) {
      double old = groups.get(i).number("lr");
      double lower = Math.max(old * factor, minLrs[i]);
      if (old - lower > eps) {
        assign(groups.get(i), lower);
      }
    }
  }

  /** Whether epochs do not count, after a change: Python's {@code scheduler.in_cooldown}. */
  public boolean inCooldown() {
    return cooldownCounter > 0;
  }

  @Override
  protected double[] computeLr() {
    return currentLrs();
  }

  @Override
  public Map<String, Object> stateDict() {
    Map<String, Object> dict = new LinkedHashMap<>();
    dict.put("factor", factor);
    dict.put("default_min_lr", defaultMinLr);
    dict.put("min_lrs", list(minLrs));
    dict.put("patience", patience);
    dict.put("cooldown", cooldown);
    dict.put("eps", eps);
    dict.put("last_epoch", lastEpoch());
    dict.put("_last_lr", getLastLr());
    dict.put("mode_worse", worst);
    dict.put("mode", mode);
    dict.put("threshold", threshold);
    dict.put("threshold_mode", thresholdMode);
    dict.put("best", best);
    dict.put("cooldown_counter", cooldownCounter);
    dict.put("num_bad_epochs", badEpochs);
    return dict;
  }

  @Override
  protected void loadOptions(Map<String, ?> dict) {
    factor = number(dict, "factor", factor);
    if (dict.containsKey("default_min_lr")) {
      Object saved = dict.get("default_min_lr");
      defaultMinLr = saved == null ? null : (Double) number(dict, "default_min_lr");
    }
    minLrs = dict.containsKey("min_lrs") ? numbers(dict, "min_lrs") : minLrs;
    patience = (int) number(dict, "patience", patience);
    cooldown = (int) number(dict, "cooldown", cooldown);
    eps = number(dict, "eps", eps);
    mode = text(dict, "mode", mode);
    threshold = number(dict, "threshold", threshold);
    thresholdMode = text(dict, "threshold_mode", thresholdMode);
    best = number(dict, "best", best);
    cooldownCounter = (int) number(dict, "cooldown_counter", cooldownCounter);
    badEpochs = (int) number(dict, "num_bad_epochs", badEpochs);
    worst = worst(mode, thresholdMode);
  }
}
