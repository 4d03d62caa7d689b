package dev.obor.optim;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link Optimizer#stateDict} wrote: checks everything first, and changes the optimizer
 * only then.
 */
final class OptimizerState {
  private OptimizerState() {}

  static void load(
      Map<String, ?> dict,
      List<ParamGroup> groups,
      IdentityHashMap<Tensor, Map<String, Object>> state) {
    List<Map<String, @Nullable Object>> savedGroups = groups(dict);
    if (savedGroups.size() != groups.size()) {
      throw new ValueException("loaded state dict has a different number of parameter groups");
    }
    Map<Object, Tensor> parameters = new HashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      List<Tensor> params = groups.get(i).params();
      if (!(savedGroups.get(i).get("params") instanceof List<?> numbers)
          || numbers.size() != params.size()) {
        throw new ValueException(
            "loaded state dict contains a parameter group that doesn't match the size of"
                + " optimizer's group");
      }
      for (int j = 0; j < numbers.size(); j++) {
        parameters.put(number(numbers.get(j)), params.get(j));
      }
    }
    IdentityHashMap<Tensor, Map<String, Object>> loaded = new IdentityHashMap<>();
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      map(dict.get("state"), "state")
          .forEach(
              (number, remembered) -> {
                Tensor parameter = parameters.get(number(number));
                if (parameter != null) {
                  loaded.put(parameter, copied(parameter, map(remembered, "state")));
                }
              });
    }
    state.clear();
    state.putAll(loaded);
    for (int i = 0; i < groups.size(); i++) {
      groups.get(i).replaceOptions(savedGroups.get(i));
    }
  }

  private static List<Map<String, @Nullable Object>> groups(Map<String, ?> dict) {
    List<Map<String, @Nullable Object>> groups = new ArrayList<>();
    if (!(dict.get("param_groups") instanceof List<?> saved)) {
      throw malformed("param_groups");
    }
    for (Object group : saved) {
      Map<String, @Nullable Object> options = new LinkedHashMap<>();
      map(group, "param_groups").forEach((key, value) -> options.put(String.valueOf(key), value));
      groups.add(options);
    }
    return groups;
  }

  private static Map<?, ?> map(@Nullable Object value, String key) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw malformed(key);
  }

  private static ValueException malformed(String key) {
    return new ValueException(
        "'"
            + key
            + "'\nThe state dict has no such entry, or it is not of the form that"
            + " Optimizer.stateDict() gives.");
  }

  /** Numbers of parameters come as Integer or, from a file, as Long. */
  private static Object number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : String.valueOf(value);
  }

  private static Map<String, Object> copied(Tensor parameter, Map<?, ?> remembered) {
    Map<String, Object> copies = new LinkedHashMap<>();
    remembered.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          if (value instanceof Tensor tensor) {
            copies.put(name, fitting(parameter, name, tensor).clone().unscoped());
          } else if (value != null) {
            copies.put(name, value);
          }
        });
    return copies;
  }

  /** What is remembered has the parameter's dtype and device, except for a count of steps. */
  private static Tensor fitting(Tensor parameter, String name, Tensor tensor) {
    if (name.equals("step")) {
      return tensor;
    }
    DType type = parameter.dtype();
    Tensor moved = tensor.to(parameter.device());
    return type.isFloatingPoint() ? moved.to(type) : moved;
  }
}
