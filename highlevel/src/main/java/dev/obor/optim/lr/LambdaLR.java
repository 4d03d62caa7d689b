package dev.obor.optim.lr;

import dev.obor.ValueException;
import dev.obor.optim.Optimizer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Multiplies the first learning rate by a function of the epoch: Python's {@code
 * torch.optim.lr_scheduler.LambdaLR}.
 *
 * <p>lr = initial_lr * lr_lambda(epoch).
 *
 * <pre>{@code
 * LambdaLR scheduler = new LambdaLR(optimizer, epoch -> Math.pow(0.95, epoch));
 * }</pre>
 *
 * <p>Thread rule: that of {@link LRScheduler}.
 */
public final class LambdaLR extends LRScheduler {
  /** Keyword arguments of the constructor. */
  public static final class Options extends SchedulerOptions<Options> {
    Options() {}
  }

  private final List<IntToDoubleFunction> lambdas;

  /**
   * Makes a scheduler with one function for all groups: Python's {@code LambdaLR(optimizer,
   * lr_lambda)}.
   */
  public LambdaLR(Optimizer optimizer, IntToDoubleFunction lrLambda) {
    this(optimizer, Collections.nCopies(optimizer.paramGroups().size(), lrLambda), o -> {});
  }

  /** Makes a scheduler with a function for each group. */
  public LambdaLR(Optimizer optimizer, List<IntToDoubleFunction> lrLambdas) {
    this(optimizer, lrLambdas, o -> {});
  }

  /**
   * Makes a scheduler, which sets the first learning rates.
   *
   * @param optimizer whose learning rates it sets
   * @param lrLambdas a function for each group, from the number of the epoch to a factor
   * @param options keyword arguments
   * @throws ValueException if there are not as many functions as groups
   */
  public LambdaLR(
      Optimizer optimizer, List<IntToDoubleFunction> lrLambdas, Consumer<Options> options) {
    super(optimizer);
    Options o = new Options();
    options.accept(o);
    int groups = optimizer.paramGroups().size();
    if (lrLambdas.size() != groups) {
      throw new ValueException("Expected " + groups + " lr_lambdas, but got " + lrLambdas.size());
    }
    lambdas = List.copyOf(lrLambdas);
    begin(o.lastEpoch);
  }

  @Override
  protected double[] computeLr() {
    double[] base = baseValues();
    return IntStream.range(0, Math.min(base.length, lambdas.size()))
        .mapToDouble(i -> base[i] * lambdas.get(i).applyAsDouble(lastEpoch()))
        .toArray();
  }

  @Override
  public Map<String, Object> stateDict() {
    Map<String, Object> dict = super.stateDict();
    dict.put("lr_lambdas", Collections.nCopies(lambdas.size(), null));
    return dict;
  }
}
