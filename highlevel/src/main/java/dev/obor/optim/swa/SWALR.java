package dev.obor.optim.swa;

import dev.obor.PythonNumber;
import dev.obor.ValueException;
import dev.obor.optim.Optimizer;
import dev.obor.optim.ParamGroup;
import dev.obor.optim.lr.LRScheduler;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes the learning rate to the one at which weights are averaged: Python's {@code
 * torch.optim.swa_utils.SWALR}, from Izmailov and others, <i>Averaging Weights Leads to Wider
 * Optima and Better Generalization</i> (2018).
 *
 * <p>lr = swa_lr * a + first_lr * (1 - a), with a going from 0 to 1 in anneal_epochs steps, along
 * half a cosine or straight.
 *
 * <pre>{@code
 * SWALR scheduler = new SWALR(optimizer, 0.05, o -> o.annealEpochs(5).annealStrategy("linear"));
 * }</pre>
 *
 * <p>Thread rule: that of {@link LRScheduler}.
 */
public final class SWALR extends LRScheduler {
  /** Keyword arguments of the constructor. */
  public static final class Options {
    private int annealEpochs = 10;
    private String annealStrategy = "cos";
    private int lastEpoch = -1;

    Options() {}

    /** Sets the number of steps; default 10. */
    public Options annealEpochs(int value) {
      annealEpochs = value;
      return this;
    }

    /** Sets the way: {@code cos}, the default, or {@code linear}. */
    public Options annealStrategy(String value) {
      annealStrategy = value;
      return this;
    }

    /** Sets the last epoch of the training that goes on; default -1, to begin. */
    public Options lastEpoch(int value) {
      lastEpoch = value;
      return this;
    }
  }

  private int annealEpochs;
  private String annealStrategy;

  /** Makes a scheduler with the default options: Python's {@code SWALR(optimizer, swa_lr)}. */
  public SWALR(Optimizer optimizer, double swaLr) {
    this(optimizer, swaLr, o -> {});
  }

  /** Makes a scheduler with the same last learning rate for all groups. */
  public SWALR(Optimizer optimizer, double swaLr, Consumer<Options> options) {
    this(optimizer, perGroup("swa_lr", optimizer, new double[] {swaLr}, false), options);
  }

  /**
   * Makes a scheduler, which sets the first learning rates.
   *
   * @param optimizer whose learning rates it sets
   * @param swaLrs the last learning rate of each group
   * @param options keyword arguments
   * @throws ValueException if an option has no meaning
   */
  public SWALR(Optimizer optimizer, double[] swaLrs, Consumer<Options> options) {
    super(optimizer);
    Options o = new Options();
    options.accept(o);
    double[] last = perGroup("swa_lr", optimizer, swaLrs, true);
    for (int i = 0; i < last.length; i++) {
      optimizer.paramGroups().get(i).set("swa_lr", last[i]);
    }
    annealStrategy = o.annealStrategy;
    if (!annealStrategy.equals("cos") && !annealStrategy.equals("linear")) {
      throw new ValueException(
          "anneal_strategy must by one of 'cos' or 'linear', instead got " + annealStrategy);
    }
    annealEpochs = o.annealEpochs;
    if (annealEpochs < 0) {
      throw new ValueException(
          "anneal_epochs must be equal or greater than 0, got " + annealEpochs);
    }
    begin(o.lastEpoch);
  }

  private double share(int step) {
    double time = Math.max(0, Math.min(1, (double) step / Math.max(1, annealEpochs)));
    return annealStrategy.equals("cos") ? (1 - PythonNumber.cos(Math.PI * time)) / 2 : time;
  }

  @Override
  protected double[] computeLr() {
    int step = stepCount() - 1;
    if (annealEpochs == 0) {
      step = Math.max(1, step);
    }
    double before = share(step - 1);
    double now = share(step);
    return ofGroups(group -> annealed(group, before, now));
  }

  private static double annealed(ParamGroup group, double before, double now) {
    double last = group.number("swa_lr");
    double first = before == 1 ? last : (group.number("lr") - before * last) / (1 - before);
    return last * now + first * (1 - now);
  }

  @Override
  protected void saveOptions(Map<String, Object> dict) {
    dict.put("_anneal_strategy", annealStrategy);
    dict.put("anneal_epochs", annealEpochs);
  }

  @Override
  protected void loadOptions(Map<String, ?> dict) {
    annealStrategy = text(dict, "_anneal_strategy", annealStrategy);
    annealEpochs = (int) number(dict, "anneal_epochs", annealEpochs);
  }
}
