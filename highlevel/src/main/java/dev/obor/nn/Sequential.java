package dev.obor.nn;

import dev.obor.IndexException;
import dev.obor.Tensor;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Calls modules one after the other, each with the output of the one before: Python's {@code
 * torch.nn.Sequential}.
 *
 * <pre>{@code
 * Sequential model = new Sequential(
 *     new Flatten(),
 *     new Linear(784, 128),
 *     new ReLU(),
 *     new Linear(128, 10));
 * }</pre>
 *
 * <p>The modules are named {@code 0}, {@code 1} and so on, or as a {@link LinkedHashMap} says. Each
 * must take one tensor and give one.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Sequential extends Module implements Iterable<Module> {
  private volatile Module[] chain = {};

  /** Makes a chain of modules: Python's {@code nn.Sequential(a, b, c)}. */
  public Sequential(Module... modules) {
    for (Module module : modules) {
      append(module);
    }
  }

  /**
   * Makes a chain of modules with names: Python's {@code nn.Sequential(OrderedDict([('fc1', …),
   * ('relu', …)]))}.
   *
   * @param modules in the order of the chain; a map without order cannot say it
   */
  @SuppressWarnings("NonApiType") // the order of the map is the order of the layers
  public Sequential(LinkedHashMap<String, ? extends Module> modules) {
    modules.forEach(this::registerModule);
  }

  /** Adds a module at the end, or puts it in the place of the one with its name. */
  @Override
  public <M extends Module> M registerModule(String name, M module) {
    super.registerModule(name, module);
    chain = members().registeredModules().toArray(new Module[0]);
    return module;
  }

  /**
   * Adds a module at the end, named by its place: Python's {@code append(module)}. Returns this
   * chain.
   */
  public Sequential append(Module module) {
    registerModule(String.valueOf(chain.length), module);
    return this;
  }

  /** The number of modules: Python's {@code len(chain)}. */
  public int size() {
    return chain.length;
  }

  /**
   * The module at a place, counted from the end when negative: Python's {@code chain[index]}.
   *
   * @throws IndexException if there is no such place
   */
  public Module get(int index) {
    Module[] modules = chain;
    if (index < -modules.length || index >= modules.length) {
      throw new IndexException("index " + index + " is out of range");
    }
    return modules[index < 0 ? index + modules.length : index];
  }

  /** The modules in their order. */
  @Override
  public Iterator<Module> iterator() {
    return List.of(chain).iterator();
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor output = x;
    for (Module module : chain) {
      output = module.call(output);
    }
    return output;
  }
}
