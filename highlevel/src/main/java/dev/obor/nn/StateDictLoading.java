package dev.obor.nn;

import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.Warnings;
import dev.obor.nn.ModuleState.StateHooks;
import dev.obor.serialization.OrderedDict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One load of a state dict: compares everything first, and copies only if nothing is wrong. */
final class StateDictLoading {
  private static final String WAITS =
      "Can't access the shape of an uninitialized parameter or buffer. This error usually happens in"
          + " `load_state_dict` when trying to load an uninitialized parameter into an initialized"
          + " one. Call `forward` to initialize the parameters before accessing their attributes.";

  private final Module root;
  private final Map<String, Tensor> source;
  private final Map<String, Map<String, Object>> metadata;
  private final boolean assign;
  private final IncompatibleKeys keys = new IncompatibleKeys(List.of(), List.of());
  private final List<String> errors = new ArrayList<>();
  private final List<Runnable> writes = new ArrayList<>();
  private final List<Runnable> extraStates = new ArrayList<>();
  private final List<Runnable> hooks = new ArrayList<>();

  StateDictLoading(Module root, Map<?, ?> source, boolean assign) {
    this.root = root;
    this.source = named(source);
    this.metadata = metadata(source);
    this.assign = assign;
  }

  /**
   * The tensors by their names, from whatever map they come in. What is not a tensor is never asked
   * for as one.
   */
  @SuppressWarnings("unchecked")
  private static Map<String, Tensor> named(Map<?, ?> source) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    source.forEach(
        (key, value) -> {
          if (!(key instanceof String name)
              || !(value instanceof Tensor || ExtraState.isKey(key))) {
            throw new TypeException(
                "Expected state_dict to hold tensors by name, got "
                    + (value == null ? null : value.getClass().getName())
                    + " for the key "
                    + key
                    + "\nOf a checkpoint with more in it, give the entry that is the state dict.");
          }
          values.put(name, value);
        });
    return (Map<String, Tensor>) (Map<String, ?>) values;
  }

  /** What the modules have said of their state, as far as a file or a module has it. */
  private static Map<String, Map<String, Object>> metadata(Map<?, ?> source) {
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    if (source instanceof OrderedDict<?, ?> dict
        && dict.attributes().get("_metadata") instanceof Map<?, ?> modules) {
      modules.forEach(
          (module, entries) -> {
            if (module instanceof String name && entries instanceof Map<?, ?> local) {
              Map<String, Object> copy = new LinkedHashMap<>();
              local.forEach((key, value) -> copy.put(String.valueOf(key), value));
              found.put(name, copy);
            }
          });
    }
    return found;
  }

  IncompatibleKeys load(boolean strict) {
    visit(root, "");
    if (!errors.isEmpty() || hooks.isEmpty()) {
      check(strict);
    }
    try (ThreadMode mode = Torch.noGrad()) {
      writes.forEach(Runnable::run);
    }
    extraStates.forEach(Runnable::run);
    hooks.forEach(Runnable::run);
    check(strict);
    return keys;
  }

  private void visit(Module module, String prefix) {
    StateHooks stateHooks = module.stateHooks();
    if (stateHooks != null) {
      Map<String, Object> local =
          metadata.getOrDefault(
              prefix.isEmpty() ? prefix : prefix.substring(0, prefix.length() - 1), Map.of());
      for (LoadStateDictPreHook hook : stateHooks.beforeLoading) {
        hook.call(
            module, source, prefix, local, true, keys.missingKeys(), keys.unexpectedKeys(), errors);
      }
    }
    compare(prefix, module);
    module.members().modules().forEach((key, child) -> visit(child, prefix + key + "."));
    if (stateHooks != null) {
      for (LoadStateDictPostHook hook : stateHooks.afterLoading) {
        hooks.add(() -> hook.call(module, keys));
      }
    }
  }

  private void compare(String prefix, Module module) {
    Map<String, Tensor> state = ModuleTree.state(module.members());
    state.forEach(
        (name, target) -> {
          String key = prefix + name;
          Tensor given = source.get(key);
          if (given == null) {
            keys.missingKeys().add(key);
          } else if (UninitializedParameter.isUninitialized(given)
              && !UninitializedParameter.isUninitialized(target)) {
            throw new TorchException(WAITS);
          } else if (UninitializedParameter.isUninitialized(target) || fits(given, target)) {
            warnIfMeta(key, target, given);
            writes.add(() -> write(module, name, target, given));
          } else {
            errors.add(
                "size mismatch for "
                    + key
                    + ": copying a param with shape "
                    + given.shape()
                    + " from checkpoint, the shape in current model is "
                    + target.shape()
                    + ".");
          }
        });
    compareExtraState(prefix + ExtraState.NAME, module);
    Map<String, Module> children = module.members().modules();
    for (String key : source.keySet()) {
      if (key.startsWith(prefix) && !key.equals(prefix + ExtraState.NAME)) {
        String rest = key.substring(prefix.length());
        int dot = rest.indexOf('.');
        boolean known =
            dot < 0 ? state.containsKey(rest) : children.containsKey(rest.substring(0, dot));
        if (!known) {
          keys.unexpectedKeys().add(key);
        }
      }
    }
  }

  private void warnIfMeta(String key, Tensor target, Tensor given) {
    if (!assign && target.device().type().equals("meta") && !given.device().type().equals("meta")) {
      Warnings.warn(
          "for "
              + key
              + ": copying from a non-meta parameter in the checkpoint to a meta parameter in the"
              + " current model, which is a no-op. (Did you mean to pass `assign=True` to assign"
              + " items in the state dictionary to their corresponding key in the module instead of"
              + " copying them in place?)");
    }
  }

  private void compareExtraState(String key, Module module) {
    boolean isGiven = source.containsKey(key);
    if (ExtraState.isLoaded(module)) {
      if (isGiven) {
        Object given = ((Map<?, ?>) source).get(key);
        extraStates.add(() -> module.setExtraState(given));
      } else {
        keys.missingKeys().add(key);
      }
    } else if (isGiven) {
      keys.unexpectedKeys().add(key);
    }
  }

  /** A number may come as a tensor of one element, as very old checkpoints have it. */
  private static boolean fits(Tensor given, Tensor target) {
    Size shape = target.shape();
    return given.shape().equals(shape) || isNumberInArray(given, shape);
  }

  private static boolean isNumberInArray(Tensor given, Size target) {
    return target.size() == 0 && given.dim() == 1 && given.numel() == 1;
  }

  private void check(boolean strict) {
    List<String> all = new ArrayList<>();
    if (strict && !keys.missingKeys().isEmpty()) {
      all.add("Missing key(s) in state_dict: " + quoted(keys.missingKeys()) + ". ");
    }
    if (strict && !keys.unexpectedKeys().isEmpty()) {
      all.add("Unexpected key(s) in state_dict: " + quoted(keys.unexpectedKeys()) + ". ");
    }
    all.addAll(errors);
    if (!all.isEmpty()) {
      throw new TorchException(
          "Error(s) in loading state_dict for "
              + root.getName()
              + ":\n\t"
              + String.join("\n\t", all));
    }
  }

  private static String quoted(List<String> keys) {
    return keys.stream().map(key -> '"' + key + '"').collect(Collectors.joining(", "));
  }

  private void write(Module module, String name, Tensor target, Tensor given) {
    if (UninitializedParameter.isUninitialized(given)) {
      return;
    }
    if (UninitializedParameter.isUninitialized(target)) {
      UninitializedParameter.materialize(target, given.shape().toArray());
    }
    try (Scope scope = Torch.scope()) {
      Tensor fitting = isNumberInArray(given, target.shape()) ? given.reshape() : given;
      if (assign) {
        scope.keep(ModuleConversion.replace(module, name, target, fitting.detach()));
      } else {
        target.copy_(fitting);
      }
    }
  }
}
