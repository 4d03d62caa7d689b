package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.nn.ModuleFields.NamedField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to one module itself, without what belongs to its sub-modules: what stands in its
 * fields, and after that what was registered by name.
 */
final class Members {
  private final Module owner;
  private final Map<String, @Nullable Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Registered> buffers = new LinkedHashMap<>();
  private final Map<String, @Nullable Module> modules = new LinkedHashMap<>();

  /** Tensors that are neither: what takes the place of a parameter without a field. */
  private final Map<String, Tensor> values = new LinkedHashMap<>();

  Members(Module owner) {
    this.owner = owner;
  }

  /** The same for a copy of the owner, with what the functions make of the tensors and modules. */
  Members(
      Module owner, Members original, UnaryOperator<Tensor> tensor, UnaryOperator<Module> module) {
    this.owner = owner;
    original.parameters.forEach(
        (key, value) -> parameters.put(key, value == null ? null : tensor.apply(value)));
    original.buffers.forEach(
        (key, value) ->
            buffers.put(
                key,
                new Registered(
                    value.tensor == null ? null : tensor.apply(value.tensor), value.persistent)));
    original.modules.forEach(
        (key, value) -> modules.put(key, value == null ? null : module.apply(value)));
    original.values.forEach((key, value) -> values.put(key, tensor.apply(value)));
  }

  /** A buffer that was registered; one that is not persistent stays out of the state dict. */
  record Registered(@Nullable Tensor tensor, boolean persistent) {}

  /** The parameters, in a map that the caller may change. */
  Map<String, Tensor> parameters() {
    Map<String, Tensor> found = new LinkedHashMap<>();
    for (NamedField field : ModuleFields.of(owner)) {
      if (field.value(owner) instanceof Tensor tensor && tensor.isParameter()) {
        found.put(field.key(), tensor);
      }
    }
    putPresent(found, parameters);
    return found;
  }

  /** The buffers, in a map that the caller may change. */
  Map<String, Tensor> buffers() {
    return buffers(true);
  }

  /** The buffers that belong to the state dict, in a map that the caller may change. */
  Map<String, Tensor> persistentBuffers() {
    return buffers(false);
  }

  private Map<String, Tensor> buffers(boolean all) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    for (NamedField field : ModuleFields.of(owner)) {
      if (field.value(owner) instanceof Tensor tensor
          && Buffer.isBuffer(tensor)
          && (all || Buffer.isPersistent(tensor))) {
        found.put(field.key(), tensor);
      }
    }
    buffers.forEach(
        (key, buffer) -> {
          if (buffer.tensor != null && (all || buffer.persistent)) {
            found.put(key, buffer.tensor);
          }
        });
    return found;
  }

  /** The sub-modules, in a map that the caller may change. */
  Map<String, Module> modules() {
    Map<String, Module> found = new LinkedHashMap<>();
    for (NamedField field : ModuleFields.of(owner)) {
      if (field.value(owner) instanceof Module module) {
        found.put(field.key(), module);
      }
    }
    putPresent(found, modules);
    return found;
  }

  private static <T> void putPresent(Map<String, T> found, Map<String, @Nullable T> registered) {
    registered.forEach(
        (key, value) -> {
          if (value != null) {
            found.put(key, value);
          }
        });
  }

  /** The sub-modules as they print: those that were registered as null are there. */
  Map<String, @Nullable Module> printedModules() {
    Map<String, @Nullable Module> found = new LinkedHashMap<>(modules());
    modules.forEach(found::putIfAbsent);
    return found;
  }

  /** The sub-modules without a field, by name. */
  Map<String, Module> registeredModules() {
    Map<String, Module> found = new LinkedHashMap<>();
    putPresent(found, modules);
    return found;
  }

  /** Puts other sub-modules in the place of all those without a field. */
  void replaceModules(Map<String, ? extends Module> replacement) {
    modules.clear();
    modules.putAll(replacement);
  }

  /** The same with modules that are named by their places. */
  void replaceModules(List<? extends Module> replacement) {
    modules.clear();
    for (Module module : replacement) {
      modules.put(String.valueOf(modules.size()), module);
    }
  }

  /** The parameters without a field. */
  List<Tensor> registeredParameters() {
    Map<String, Tensor> found = new LinkedHashMap<>();
    putPresent(found, parameters);
    return new ArrayList<>(found.values());
  }

  void removeParameter(String name) {
    parameters.remove(name);
  }

  void registerParameter(String name, @Nullable Tensor tensor) {
    checked(name, "parameter");
    checkFree(name, parameters);
    parameters.put(name, tensor);
  }

  void registerBuffer(String name, @Nullable Tensor tensor, boolean persistent) {
    checked(name, "buffer");
    checkFree(name, buffers);
    buffers.put(name, new Registered(tensor, persistent));
  }

  void registerModule(String name, @Nullable Module module) {
    checkFree(name, modules);
    checked(name, "module");
    modules.put(name, module);
  }

  /**
   * A name may be given again to the same kind of member, which then takes the place of the old
   * one.
   */
  private void checkFree(String name, Map<String, ?> kind) {
    boolean isTaken =
        parameters().containsKey(name)
            || parameters.containsKey(name)
            || buffers.containsKey(name)
            || modules.containsKey(name)
            || modules().containsKey(name);
    if (isTaken && !kind.containsKey(name)) {
      throw new ValueException("attribute '" + name + "' already exists");
    }
  }

  static String checked(String name, String kind) {
    if (name.contains(".")) {
      String got = kind.equals("module") ? ", got: " : "\nGot: ";
      throw new ValueException(kind + " name can't contain \".\"" + got + name);
    }
    if (name.isEmpty()) {
      throw new ValueException(kind + " name can't be empty string \"\"");
    }
    return name;
  }

  // ---- by name, whatever it is

  boolean has(String name) {
    return ModuleFields.named(owner, name) != null
        || parameters.containsKey(name)
        || buffers.containsKey(name)
        || modules.containsKey(name)
        || values.containsKey(name);
  }

  boolean hasBuffer(String name) {
    return buffers.containsKey(name) || buffers().containsKey(name);
  }

  /** What has the name, or null if nothing has it or its value is null. */
  @Nullable Object get(String name) {
    if (parameters.containsKey(name)) {
      return parameters.get(name);
    }
    Registered buffer = buffers.get(name);
    if (buffer != null) {
      return buffer.tensor;
    }
    if (modules.containsKey(name)) {
      return modules.get(name);
    }
    NamedField field = ModuleFields.named(owner, name);
    return field == null ? values.get(name) : field.value(owner);
  }

  void set(String name, @Nullable Tensor value) {
    NamedField field = ModuleFields.named(owner, name);
    boolean isParameter = value != null && value.isParameter();
    boolean wasParameter =
        parameters.containsKey(name)
            || (field != null && field.value(owner) instanceof Tensor old && old.isParameter());
    if (value != null && wasParameter && !isParameter) {
      throw new TypeException(
          "cannot assign '"
              + value.type()
              + "' as parameter '"
              + name
              + "' (torch.nn.Parameter or None expected)");
    }
    Registered buffer = buffers.get(name);
    if (buffer != null && !isParameter) {
      replace(name, buffer, value);
    } else if (field == null && !wasParameter && !isParameter) {
      if (value == null) {
        throw noAttribute(name);
      }
      values.put(checked(name, "tensor"), value);
    }
    if (field != null) {
      Buffer.mark(value, field.value(owner));
      field.set(owner, value);
    } else if (wasParameter || isParameter) {
      checked(name, "parameter");
      buffers.remove(name);
      modules.remove(name);
      values.remove(name);
      parameters.put(name, value);
    }
  }

  /** Puts a tensor where a buffer is, in the fields of other names that hold it too. */
  private void replace(String name, Registered buffer, @Nullable Tensor value) {
    buffers.put(name, new Registered(value, buffer.persistent));
    for (NamedField other : ModuleFields.of(owner)) {
      if (buffer.tensor != null && other.value(owner) == buffer.tensor) {
        other.set(owner, value);
      }
    }
  }

  /** Puts a tensor where another is, whatever both are. */
  void swap(String name, @Nullable Tensor value) {
    NamedField field = ModuleFields.named(owner, name);
    Registered buffer = buffers.get(name);
    if (!has(name)) {
      throw noAttribute(name);
    }
    if (buffer != null) {
      replace(name, buffer, value);
    }
    if (field != null) {
      field.set(owner, value);
    } else if (parameters.containsKey(name)) {
      parameters.put(name, value);
    } else if (value != null && values.containsKey(name)) {
      values.put(name, value);
    }
  }

  void set(String name, Module value) {
    NamedField field = ModuleFields.named(owner, name);
    if (field != null) {
      field.set(owner, value);
    } else {
      checked(name, "module");
      parameters.remove(name);
      buffers.remove(name);
      modules.put(name, value);
    }
  }

  void delete(String name) {
    if (!has(name)) {
      throw noAttribute(name);
    }
    parameters.remove(name);
    buffers.remove(name);
    modules.remove(name);
    values.remove(name);
    NamedField field = ModuleFields.named(owner, name);
    if (field != null) {
      field.set(owner, null);
    }
  }

  ValueException noAttribute(String name) {
    return new ValueException("'" + owner.getName() + "' object has no attribute '" + name + "'");
  }
}
