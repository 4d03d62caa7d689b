package dev.obor.nn;

import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Runs when the gradients of a module's inputs have been computed; see {@link
 * Module#registerFullBackwardHook}.
 *
 * <pre>{@code
 * model.hidden.registerFullBackwardHook((module, gradInput, gradOutput) -> {
 *   System.out.println(gradOutput[0].norm());
 *   return null;
 * });
 * }</pre>
 */
@FunctionalInterface
public interface BackwardHook {
  /**
   * Looks at, or replaces, the gradients of the inputs.
   *
   * @param module the module
   * @param gradInput the gradient of each input that is a tensor; null where there is none
   * @param gradOutput the gradient of each output; null where there is none
   * @return as many gradients of inputs to go on with, or null to leave them as they are
   */
  @Nullable Tensor @Nullable [] call(Module module, Tensor[] gradInput, Tensor[] gradOutput);
}
