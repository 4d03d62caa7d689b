package dev.obor.nn;

import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One load of a state dict: compares everything first, and copies only if nothing is wrong. */
final class StateDictLoading {
  private final Module root;
  private final Map<String, Tensor> source;
  private final List<String> missing = new ArrayList<>();
  private final List<String> unexpected = new ArrayList<>();
  private final List<String> mismatches = new ArrayList<>();
  private final Map<String, Tensor> targets = new LinkedHashMap<>();

  StateDictLoading(Module root, Map<String, Tensor> source) {
    this.root = root;
    this.source = source;
  }

  IncompatibleKeys load(boolean strict, boolean assign) {
    ModuleTree.forEachPlace(root, "", this::compare);
    check(strict);
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      targets.forEach((key, target) -> write(target, sourceOf(key, target), assign));
    }
    return new IncompatibleKeys(missing, unexpected);
  }

  private void compare(String prefix, Module module) {
    Map<String, Tensor> state = ModuleTree.state(module.members());
    state.forEach(
        (name, target) -> {
          String key = prefix + name;
          Tensor given = source.get(key);
          if (given == null) {
            missing.add(key);
          } else if (fits(given, target)) {
            targets.put(key, target);
          } else {
            mismatches.add(
                "size mismatch for "
                    + key
                    + ": copying a param with shape "
                    + given.shape()
                    + " from checkpoint, the shape in current model is "
                    + target.shape()
                    + ".");
          }
        });
    Map<String, Module> children = module.members().modules();
    for (String key : source.keySet()) {
      if (key.startsWith(prefix)) {
        String rest = key.substring(prefix.length());
        int dot = rest.indexOf('.');
        boolean known =
            dot < 0 ? state.containsKey(rest) : children.containsKey(rest.substring(0, dot));
        if (!known) {
          unexpected.add(key);
        }
      }
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
    List<String> errors = new ArrayList<>();
    if (strict && !missing.isEmpty()) {
      errors.add("Missing key(s) in state_dict: " + quoted(missing) + ". ");
    }
    if (strict && !unexpected.isEmpty()) {
      errors.add("Unexpected key(s) in state_dict: " + quoted(unexpected) + ". ");
    }
    errors.addAll(mismatches);
    if (!errors.isEmpty()) {
      throw new TorchException(
          "Error(s) in loading state_dict for "
              + ModuleText.name(root)
              + ":\n\t"
              + String.join("\n\t", errors));
    }
  }

  private static String quoted(List<String> keys) {
    return keys.stream().map(key -> '"' + key + '"').collect(Collectors.joining(", "));
  }

  private Tensor sourceOf(String key, Tensor target) {
    Tensor given = source.get(key);
    if (given == null) {
      throw new IllegalStateException("the state dict changed while it was loaded: " + key);
    }
    return isNumberInArray(given, target.shape()) ? given.reshape() : given;
  }

  private static void write(Tensor target, Tensor given, boolean assign) {
    if (assign) {
      ModuleConversion.replace(target, given.detach());
    } else {
      target.copy_(given);
    }
  }
}
