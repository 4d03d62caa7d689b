package dev.obor.nn;

import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Runs after the {@code forward} of a module; see {@link Module#registerForwardHook}.
 *
 * <pre>{@code
 * model.hidden.registerForwardHook((module, inputs, output) -> {
 *   System.out.println(output.shape());
 *   return null;
 * });
 * }</pre>
 */
@FunctionalInterface
public interface ForwardHook {
  /**
   * Looks at, or replaces, the output of a module.
   *
   * @param module the module that was called
   * @param inputs the tensors that it was called with
   * @param output what its {@code forward} returned, or an earlier hook
   * @return the output to use instead, or null to leave it as it is
   */
  @Nullable Tensor call(Module module, Tensor[] inputs, Tensor output);
}
