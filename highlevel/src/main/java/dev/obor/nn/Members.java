package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.nn.ModuleFields.NamedField;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What belongs to one module itself, without what belongs to its sub-modules: what stands in its
 * fields, and after that what was registered by name.
 */
final class Members {
  private final Module owner;
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Buffer> buffers = new LinkedHashMap<>();
  private final Map<String, Module> modules = new LinkedHashMap<>();

  Members(Module owner) {
    this.owner = owner;
  }

  /** A registered buffer; one that is not persistent stays out of the state dict. */
  record Buffer(Tensor tensor, boolean persistent) {}

  /** The parameters, in a map that the caller may change. */
  Map<String, Tensor> parameters() {
    Map<String, Tensor> found = new LinkedHashMap<>();
    for (NamedField field : ModuleFields.of(owner)) {
      if (field.value(owner) instanceof Tensor tensor && tensor.isParameter()) {
        found.put(field.key(), tensor);
      }
    }
    found.putAll(parameters);
    return found;
  }

  /** The buffers, as a view. */
  Map<String, Buffer> buffers() {
    return buffers;
  }

  /** The sub-modules, in a map that the caller may change. */
  Map<String, Module> modules() {
    Map<String, Module> found = new LinkedHashMap<>();
    for (NamedField field : ModuleFields.of(owner)) {
      if (field.value(owner) instanceof Module module) {
        found.put(field.key(), module);
      }
    }
    found.putAll(modules);
    return found;
  }

  /** The sub-modules without a field, as a view. */
  Collection<Module> registeredModules() {
    return modules.values();
  }

  void registerParameter(String name, Tensor tensor) {
    checked(name, "parameter");
    checkFree(name, parameters);
    parameters.put(name, tensor);
  }

  void registerBuffer(String name, Tensor tensor, boolean persistent) {
    checked(name, "buffer");
    checkFree(name, buffers);
    buffers.put(name, new Buffer(tensor, persistent));
  }

  void registerModule(String name, Module module) {
    checked(name, "module");
    checkFree(name, modules);
    modules.put(name, module);
  }

  /**
   * A name may be given again to the same kind of member, which then takes the place of the old
   * one.
   */
  private void checkFree(String name, Map<String, ?> kind) {
    boolean isOurs = kind.containsKey(name);
    boolean isTaken =
        parameters().containsKey(name) || buffers.containsKey(name) || modules().containsKey(name);
    if (isTaken && !isOurs) {
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
}
