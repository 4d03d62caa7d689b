package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.TypeException;
import dev.obor.ValueException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part of {@link Module} that says what belongs to it: parameters, buffers and sub-modules. */
abstract sealed class ModuleContents permits Module {
  private final Members members = new Members(module());

  ModuleContents() {}

  Members members() {
    return members;
  }

  private Module module() {
    return (Module) this;
  }

  /**
   * Adds a parameter that has no field of its own: Python's {@code module.register_parameter(name,
   * parameter)}.
   *
   * @param name its key, without a dot; a parameter registered under it before is replaced
   * @param parameter a tensor made by {@link Parameter#of}
   * @return the parameter
   * @throws ValueException if the name is empty, has a dot, or belongs to something else
   * @throws TypeException if the tensor is not a parameter
   */
  public Tensor registerParameter(String name, Tensor parameter) {
    if (!parameter.isParameter()) {
      throw new TypeException(
          "cannot assign 'torch.Tensor' object to parameter '"
              + name
              + "' (torch.nn.Parameter or None required)\nMake it with Parameter.of(tensor).");
    }
    members.registerParameter(name, parameter);
    return parameter;
  }

  /**
   * Adds a buffer that is part of the state dict: Python's {@code module.register_buffer(name,
   * tensor)}.
   */
  public Tensor registerBuffer(String name, Tensor tensor) {
    return registerBuffer(name, tensor, true);
  }

  /**
   * Adds a buffer, a tensor that moves with the module but is not trained: Python's {@code
   * module.register_buffer(name, tensor, persistent)}.
   *
   * @param name its key, without a dot; a buffer registered under it before is replaced
   * @param tensor the buffer; the module does not copy it
   * @param persistent whether it is part of the state dict
   * @return the tensor, for a field
   * @throws ValueException if the name is empty, has a dot, or belongs to something else
   */
  public Tensor registerBuffer(String name, Tensor tensor, boolean persistent) {
    members.registerBuffer(name, tensor, persistent);
    return tensor;
  }

  /**
   * Adds a sub-module that has no field of its own: Python's {@code module.register_module(name,
   * module)} and {@code add_module}.
   *
   * @param name its key, without a dot; a module registered under it before is replaced
   * @return the sub-module
   * @throws ValueException if the name is empty, has a dot, or belongs to something else
   */
  public <M extends Module> M registerModule(String name, M module) {
    members.registerModule(name, module);
    return module;
  }

  /**
   * The parameters of this module and all below it, each once, for an optimizer: Python's {@code
   * module.parameters()}.
   */
  public List<Tensor> parameters() {
    return List.copyOf(namedParameters().values());
  }

  /**
   * The same by their names, such as {@code hidden.weight}, in order: Python's {@code
   * module.named_parameters()}.
   */
  public Map<String, Tensor> namedParameters() {
    return Collections.unmodifiableMap(ModuleTree.tensors(module(), Members::parameters));
  }

  /** The buffers of this module and all below it, each once: Python's {@code module.buffers()}. */
  public List<Tensor> buffers() {
    return List.copyOf(namedBuffers().values());
  }

  /** The same by their names, in order: Python's {@code module.named_buffers()}. */
  public Map<String, Tensor> namedBuffers() {
    return Collections.unmodifiableMap(ModuleTree.tensors(module(), ModuleTree::buffers));
  }

  /** The direct sub-modules, each once: Python's {@code module.children()}. */
  public List<Module> children() {
    return List.copyOf(namedChildren().values());
  }

  /** The same by their names, in order: Python's {@code module.named_children()}. */
  public Map<String, Module> namedChildren() {
    Map<String, Module> found = new LinkedHashMap<>(members.modules());
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
    return Collections.unmodifiableMap(ModuleTree.modules(module()));
  }
}
