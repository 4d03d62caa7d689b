package dev.obor.optim.lr;

import dev.obor.PythonNumber;
import dev.obor.ValueException;
import dev.obor.optim.Optimizer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes the learning rate up and down between two bounds: Python's {@code
 * torch.optim.lr_scheduler.CyclicLR}, from Smith, <i>Cyclical Learning Rates for Training Neural
 * Networks</i> (2015). A step is meant for each batch.
 *
 * <p>With c the number of the cycle, from 1, and x from 0 up to 1 and down again in it:
 *
 * <pre>
 * lr = base_lr + (max_lr - base_lr) * x * scale
 * scale = 1            for mode triangular
 * scale = 1 / 2^(c-1)  for mode triangular2
 * scale = gamma^step   for mode exp_range
 * </pre>
 *
 * <p>The momentum, or the first beta, goes the other way.
 *
 * <pre>{@code
 * CyclicLR scheduler = new CyclicLR(optimizer, 0.01, 0.1, o -> o.stepSizeUp(500));
 * }</pre>
 *
 * <p>Thread rule: that of {@link LRScheduler}.
 */
public final class CyclicLR extends LRScheduler {
  /** Keyword arguments of the constructor. */
  public static final class Options extends SchedulerOptions<Options> {
    private int stepSizeUp = 2000;
    private @Nullable Integer stepSizeDown;
    private String mode = "triangular";
    private double gamma = 1.0;
    private @Nullable DoubleUnaryOperator scaleFn;
    private String scaleMode = "cycle";
    private boolean cycleMomentum = true;
    private double[] baseMomentum = {0.8};
    private boolean baseMomentumIsList;
    private double[] maxMomentum = {0.9};
    private boolean maxMomentumIsList;

    Options() {}

    /** Sets the steps up; default 2000. */
    public Options stepSizeUp(int value) {
      stepSizeUp = value;
      return this;
    }

    /** Sets the steps down; by default as many as up. */
    public Options stepSizeDown(int value) {
      stepSizeDown = value;
      return this;
    }

    /**
     * Sets how cycles change: {@code triangular}, the default, {@code triangular2} or {@code
     * exp_range}.
     */
    public Options mode(String value) {
      mode = value;
      return this;
    }

    /** Sets the factor of mode {@code exp_range}; default 1. */
    public Options gamma(double value) {
      gamma = value;
      return this;
    }

    /** Sets a function in the place of those of the modes. */
    public Options scaleFn(DoubleUnaryOperator value) {
      scaleFn = value;
      return this;
    }

    /**
     * Sets what that function is given: the number of the {@code cycle}, the default, or of {@code
     * iterations}.
     */
    public Options scaleMode(String value) {
      scaleMode = value;
      return this;
    }

    /** Sets whether the momentum changes too; default true. */
    public Options cycleMomentum(boolean value) {
      cycleMomentum = value;
      return this;
    }

    /** Sets the smallest momentum of all groups; default 0.8. */
    public Options baseMomentum(double value) {
      baseMomentum = new double[] {value};
      baseMomentumIsList = false;
      return this;
    }

    /** Sets the smallest momentum of each group. */
    public Options baseMomentum(List<Double> values) {
      baseMomentum = values.stream().mapToDouble(Double::doubleValue).toArray();
      baseMomentumIsList = true;
      return this;
    }

    /** Sets the largest momentum of all groups; default 0.9. */
    public Options maxMomentum(double value) {
      maxMomentum = new double[] {value};
      maxMomentumIsList = false;
      return this;
    }

    /** Sets the largest momentum of each group. */
    public Options maxMomentum(List<Double> values) {
      maxMomentum = values.stream().mapToDouble(Double::doubleValue).toArray();
      maxMomentumIsList = true;
      return this;
    }
  }

  private double[] maxLrs;
  private double totalSize;
  private double stepRatio;
  private String mode;
  private double gamma;
  private final @Nullable DoubleUnaryOperator scaleFn;
  private String scaleMode;
  private boolean cycleMomentum;
  private final @Nullable GroupMomentum momentum;
  private double[] baseMomentums = {};
  private double[] maxMomentums = {};

  /** Makes a scheduler with the default options: Python's {@code CyclicLR(optimizer, …)}. */
  public CyclicLR(Optimizer optimizer, double baseLr, double maxLr) {
    this(optimizer, baseLr, maxLr, o -> {});
  }

  /** Makes a scheduler with the same bounds for all groups. */
  public CyclicLR(Optimizer optimizer, double baseLr, double maxLr, Consumer<Options> options) {
    this(
        optimizer,
        perGroup("base_lr", optimizer, new double[] {baseLr}, false),
        perGroup("max_lr", optimizer, new double[] {maxLr}, false),
        options);
  }

  /**
   * Makes a scheduler, which sets the first learning rates.
   *
   * @param optimizer whose learning rates it sets
   * @param baseLrs the smallest learning rate of each group
   * @param maxLrs the largest learning rate of each group
   * @param options keyword arguments
   * @throws ValueException if an option has no meaning
   */
  public CyclicLR(
      Optimizer optimizer, double[] baseLrs, double[] maxLrs, Consumer<Options> options) {
    super(optimizer);
    Options o = new Options();
    options.accept(o);
    double[] base = perGroup("base_lr", optimizer, baseLrs, true);
    if (o.lastEpoch == -1) {
      for (int i = 0; i < base.length; i++) {
        assign(optimizer.paramGroups().get(i), base[i]);
      }
    }
    this.maxLrs = perGroup("max_lr", optimizer, maxLrs, true);
    double down = o.stepSizeDown == null ? o.stepSizeUp : o.stepSizeDown;
    totalSize = o.stepSizeUp + down;
    stepRatio = o.stepSizeUp / totalSize;
    mode = o.mode;
    scaleFn = o.scaleFn;
    if (!List.of("triangular", "triangular2", "exp_range").contains(mode) && scaleFn == null) {
      throw new ValueException("mode is invalid and scale_fn is None");
    }
    gamma = o.gamma;
    scaleMode = o.scaleMode;
    if (scaleFn == null) {
      scaleMode = mode.equals("exp_range") ? "iterations" : "cycle";
    }
    cycleMomentum = o.cycleMomentum;
    momentum = cycleMomentum ? new GroupMomentum(optimizer) : null;
    if (momentum != null) {
      baseMomentums = perGroup("base_momentum", optimizer, o.baseMomentum, o.baseMomentumIsList);
      maxMomentums = perGroup("max_momentum", optimizer, o.maxMomentum, o.maxMomentumIsList);
      if (o.lastEpoch == -1) {
        momentum.begin(optimizer, baseMomentums, maxMomentums);
      }
    }
    begin(o.lastEpoch);
    setBase(base);
  }

  private double scale(double x) {
    if (scaleFn != null) {
      return scaleFn.applyAsDouble(x);
    }
    return switch (mode) {
      case "triangular" -> 1.0;
      case "triangular2" -> 1 / PythonNumber.pow(2.0, x - 1);
      default -> PythonNumber.pow(gamma, x);
    };
  }

  @Override
  protected double[] computeLr() {
    double passed = lastEpoch() / totalSize;
    double cycle = Math.floor(1 + passed);
    double x = 1.0 + passed - cycle;
    double height = x <= stepRatio ? x / stepRatio : (x - 1) / (stepRatio - 1);
    double scale = scale(scaleMode.equals("cycle") ? cycle : lastEpoch());
    double[] base = baseValues();
    double[] lrs = new double[base.length];
    for (int i = 0; i < lrs.length; i++) {
      lrs[i] = base[i] + (maxLrs[i] - base[i]) * height * scale;
    }
    if (momentum != null) {
      for (int i = 0; i < maxMomentums.length; i++) {
        double range = (maxMomentums[i] - baseMomentums[i]) * height;
        momentum.set(optimizer().paramGroups().get(i), maxMomentums[i] - range * scale);
      }
    }
    return lrs;
  }

  @Override
  protected void saveOptions(Map<String, Object> dict) {
    dict.put("max_lrs", list(maxLrs));
    dict.put("total_size", totalSize);
    dict.put("step_ratio", stepRatio);
    dict.put("mode", mode);
    dict.put("gamma", gamma);
    dict.put("scale_mode", scaleMode);
    dict.put("cycle_momentum", cycleMomentum);
    if (momentum != null) {
      dict.put("use_beta1", momentum.isBeta());
      dict.put("base_momentums", list(baseMomentums));
      dict.put("max_momentums", list(maxMomentums));
    }
  }

  @Override
  public Map<String, Object> stateDict() {
    Map<String, Object> dict = super.stateDict();
    dict.put("_scale_fn_custom", null);
    return dict;
  }

  @Override
  protected void loadOptions(Map<String, ?> dict) {
    maxLrs = dict.containsKey("max_lrs") ? numbers(dict, "max_lrs") : maxLrs;
    totalSize = number(dict, "total_size", totalSize);
    stepRatio = number(dict, "step_ratio", stepRatio);
    mode = text(dict, "mode", mode);
    gamma = number(dict, "gamma", gamma);
    scaleMode = text(dict, "scale_mode", scaleMode);
    if (momentum != null && dict.containsKey("base_momentums")) {
      baseMomentums = numbers(dict, "base_momentums");
      maxMomentums = numbers(dict, "max_momentums");
    }
  }
}
