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
 * Multiplies the learning rate by a function of the epoch, each epoch anew: Python's {@code
 * torch.optim.lr_scheduler.MultiplicativeLR}.
 *
 * <p>lr = lr * lr_lambda(epoch), from epoch 1 on.
 *
 * <pre>{@code
 * MultiplicativeLR scheduler = new MultiplicativeLR(optimizer, epoch -> 0.95);
 * }</pre>
 *
 * <p>Thread rule: that of {@link LRScheduler}.
 */
public final class MultiplicativeLR extends LRScheduler {
  /** Keyword arguments of the constructor. */
  public static final class Options extends SchedulerOptions<Options> {
    Options() {}
  }

  private final List<IntToDoubleFunction> lambdas;

  /**
   * Makes a scheduler with one function for all groups: Python's {@code MultiplicativeLR(optimizer,
   * lr_lambda)}.
   */
  public MultiplicativeLR(Optimizer optimizer, IntToDoubleFunction lrLambda) {
    this(optimizer, Collections.nCopies(optimizer.paramGroups().size(), lrLambda), o -> {});
  }

  /** Makes a scheduler with a function for each group. */
  public MultiplicativeLR(Optimizer optimizer, List<IntToDoubleFunction> lrLambdas) {
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
  public MultiplicativeLR(
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
    double[] now = currentLrs();
    if (isInitial()) {
      return now;
    }
    return IntStream.range(0, Math.min(now.length, lambdas.size()))
        .mapToDouble(i -> now[i] * lambdas.get(i).applyAsDouble(lastEpoch()))
        .toArray();
  }

  @Override
  public Map<String, Object> stateDict() {
    Map<String, Object> dict = super.stateDict();
    dict.put("lr_lambdas", Collections.nCopies(lambdas.size(), null));
    return dict;
  }
}
