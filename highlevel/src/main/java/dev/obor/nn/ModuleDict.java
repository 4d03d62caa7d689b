package dev.obor.nn;

import dev.obor.ValueException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Holds modules by names, so that they count as sub-modules: Python's {@code torch.nn.ModuleDict}.
 *
 * <pre>{@code
 * final ModuleDict<Module> heads = new ModuleDict<>();
 *
 * heads.put("classes", new Linear(64, 10));
 * heads.put("boxes", new Linear(64, 4));
 * heads.get("boxes").call(x);
 * }</pre>
 *
 * <p>The names keep their order. They are not empty and have no dot. The map itself is not called.
 *
 * <p>Thread rule: that of {@link Module}.
 *
 * @param <M> the class of the modules
 */
public class ModuleDict<M extends Module> extends Module implements Iterable<String> {
  /** Makes an empty map: Python's {@code nn.ModuleDict()}. */
  public ModuleDict() {}

  /** Makes a map of modules: Python's {@code nn.ModuleDict(modules)}. */
  public ModuleDict(Map<String, ? extends M> modules) {
    update(modules);
  }

  /**
   * The module with a name: Python's {@code modules[name]}.
   *
   * @throws ValueException if there is none
   */
  public M get(String name) {
    M module = items().get(name);
    if (module == null) {
      throw new ValueException("'" + name + "'\nThere is no such module in " + keys() + ".");
    }
    return module;
  }

  /** Adds a module, or puts it in the place of another: Python's {@code modules[name] = module}. */
  public void put(String name, M module) {
    registerModule(name, module);
  }

  /** Adds modules: Python's {@code modules.update(others)}. */
  public void update(Map<String, ? extends M> modules) {
    modules.forEach(this::put);
  }

  /** Adds another map's modules: Python's {@code modules.update(others)}. */
  public void update(ModuleDict<? extends M> modules) {
    update(modules.items());
  }

  /**
   * Removes a module: Python's {@code del modules[name]}.
   *
   * @throws ValueException if there is none
   */
  public void remove(String name) {
    get(name);
    delattr(name);
  }

  /**
   * Removes a module and returns it: Python's {@code modules.pop(name)}.
   *
   * @throws ValueException if there is none
   */
  public M pop(String name) {
    M module = get(name);
    remove(name);
    return module;
  }

  /** Removes all modules: Python's {@code modules.clear()}. */
  public void clear() {
    members().replaceModules(Map.of());
  }

  /** The number of modules: Python's {@code len(modules)}. */
  public int size() {
    return items().size();
  }

  /** Whether there is a module with a name: Python's {@code name in modules}. */
  public boolean contains(String name) {
    return items().containsKey(name);
  }

  /** The names: Python's {@code modules.keys()}. */
  public Set<String> keys() {
    return items().keySet();
  }

  /** The modules: Python's {@code modules.values()}. */
  public Collection<M> values() {
    return items().values();
  }

  /** The modules by their names, in a map of its own: Python's {@code modules.items()}. */
  @SuppressWarnings("unchecked") // only modules of class M are added
  public Map<String, M> items() {
    return (Map<String, M>) (Map<String, ?>) new LinkedHashMap<>(members().registeredModules());
  }

  /** The names. */
  @Override
  public Iterator<String> iterator() {
    return keys().iterator();
  }
}
