package dev.obor.optim;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a state dict that an optimizer gives or gets, and may exchange it.
 *
 * <pre>{@code
 * optimizer.registerStateDictPostHook((o, dict) -> {
 *   dict.put("made_by", "Obor");
 *   return null;
 * });
 * }</pre>
 */
@FunctionalInterface
public interface StateDictHook {
  /**
   * Looks at a state dict.
   *
   * @param optimizer whose it is
   * @param dict may be changed
   * @return what takes its place, or null to go on with it
   */
  @Nullable Map<String, Object> apply(Optimizer optimizer, Map<String, Object> dict);
}
