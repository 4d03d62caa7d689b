package dev.obor.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@link Module#loadStateDict} found without a counterpart: Python's {@code
 * _IncompatibleKeys}.
 *
 * <p>Both lists are empty after a strict load. They may be changed, which is how a {@link
 * LoadStateDictPostHook} forgives.
 *
 * @param missingKeys keys of the module that the state dict did not have
 * @param unexpectedKeys keys of the state dict that the module does not have
 */
public record IncompatibleKeys(List<String> missingKeys, List<String> unexpectedKeys) {
  /** Makes the record of two lists, which are copied. */
  public IncompatibleKeys {
    missingKeys = new ArrayList<>(missingKeys);
    unexpectedKeys = new ArrayList<>(unexpectedKeys);
  }

  /** Prints what Python prints, {@code <All keys matched successfully>} if both lists are empty. */
  @Override
  public String toString() {
    if (missingKeys.isEmpty() && unexpectedKeys.isEmpty()) {
      return "<All keys matched successfully>";
    }
    return "_IncompatibleKeys(missing_keys="
        + quoted(missingKeys)
        + ", unexpected_keys="
        + quoted(unexpectedKeys)
        + ")";
  }

  private static String quoted(List<String> keys) {
    return keys.isEmpty() ? "[]" : "['" + String.join("', '", keys) + "']";
  }
}
