package dev.obor.nn;

import dev.obor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Runs before a module loads from a state dict; see {@link Module#registerLoadStateDictPreHook}.
 *
 * <pre>{@code
 * model.registerLoadStateDictPreHook(
 *     (module, state, prefix, metadata, strict, missing, unexpected, errors) ->
 *         state.put(prefix + "weight", state.remove(prefix + "kernel")));
 * }</pre>
 */
@FunctionalInterface
public interface LoadStateDictPreHook {
  /**
   * Changes what is about to be loaded.
   *
   * @param module the module
   * @param stateDict a copy of the map that is loaded; extra states are in it too, whatever they
   *     are
   * @param prefix what stands in front of the module's names; empty, or with a dot at its end
   * @param localMetadata what the state dict's metadata says of the module; may be empty
   * @param strict true, as in Python: whether the caller wants a strict load is decided at the end
   * @param missingKeys the keys that were missing so far, to be added to
   * @param unexpectedKeys the keys that were not expected so far, to be added to
   * @param errorMsgs what was wrong so far, to be added to
   */
  void call(
      Module module,
      Map<String, Tensor> stateDict,
      String prefix,
      Map<String, Object> localMetadata,
      boolean strict,
      List<String> missingKeys,
      List<String> unexpectedKeys,
      List<String> errorMsgs);
}
