package dev.obor.nn;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs after the {@code forward} of a module and sees all of its arguments and results: the hook
 * that Python's {@code register_forward_hook(hook, with_kwargs=True)} takes.
 *
 * <pre>{@code
 * lstm.registerForwardHook(
 *     (module, args, kwargs, output) -> {
 *       System.out.println(((LSTM.Output) output).hN().shape());
 *       return null;
 *     });
 * }</pre>
 *
 * @see Module#registerForwardHook(ForwardHookWithKwargs)
 */
@FunctionalInterface
public interface ForwardHookWithKwargs {
  /**
   * Looks at, or replaces, what a module has given.
   *
   * @param module the module that was called
   * @param args the positional arguments; null where one is absent
   * @param kwargs what the trailing lambda has set, by Python's names
   * @param output what its {@code forward} returned, or an earlier hook: a tensor, or a record of
   *     several; null if it threw, which only a hook with {@code alwaysCall} sees
   * @return an output of the same class to use instead, or null to leave it as it is
   */
  @Nullable Object call(
      Module module, @Nullable Object[] args, Map<String, Object> kwargs, Object output);
}
