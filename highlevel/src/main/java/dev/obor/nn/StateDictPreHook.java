package dev.obor.nn;

/** Runs before a module adds to a state dict; see {@link Module#registerStateDictPreHook}. */
@FunctionalInterface
public interface StateDictPreHook {
  /**
   * Prepares the module.
   *
   * @param module the module
   * @param prefix what stands in front of its names; empty, or with a dot at its end
   * @param keepVars whether the state dict gets the module's tensors themselves
   */
  void call(Module module, String prefix, boolean keepVars);
}
