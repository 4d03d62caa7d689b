package dev.obor.nn;

import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Runs before the {@code forward} of a module; see {@link Module#registerForwardPreHook}.
 *
 * <pre>{@code
 * model.registerForwardPreHook((module, inputs) -> new Tensor[] {inputs[0].div(255)});
 * }</pre>
 */
@FunctionalInterface
public interface ForwardPreHook {
  /**
   * Looks at, or replaces, the inputs of a module.
   *
   * @param module the module that is called
   * @param inputs the tensors that it is called with
   * @return as many tensors to use instead, or null to leave them as they are
   */
  Tensor @Nullable [] call(Module module, Tensor[] inputs);
}
