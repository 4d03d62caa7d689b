package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One deep copy of a module: what is shared within the original is shared within the copy, and
 * nothing is shared between the two but what does not change.
 */
final class ModuleCopy {
  private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();

  private ModuleCopy() {}

  static Module of(Module module) {
    try (ThreadMode mode = Torch.noGrad()) {
      return new ModuleCopy().module(module);
    }
  }

  private Module module(Module original) {
    if (copies.get(original) instanceof Module known) {
      return known;
    }
    Module copy = original.shallow();
    copies.put(original, copy);
    copy.setMembers(new Members(copy, original.members(), this::tensor, this::module));
    copy.copyHooks();
    copy.copyStateHooks();
    for (Class<?> c = copy.getClass(); c != Module.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          copyField(field, copy);
        }
      }
    }
    return copy;
  }

  private void copyField(Field field, Module copy) {
    ModuleFields.open(field);
    try {
      Object value = field.get(copy);
      // A synthetic field holds what is around a class; it changes only if that is copied too.
      Object replaced =
          value == null || field.isSynthetic() ? copies.getOrDefault(value, value) : value(value);
      if (replaced != value && (replaced == null || field.getType().isInstance(replaced))) {
        field.set(copy, replaced);
      }
    } catch (IllegalAccessException e) {
      throw ModuleFields.unwritable(field, e);
    }
  }

  private @Nullable Object value(@Nullable Object value) {
    if (value instanceof Tensor tensor) {
      return tensor(tensor);
    }
    if (value instanceof Module module) {
      return module(module);
    }
    if (value instanceof Object[] array) {
      Object[] copy = array.clone();
      for (int i = 0; i < copy.length; i++) {
        copy[i] = value(copy[i]);
      }
      return copy;
    }
    if (value instanceof List<?> list) {
      return addAll(new ArrayList<>(), list);
    }
    if (value instanceof Set<?> set) {
      return addAll(new LinkedHashSet<>(), set);
    }
    if (value instanceof Map<?, ?> map) {
      Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, entry) -> copy.put(value(key), value(entry)));
      return copy;
    }
    return value;
  }

  private Collection<@Nullable Object> addAll(
      Collection<@Nullable Object> copy, Collection<?> original) {
    original.forEach(element -> copy.add(value(element)));
    return copy;
  }

  private Tensor tensor(Tensor original) {
    if (original.isClosed()) {
      return original;
    }
    if (copies.get(original) instanceof Tensor known) {
      return known;
    }
    Tensor copy;
    try (Tensor detached = original.detach();
        Tensor values = detached.clone()) {
      boolean requiresGrad = original.requiresGrad() && original.isLeaf();
      copy =
          original.isParameter()
              ? Parameter.of(values, requiresGrad)
              : values.detach().requiresGrad_(requiresGrad);
    }
    Tensor gradient = original.isLeaf() ? original.grad() : null;
    if (gradient != null) {
      try (Tensor own = gradient) {
        copy.setGrad(own.clone());
      }
    }
    Buffer.mark(copy, original);
    if (UninitializedParameter.isUninitialized(original)) {
      UninitializedParameter.marked(copy);
    }
    copies.put(original, copy);
    return copy;
  }
}
