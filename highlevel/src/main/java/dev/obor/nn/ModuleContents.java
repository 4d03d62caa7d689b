package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.nn.ModuleTree.Selection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The part of {@link Module} that says what belongs to it: parameters, buffers and sub-modules. */
abstract sealed class ModuleContents extends ModuleMembers permits ModuleCalls {
  ModuleContents() {}

  /**
   * Adds a parameter that has no field of its own: Python's {@code module.register_parameter(name,
   * parameter)}.
   *
   * @param name its key, without a dot; a parameter registered under it before is replaced
   * @param parameter a tensor made by {@link Parameter#of}, or null to take the name only
   * @return the parameter
   * @throws ValueException if the name is empty, has a dot, or belongs to something else, or if the
   *     tensor was computed from others
   * @throws TypeException if the tensor is not a parameter
   */
  @SuppressWarnings("NullAway") // null comes back only to who has passed it
  public Tensor registerParameter(String name, @Nullable Tensor parameter) {
    if (parameter != null && !parameter.isParameter()) {
      throw new TypeException(
          "cannot assign 'torch.Tensor' object to parameter '"
              + name
              + "' (torch.nn.Parameter or None required)\nMake it with Parameter.of(tensor).");
    }
    if (parameter != null && !parameter.isLeaf()) {
      throw new ValueException(
          "Cannot assign non-leaf Tensor to parameter '"
              + name
              + "'. Model parameters must be created explicitly. To express '"
              + name
              + "' as a function of another Tensor, compute the value in the forward() method.");
    }
    members().registerParameter(name, parameter);
    return parameter;
  }

  /**
   * Adds a buffer that is part of the state dict: Python's {@code module.register_buffer(name,
   * tensor)}.
   */
  public Tensor registerBuffer(String name, @Nullable Tensor tensor) {
    return registerBuffer(name, tensor, true);
  }

  /**
   * Adds a buffer, a tensor that moves with the module but is not trained: Python's {@code
   * module.register_buffer(name, tensor, persistent)}.
   *
   * @param name its key, without a dot; a buffer registered under it before is replaced
   * @param tensor the buffer, or null to take the name only; the module does not copy it
   * @param persistent whether it is part of the state dict
   * @return the tensor, for a field
   * @throws ValueException if the name is empty, has a dot, or belongs to something else
   */
  @SuppressWarnings("NullAway") // null comes back only to who has passed it
  public Tensor registerBuffer(String name, @Nullable Tensor tensor, boolean persistent) {
    members().registerBuffer(name, tensor, persistent);
    return tensor;
  }

  /**
   * Adds a sub-module that has no field of its own: Python's {@code module.register_module(name,
   * module)}.
   *
   * @param name its key, without a dot; a module registered under it before is replaced
   * @param module the sub-module, or null to take the name only
   * @return the sub-module
   * @throws ValueException if the name is empty, has a dot, or belongs to something else
   */
  @SuppressWarnings("NullAway") // null comes back only to who has passed it
  public <M extends Module> M registerModule(String name, @Nullable M module) {
    members().registerModule(name, module);
    return module;
  }

  /** The same by its older name: Python's {@code module.add_module(name, module)}. */
  public final void addModule(String name, @Nullable Module module) {
    registerModule(name, module);
  }

  // ---- parameters

  /**
   * The parameters of this module and all below it, each once, for an optimizer: Python's {@code
   * module.parameters()}.
   */
  public List<Tensor> parameters() {
    return parameters(true);
  }

  /**
   * The parameters of this module, or of all below it too: Python's {@code
   * module.parameters(recurse)}.
   */
  public List<Tensor> parameters(boolean recurse) {
    return List.copyOf(namedParameters("", recurse).values());
  }

  /**
   * The same by their names, such as {@code hidden.weight}, in order: Python's {@code
   * module.named_parameters()}.
   */
  public Map<String, Tensor> namedParameters() {
    return tensors(Selection.ALL, Members::parameters);
  }

  /** The same with a name in front of each: Python's {@code module.named_parameters(prefix)}. */
  public Map<String, Tensor> namedParameters(String prefix) {
    return namedParameters(prefix, true);
  }

  /**
   * The same of this module only, or of all below it too: Python's {@code
   * module.named_parameters(prefix, recurse)}.
   */
  public Map<String, Tensor> namedParameters(String prefix, boolean recurse) {
    return namedParameters(prefix, recurse, true);
  }

  /**
   * The same, each once or under each of its names: Python's {@code module.named_parameters(prefix,
   * recurse, remove_duplicate)}.
   *
   * @param prefix what stands in front of each name, before a dot; empty for nothing
   * @param recurse whether the sub-modules' parameters belong to them
   * @param removeDuplicate whether a parameter with several names comes once, under the first
   */
  public Map<String, Tensor> namedParameters(
      String prefix, boolean recurse, boolean removeDuplicate) {
    return tensors(new Selection(prefix, recurse, removeDuplicate), Members::parameters);
  }

  /**
   * The parameter with a full name: Python's {@code module.get_parameter("encoder.0.weight")}.
   *
   * @throws ValueException if nothing has the name, or what has it is no parameter
   */
  public Tensor getParameter(String target) {
    if (getattr(target) instanceof Tensor tensor && tensor.isParameter()) {
      return tensor;
    }
    throw new ValueException("`" + last(target) + "` is not an nn.Parameter");
  }

  // ---- buffers

  /** The buffers of this module and all below it, each once: Python's {@code module.buffers()}. */
  public List<Tensor> buffers() {
    return buffers(true);
  }

  /**
   * The buffers of this module, or of all below it too: Python's {@code module.buffers(recurse)}.
   */
  public List<Tensor> buffers(boolean recurse) {
    return List.copyOf(namedBuffers("", recurse).values());
  }

  /** The same by their names, in order: Python's {@code module.named_buffers()}. */
  public Map<String, Tensor> namedBuffers() {
    return tensors(Selection.ALL, Members::buffers);
  }

  /** The same with a name in front of each: Python's {@code module.named_buffers(prefix)}. */
  public Map<String, Tensor> namedBuffers(String prefix) {
    return namedBuffers(prefix, true);
  }

  /**
   * The same of this module only, or of all below it too: Python's {@code
   * module.named_buffers(prefix, recurse)}.
   */
  public Map<String, Tensor> namedBuffers(String prefix, boolean recurse) {
    return namedBuffers(prefix, recurse, true);
  }

  /**
   * The same, each once or under each of its names: Python's {@code module.named_buffers(prefix,
   * recurse, remove_duplicate)}.
   */
  public Map<String, Tensor> namedBuffers(String prefix, boolean recurse, boolean removeDuplicate) {
    return tensors(new Selection(prefix, recurse, removeDuplicate), Members::buffers);
  }

  /**
   * The buffer with a full name: Python's {@code module.get_buffer("encoder.mean")}.
   *
   * @throws ValueException if nothing has the name, or what has it is no buffer
   */
  public Tensor getBuffer(String target) {
    Object found = getattr(target);
    int dot = target.lastIndexOf('.');
    Module owner = getSubmodule(dot < 0 ? "" : target.substring(0, dot));
    if (found instanceof Tensor tensor && owner.members().hasBuffer(last(target))) {
      return tensor;
    }
    throw new ValueException("`" + last(target) + "` is not a buffer");
  }

  private Map<String, Tensor> tensors(
      Selection selection, Function<Members, Map<String, Tensor>> own) {
    return Collections.unmodifiableMap(ModuleTree.tensors(module(), selection, own));
  }

  // ---- modules

  /** The direct sub-modules, each once: Python's {@code module.children()}. */
  public List<Module> children() {
    return List.copyOf(namedChildren().values());
  }

  /** The same by their names, in order: Python's {@code module.named_children()}. */
  public Map<String, Module> namedChildren() {
    Map<String, Module> found = new LinkedHashMap<>(members().modules());
    Set<Module> seen = ModuleTree.identitySet();
    found.values().removeIf(module -> !seen.add(module));
    return Collections.unmodifiableMap(found);
  }

  /**
   * This module and all below it, each once, a module before what it holds: Python's {@code
   * module.modules()}.
   */
  public List<Module> modules() {
    return List.copyOf(namedModules().values());
  }

  /**
   * The same by their names; this module's is the empty text: Python's {@code
   * module.named_modules()}.
   */
  public Map<String, Module> namedModules() {
    return namedModules("");
  }

  /**
   * The same with a name in front of each: Python's {@code module.named_modules(prefix=prefix)}.
   */
  public Map<String, Module> namedModules(String prefix) {
    return namedModules(prefix, true);
  }

  /**
   * The same, each once or under each of its names: Python's {@code
   * module.named_modules(prefix=prefix, remove_duplicate=removeDuplicate)}.
   */
  public Map<String, Module> namedModules(String prefix, boolean removeDuplicate) {
    return Collections.unmodifiableMap(ModuleTree.modules(module(), prefix, removeDuplicate));
  }

  /**
   * The module with a full name: Python's {@code module.get_submodule("encoder.0")}.
   *
   * @param target names with dots between them; empty for this module
   * @throws ValueException if nothing has the name, or what has it is no module
   */
  public Module getSubmodule(String target) {
    Module found = module();
    if (target.isEmpty()) {
      return found;
    }
    for (String name : target.split("\\.", -1)) {
      if (!found.members().has(name)) {
        throw new ValueException(found.getName() + " has no attribute `" + name + "`");
      }
      if (!(found.members().get(name) instanceof Module next)) {
        throw new ValueException("`" + name + "` is not an nn.Module");
      }
      found = next;
    }
    return found;
  }

  /** Puts a module at a full name: Python's {@code module.set_submodule(target, module)}. */
  public void setSubmodule(String target, Module module) {
    setSubmodule(target, module, false);
  }

  /**
   * Puts a module at a full name: Python's {@code module.set_submodule(target, module, strict)}.
   *
   * @param target names with dots between them; all but the last are there
   * @param strict whether the last must be there too
   * @throws ValueException if a name is missing, or what has it is no module
   */
  public void setSubmodule(String target, Module module, boolean strict) {
    if (target.isEmpty()) {
      throw new ValueException("Cannot set the submodule without a target name!");
    }
    int dot = target.lastIndexOf('.');
    Module parent = getSubmodule(dot < 0 ? "" : target.substring(0, dot));
    String name = last(target);
    if (strict && !parent.members().has(name)) {
      throw new ValueException(parent.getName() + " has no attribute `" + name + "`");
    }
    if (parent.members().get(name) instanceof Tensor) {
      throw new ValueException("`" + name + "` is not an nn.Module");
    }
    parent.setattr(name, module);
  }
}
