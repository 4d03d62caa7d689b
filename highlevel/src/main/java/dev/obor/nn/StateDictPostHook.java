package dev.obor.nn;

import java.util.Map;

/** Runs after a module has added to a state dict; see {@link Module#registerStateDictPostHook}. */
@FunctionalInterface
public interface StateDictPostHook {
  /**
   * Changes the state dict in place.
   *
   * @param module the module
   * @param stateDict what has been collected so far, this module and what is below it included
   * @param prefix what stands in front of the module's names; empty, or with a dot at its end
   * @param localMetadata the module's entry in the metadata of the state dict
   */
  void call(Module module, StateDict stateDict, String prefix, Map<String, Object> localMetadata);
}
