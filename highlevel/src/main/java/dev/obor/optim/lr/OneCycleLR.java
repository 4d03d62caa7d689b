package dev.obor.optim.lr;

import dev.obor.PythonNumber;
import dev.obor.ValueException;
import dev.obor.optim.Optimizer;
import dev.obor.optim.ParamGroup;
import dev.obor.optim.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the learning rate up to a largest one and then down to almost nothing, once: Python's
 * {@code torch.optim.lr_scheduler.OneCycleLR}, from Smith and Topin, <i>Super-Convergence: Very
 * Fast Training of Neural Networks Using Large Learning Rates</i> (2017). A step is meant for each
 * batch.
 *
 * <p>From max_lr / div_factor to max_lr in the first pct_start of the steps, then down to max_lr /
 * div_factor / final_div_factor, along half a cosine each or straight. The momentum, or the first
 * beta, goes the other way.
 *
 * <pre>{@code
 * OneCycleLR scheduler =
 *     new OneCycleLR(optimizer, 0.01, o -> o.stepsPerEpoch(loader.size()).epochs(10));
 * }</pre>
 *
 * <p>Thread rule: that of {@link LRScheduler}.
 */
public final class OneCycleLR extends LRScheduler {
  /** Keyword arguments of the constructor. */
  public static final class Options extends SchedulerOptions<Options> {
    private @Nullable Integer totalSteps;
    private @Nullable Integer epochs;
    private @Nullable Integer stepsPerEpoch;
    private double pctStart = 0.3;
    private String annealStrategy = "cos";
    private boolean cycleMomentum = true;
    private double[] baseMomentum = {0.85};
    private boolean baseMomentumIsList;
    private double[] maxMomentum = {0.95};
    private boolean maxMomentumIsList;
    private double divFactor = 25.0;
    private double finalDivFactor = 1e4;
    private boolean threePhase;

    Options() {}

    /** Sets the number of steps; needed unless epochs and steps per epoch are given. */
    public Options totalSteps(int value) {
      totalSteps = value;
      return this;
    }

    /** Sets the number of epochs. */
    public Options epochs(int value) {
      epochs = value;
      return this;
    }

    /** Sets the number of steps in each epoch. */
    public Options stepsPerEpoch(int value) {
      stepsPerEpoch = value;
      return this;
    }

    /** Sets the share of the steps up, from 0 to 1; default 0.3. */
    public Options pctStart(double value) {
      pctStart = value;
      return this;
    }

    /** Sets the way between bounds: {@code cos}, the default, or {@code linear}. */
    public Options annealStrategy(String value) {
      annealStrategy = value;
      return this;
    }

    /** Sets whether the momentum changes too; default true. */
    public Options cycleMomentum(boolean value) {
      cycleMomentum = value;
      return this;
    }

    /** Sets the smallest momentum of all groups; default 0.85. */
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

    /** Sets the largest momentum of all groups; default 0.95. */
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

    /** Sets by what the largest learning rate is divided for the first; default 25. */
    public Options divFactor(double value) {
      divFactor = value;
      return this;
    }

    /** Sets by what the first learning rate is divided for the last; default 10000. */
    public Options finalDivFactor(double value) {
      finalDivFactor = value;
      return this;
    }

    /** Sets whether it first goes down to the first learning rate, then to the last. */
    public Options threePhase(boolean value) {
      threePhase = value;
      return this;
    }

    private int steps() {
      if (totalSteps != null) {
        return positive("total_steps", totalSteps);
      }
      if (epochs == null || stepsPerEpoch == null) {
        throw new ValueException(
            "You must define either total_steps OR (epochs AND steps_per_epoch)");
      }
      return positive("epochs", epochs) * positive("steps_per_epoch", stepsPerEpoch);
    }

    private static int positive(String name, int value) {
      if (value <= 0) {
        throw new ValueException("Expected positive integer " + name + ", but got " + value);
      }
      return value;
    }
  }

  /** A part of the way, by the names of options of the groups. */
  private record Phase(
      Number endStep, String startLr, String endLr, String startMomentum, String endMomentum) {
    Map<String, Object> saved() {
      Map<String, Object> dict = new LinkedHashMap<>();
      dict.put("end_step", endStep);
      dict.put("start_lr", startLr);
      dict.put("end_lr", endLr);
      dict.put("start_momentum", startMomentum);
      dict.put("end_momentum", endMomentum);
      return dict;
    }

    static Phase loaded(Map<?, ?> dict) {
      return new Phase(
          dict.get("end_step") instanceof Number end ? end : 0,
          String.valueOf(dict.get("start_lr")),
          String.valueOf(dict.get("end_lr")),
          String.valueOf(dict.get("start_momentum")),
          String.valueOf(dict.get("end_momentum")));
    }
  }

  private int totalSteps;
  private List<Phase> phases;
  private String strategy;
  private boolean cycleMomentum;
  private final @Nullable GroupMomentum momentum;

  /** Makes a scheduler with a number of steps: Python's {@code OneCycleLR(optimizer, …)}. */
  public OneCycleLR(Optimizer optimizer, double maxLr, int totalSteps) {
    this(optimizer, maxLr, o -> o.totalSteps(totalSteps));
  }

  /** Makes a scheduler with the same largest learning rate for all groups. */
  public OneCycleLR(Optimizer optimizer, double maxLr, Consumer<Options> options) {
    this(optimizer, perGroup("max_lr", optimizer, new double[] {maxLr}, false), options);
  }

  /**
   * Makes a scheduler, which sets the first learning rates.
   *
   * @param optimizer whose learning rates it sets
   * @param maxLrs the largest learning rate of each group
   * @param options keyword arguments
   * @throws ValueException if an option has no meaning
   */
  public OneCycleLR(Optimizer optimizer, double[] maxLrs, Consumer<Options> options) {
    super(optimizer);
    Options o = new Options();
    options.accept(o);
    totalSteps = o.steps();
    phases = phases(o);
    if (o.pctStart < 0 || o.pctStart > 1) {
      throw new ValueException(
          "Expected float between 0 and 1 pct_start, but got " + PythonText.of(o.pctStart));
    }
    strategy = o.annealStrategy;
    if (!strategy.equals("cos") && !strategy.equals("linear")) {
      throw new ValueException(
          "anneal_strategy must be one of 'cos' or 'linear', instead got " + strategy);
    }
    double[] largest = perGroup("max_lr", optimizer, maxLrs, true);
    if (o.lastEpoch == -1) {
      for (int i = 0; i < largest.length; i++) {
        ParamGroup group = optimizer.paramGroups().get(i);
        double first = largest[i] / o.divFactor;
        group.set("initial_lr", first);
        group.set("max_lr", largest[i]);
        group.set("min_lr", first / o.finalDivFactor);
      }
    }
    cycleMomentum = o.cycleMomentum;
    momentum = cycleMomentum ? new GroupMomentum(optimizer) : null;
    if (momentum != null) {
      double[] most = perGroup("max_momentum", optimizer, o.maxMomentum, o.maxMomentumIsList);
      double[] least = perGroup("base_momentum", optimizer, o.baseMomentum, o.baseMomentumIsList);
      if (o.lastEpoch == -1) {
        momentum.begin(optimizer, least, most);
      }
    }
    begin(o.lastEpoch);
  }

  private List<Phase> phases(Options o) {
    double up = o.pctStart * totalSteps - 1;
    Phase first = new Phase(up, "initial_lr", "max_lr", "max_momentum", "base_momentum");
    int end = totalSteps - 1;
    if (!o.threePhase) {
      return List.of(first, new Phase(end, "max_lr", "min_lr", "base_momentum", "max_momentum"));
    }
    double down = 2 * o.pctStart * totalSteps - 2;
    return List.of(
        first,
        new Phase(down, "max_lr", "initial_lr", "base_momentum", "max_momentum"),
        new Phase(end, "initial_lr", "min_lr", "max_momentum", "max_momentum"));
  }

  private double anneal(double start, double end, double share) {
    return strategy.equals("cos")
        ? end + (start - end) / 2.0 * (PythonNumber.cos(Math.PI * share) + 1)
        : (end - start) * share + start;
  }

  @Override
  protected double[] computeLr() {
    int step = lastEpoch();
    if (step > totalSteps) {
      throw new ValueException(
          "Tried to step " + step + " times. The specified number of total steps is " + totalSteps);
    }
    return ofGroups(group -> lr(group, step));
  }

  private double lr(ParamGroup group, int step) {
    double start = 0.0;
    for (int i = 0; ; i++) {
      Phase phase = phases.get(i);
      double end = phase.endStep().doubleValue();
      if (step <= end || i == phases.size() - 1) {
        double share = (step - start) / (end - start);
        if (momentum != null) {
          momentum.set(
              group,
              anneal(
                  group.number(phase.startMomentum()), group.number(phase.endMomentum()), share));
        }
        return anneal(group.number(phase.startLr()), group.number(phase.endLr()), share);
      }
      start = end;
    }
  }

  @Override
  protected void saveOptions(Map<String, Object> dict) {
    dict.put("total_steps", totalSteps);
    dict.put("_schedule_phases", phases.stream().map(Phase::saved).toList());
    dict.put("_anneal_func_type", strategy);
    dict.put("cycle_momentum", cycleMomentum);
    if (momentum != null) {
      dict.put("use_beta1", momentum.isBeta());
    }
  }

  @Override
  protected void loadOptions(Map<String, ?> dict) {
    totalSteps = (int) number(dict, "total_steps", totalSteps);
    strategy = text(dict, "_anneal_func_type", strategy);
    if (dict.get("_schedule_phases") instanceof List<?> saved) {
      List<Phase> loaded = new ArrayList<>();
      for (Object phase : saved) {
        if (phase instanceof Map<?, ?> map) {
          loaded.add(Phase.loaded(map));
        }
      }
      phases = List.copyOf(loaded);
    }
  }
}
