package dev.obor.nn;

import dev.obor.IndexException;
import dev.obor.Tensor;
import dev.obor.ValueException;
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
 * model.get("1:").call(x);
 * }</pre>
 *
 * <p>The modules are named {@code 0}, {@code 1} and so on, or as a {@link LinkedHashMap} says. Each
 * is called with one tensor and gives one, of several the first.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Sequential extends ModuleSequence<Module> {
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

  /**
   * The chain of a slice, over the same modules and with their names: Python's {@code chain[1:3]}.
   *
   * @param slice as in Python, such as {@code "1:3"}, {@code ":-1"} or {@code "::2"}
   */
  public Sequential get(String slice) {
    LinkedHashMap<String, Module> named = new LinkedHashMap<>(members().registeredModules());
    LinkedHashMap<String, Module> part = new LinkedHashMap<>();
    for (String name : ContainerSlice.of(List.copyOf(named.keySet()), slice)) {
      part.put(name, named.get(name));
    }
    return new Sequential(part);
  }

  /**
   * Adds a module at the end, named by its place: Python's {@code append(module)}. Returns this
   * chain.
   */
  public Sequential append(Module module) {
    registerModule(String.valueOf(size()), module);
    return this;
  }

  /** Adds modules at the end: Python's {@code extend(modules)}. Returns this chain. */
  public Sequential extend(Iterable<? extends Module> modules) {
    modules.forEach(this::append);
    return this;
  }

  /**
   * Puts a module in front of the one at a place: Python's {@code insert(index, module)}. Returns
   * this chain.
   *
   * @throws IndexException if the place is neither in the chain nor behind it
   */
  public Sequential insert(int index, Module module) {
    List<Module> modules = modulesInOrder();
    int size = modules.size();
    if (index < -size || index > size) {
      throw new IndexException("Index out of range: " + index);
    }
    modules.add(index < 0 ? index + size : index, module);
    replaceAll(modules);
    return this;
  }

  /** The chain of this one's modules and another's: Python's {@code chain + other}. */
  public Sequential add(Sequential other) {
    return new Sequential().extend(this).extend(other);
  }

  /**
   * The chain of this one's modules several times over: Python's {@code chain * times}.
   *
   * @throws ValueException unless {@code times} is positive
   */
  public Sequential mul(int times) {
    if (times <= 0) {
      throw new ValueException(
          "Non-positive multiplication factor " + times + " for " + getClass());
    }
    Sequential product = new Sequential();
    for (int i = 0; i < times; i++) {
      product.extend(this);
    }
    return product;
  }

  /**
   * Runs one module after the other. What layers of this package hand to one another is closed when
   * the next one has it, unless hooks see it, so that its memory can be used again at once.
   */
  @Override
  public Tensor forward(Tensor x) {
    Tensor output = x;
    boolean isOwn = false;
    for (Module module : chain()) {
      Tensor input = output;
      output = module.call(input);
      boolean isForgotten = PassingModules.areForgotten(module);
      if (output == input) {
        isOwn = isOwn && isForgotten;
      } else {
        if (isOwn && isForgotten) {
          input.close();
        }
        isOwn = isForgotten;
      }
    }
    return output;
  }
}
