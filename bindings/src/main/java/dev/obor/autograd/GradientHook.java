package dev.obor.autograd;

import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What is called with the gradient of a tensor: the function that Python's {@code
 * Tensor.register_hook} takes.
 *
 * <pre>{@code
 * GradientHook clip = gradient -> gradient.clamp(-1, 1);
 * x.registerHook(clip);
 * }</pre>
 *
 * @see Tensor#registerHook
 */
@FunctionalInterface
public interface GradientHook {
  /**
   * Looks at a gradient, or replaces it.
   *
   * @param gradient the gradient; null for an output of a function with several outputs that got
   *     none, as in Python
   * @return the gradient to go on with, of the same shape and dtype; null for the one that came
   */
  @Nullable Tensor apply(Tensor gradient);
}
