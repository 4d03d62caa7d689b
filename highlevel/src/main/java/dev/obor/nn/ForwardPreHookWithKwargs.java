package dev.obor.nn;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs before the {@code forward} of a module and sees all of its arguments: the hook that Python's
 * {@code register_forward_pre_hook(hook, with_kwargs=True)} takes.
 *
 * <pre>{@code
 * attention.registerForwardPreHook(
 *     (module, args, kwargs) -> {
 *       kwargs.put("need_weights", true);
 *       return null;
 *     });
 * }</pre>
 *
 * @see Module#registerForwardPreHook(ForwardPreHookWithKwargs)
 */
@FunctionalInterface
public interface ForwardPreHookWithKwargs {
  /**
   * Looks at, or replaces, the arguments of a module.
   *
   * @param module the module that is called
   * @param args the positional arguments, null where one is absent
   * @param kwargs what the trailing lambda has set, by Python's names; the hook may change the map
   * @return as many positional arguments to use instead, or null to leave them as they are
   */
  @Nullable Object @Nullable [] call(
      Module module, @Nullable Object[] args, Map<String, Object> kwargs);
}
