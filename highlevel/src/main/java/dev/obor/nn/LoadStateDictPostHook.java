package dev.obor.nn;

/**
 * Runs after a module has loaded a state dict; see {@link Module#registerLoadStateDictPostHook}.
 *
 * <pre>{@code
 * model.registerLoadStateDictPostHook((module, keys) -> keys.missingKeys().clear());
 * }</pre>
 */
@FunctionalInterface
public interface LoadStateDictPostHook {
  /**
   * Looks at the module, or at the keys without a counterpart.
   *
   * @param module the module
   * @param incompatibleKeys the keys of all modules that are to be complained about, or returned;
   *     the hook may change its lists
   */
  void call(Module module, IncompatibleKeys incompatibleKeys);
}
