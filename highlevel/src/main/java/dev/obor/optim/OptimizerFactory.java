package dev.obor.optim;

import dev.obor.Tensor;
import java.util.List;

/**
 * Makes an optimizer for given parameters and a learning rate: the {@code opt_func} of the
 * tutorials.
 *
 * <pre>{@code
 * OptimizerFactory optFunc = SGD::new;
 * Optimizer optimizer = optFunc.create(model.parameters(), 0.1);
 * }</pre>
 */
@FunctionalInterface
public interface OptimizerFactory {
  /**
   * Makes an optimizer.
   *
   * @param parameters what it changes
   * @param lr its learning rate
   */
  Optimizer create(List<Tensor> parameters, double lr);
}
