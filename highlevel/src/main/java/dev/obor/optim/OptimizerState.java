package dev.obor.optim;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what {@link Optimizer#stateDict} gives, and reads it: checks everything first, and changes
 * the optimizer only then.
 */
final class OptimizerState {
  private OptimizerState() {}

  static Map<String, Object> save(List<ParamGroup> groups, Map<Tensor, Map<String, Object>> state) {
    IdentityHashMap<Tensor, Integer> numbers = new IdentityHashMap<>();
    List<Object> packedGroups = new ArrayList<>();
    int start = 0;
    for (ParamGroup group : groups) {
      List<Integer> params = new ArrayList<>();
      for (int i = 0; i < group.params().size(); i++) {
        int number = start + i;
        params.add(numbers.computeIfAbsent(group.params().get(i), p -> number));
      }
      start += params.size();
      Map<String, @Nullable Object> packed = new LinkedHashMap<>(group.options());
      packed.put("params", params);
      packedGroups.add(packed);
    }
    Map<Object, Object> packedState = new LinkedHashMap<>();
    state.forEach(
        (parameter, remembered) -> {
          Integer number = numbers.get(parameter);
          if (number != null) {
            packedState.put(number, new LinkedHashMap<>(remembered));
          }
        });
    Map<String, Object> dict = new LinkedHashMap<>();
    dict.put("state", packedState);
    dict.put("param_groups", packedGroups);
    return dict;
  }

  static void load(
      Map<String, ?> dict, List<ParamGroup> groups, Map<Tensor, Map<String, Object>> state) {
    List<Map<String, @Nullable Object>> savedGroups = groups(dict);
    if (savedGroups.size() != groups.size()) {
      throw new ValueException("loaded state dict has a different number of parameter groups");
    }
    Map<Object, Tensor> parameters = new HashMap<>();
    Set<Tensor> fused = new HashSet<>();
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
      if (Boolean.TRUE.equals(savedGroups.get(i).get("fused"))) {
        fused.addAll(params);
      }
    }
    Map<Tensor, Map<String, Object>> loaded = new LinkedHashMap<>();
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      map(dict.get("state"), "state")
          .forEach(
              (number, remembered) -> {
                Tensor parameter = parameters.get(number(number));
                if (parameter != null) {
                  loaded.put(
                      parameter,
                      copied(parameter, map(remembered, "state"), fused.contains(parameter)));
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

  private static Map<String, Object> copied(Tensor parameter, Map<?, ?> remembered, boolean fused) {
    Map<String, Object> copies = new LinkedHashMap<>();
    remembered.forEach(
        (key, value) -> {
          if (value != null) {
            String name = String.valueOf(key);
            copies.put(name, Objects.requireNonNull(copied(parameter, name, value, fused)));
          }
        });
    return copies;
  }

  private static @Nullable Object copied(
      Tensor parameter, String name, @Nullable Object value, boolean fused) {
    if (value instanceof Tensor tensor) {
      return fitting(parameter, name, tensor, fused).clone().unscoped();
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copies = new ArrayList<>();
      list.forEach(element -> copies.add(copied(parameter, name, element, fused)));
      return copies;
    }
    return value;
  }

  /** What is remembered has the parameter's dtype and device, except for a count of steps. */
  private static Tensor fitting(Tensor parameter, String name, Tensor tensor, boolean fused) {
    if (name.equals("step")) {
      return fused ? tensor.to(parameter.device()).to(DType.FLOAT32) : tensor;
    }
    DType type = parameter.dtype();
    Tensor moved = tensor.to(parameter.device());
    return type.isFloatingPoint() ? moved.to(type) : moved;
  }
}
