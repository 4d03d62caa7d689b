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

  /**
   * Every module below and including the given one, by its name; once, or as often as it is found.
   */
  static Map<String, Module> modules(Module root, String prefix, boolean once) {
    Map<String, Module> found = new LinkedHashMap<>();
    collect(root, prefix, once, identitySet(), found);
    return found;
  }

  private static void collect(
      Module module, String name, boolean once, Set<Module> seen, Map<String, Module> found) {
    if (seen.add(module) || !once) {
      found.put(name, module);
      module
          .members()
          .modules()
          .forEach((key, m) -> collect(m, join(name, key), once, seen, found));
    }
  }

  /** Which tensors of a module and of those below it are wanted, and how they are named. */
  record Selection(String prefix, boolean recurse, boolean once) {
    static final Selection ALL = new Selection("", true, true);
  }

  /** The tensors that {@code own} finds in each module, by their names. */
  static Map<String, Tensor> tensors(
      Module root, Selection selection, Function<Members, Map<String, Tensor>> own) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    Set<Tensor> seen = identitySet();
    Map<String, Module> modules =
        selection.recurse
            ? modules(root, selection.prefix, selection.once)
            : Map.of(selection.prefix, root);
    modules.forEach(
        (name, module) ->
            own.apply(module.members())
                .forEach(
                    (key, tensor) -> {
                      if (seen.add(tensor) || !selection.once) {
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

  /** What the state dict holds of one module: parameters and persistent buffers. */
  static Map<String, Tensor> state(Members members) {
    Map<String, Tensor> found = members.parameters();
    found.putAll(members.persistentBuffers());
    return found;
  }

  /** A tensor for a state dict; one that waits for its shape stays what it is. */
  static Tensor detached(Tensor tensor) {
    return UninitializedParameter.isUninitialized(tensor) ? tensor : tensor.detach();
  }

  private static String join(String prefix, String key) {
    return prefix.isEmpty() ? key : prefix + "." + key;
  }

  static <T> Set<T> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
