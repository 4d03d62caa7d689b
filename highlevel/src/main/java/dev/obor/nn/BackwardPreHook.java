package dev.obor.nn;

import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Runs when the gradients of a module's outputs have been computed, before they go on through the
 * module; see {@link Module#registerFullBackwardPreHook}.
 *
 * <pre>{@code
 * model.registerFullBackwardPreHook(
 *     (module, gradOutput) -> new Tensor[] {gradOutput[0].clamp(-1, 1)});
 * }</pre>
 */
@FunctionalInterface
public interface BackwardPreHook {
  /**
   * Looks at, or replaces, the gradients of the outputs.
   *
   * @param module the module
   * @param gradOutput the gradient of each output; null where there is none
   * @return as many gradients to go on with, or null to leave them as they are
   */
  @Nullable Tensor @Nullable [] call(Module module, Tensor[] gradOutput);
}
