package dev.obor.nn;

import dev.obor.Tensor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Walks over a module and everything below it, in Python's order: a module before its sub-modules,
 * depth first.
 */
final class ModuleTree {
  private ModuleTree() {}

  /** Every module below and including the given one, once, by its name. */
  static Map<String, Module> modules(Module root) {
    Map<String, Module> found = new LinkedHashMap<>();
    collect(root, "", identitySet(), found);
    return found;
  }

  private static void collect(
      Module module, String name, Set<Module> seen, Map<String, Module> found) {
    if (seen.add(module)) {
      found.put(name, module);
      module.members().modules().forEach((key, m) -> collect(m, join(name, key), seen, found));
    }
  }

  /** The tensors that {@code own} finds in each module, once, by their names. */
  static Map<String, Tensor> tensors(Module root, Function<Members, Map<String, Tensor>> own) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    Set<Tensor> seen = identitySet();
    modules(root)
        .forEach(
            (name, module) ->
                own.apply(module.members())
                    .forEach(
                        (key, tensor) -> {
                          if (seen.add(tensor)) {
                            found.put(join(name, key), tensor);
                          }
                        }));
    return found;
  }

  /** Each module with its prefix, which ends in a dot; a module in two places is visited twice. */
  static void forEachPlace(Module module, String prefix, BiConsumer<String, Module> action) {
    action.accept(prefix, module);
    module.members().modules().forEach((key, m) -> forEachPlace(m, prefix + key + ".", action));
  }

  static Map<String, Tensor> buffers(Members members) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    members.buffers().forEach((key, buffer) -> found.put(key, buffer.tensor()));
    return found;
  }

  /** What the state dict holds of one module: parameters and persistent buffers. */
  static Map<String, Tensor> state(Members members) {
    Map<String, Tensor> found = members.parameters();
    members
        .buffers()
        .forEach(
            (key, buffer) -> {
              if (buffer.persistent()) {
                found.put(key, buffer.tensor());
              }
            });
    return found;
  }

  private static String join(String prefix, String key) {
    return prefix.isEmpty() ? key : prefix + "." + key;
  }

  static <T> Set<T> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
