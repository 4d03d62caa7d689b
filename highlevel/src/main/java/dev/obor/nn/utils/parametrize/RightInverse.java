package dev.obor.nn.utils.parametrize;

import dev.obor.Tensor;
import java.util.List;

/**
 * What a parametrization implements that can be assigned to: the method {@code right_inverse} that
 * Python looks for.
 *
 * <pre>{@code
 * class Exp extends Module implements RightInverse {
 *   @Override
 *   public Tensor forward(Tensor x) {
 *     return x.exp();
 *   }
 *
 *   @Override
 *   public Object rightInverse(Tensor value) {
 *     return value.log();
 *   }
 * }
 * }</pre>
 */
public interface RightInverse {
  /**
   * Gives what the parametrization makes a value of.
   *
   * @param value the value that the parametrized tensor is to have
   * @return a tensor, or a {@link List} of tensors, which {@code forward} then takes side by side
   * @throws dev.obor.NotImplementedException if there is no inverse; when a parametrization is
   *     registered the tensor itself is then the original
   */
  Object rightInverse(Tensor value);
}
