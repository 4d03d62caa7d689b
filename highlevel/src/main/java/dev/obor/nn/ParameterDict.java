package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds parameters by names, so that a module counts them: Python's {@code torch.nn.ParameterDict}.
 *
 * <pre>{@code
 * final ParameterDict weights = new ParameterDict();
 *
 * weights.put("left", Torch.randn(5, 10));
 * weights.put("right", Torch.randn(5, 10));
 * weights.get("left").mm(x);
 * }</pre>
 *
 * <p>Tensors that are no parameters become parameters over the same memory. The names keep their
 * order; they are not empty and have no dot. The map itself is not called.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ParameterDict extends Module implements Iterable<String> {
  /** Makes an empty map: Python's {@code nn.ParameterDict()}. */
  public ParameterDict() {}

  /** Makes a map of parameters: Python's {@code nn.ParameterDict(parameters)}. */
  public ParameterDict(Map<String, Tensor> parameters) {
    update(parameters);
  }

  /**
   * The parameter with a name: Python's {@code parameters[name]}.
   *
   * @throws ValueException if there is none
   */
  public Tensor get(String name) {
    Tensor parameter = items().get(name);
    if (parameter == null) {
      throw new ValueException("'" + name + "'\nThere is no such parameter in " + keys() + ".");
    }
    return parameter;
  }

  /** The parameter with a name, or another tensor: Python's {@code parameters.get(name, other)}. */
  public Tensor getOrDefault(String name, Tensor other) {
    return items().getOrDefault(name, other);
  }

  /**
   * The parameter with a name, added if there is none: Python's {@code setdefault(name, value)}.
   */
  public Tensor setdefault(String name, Tensor value) {
    if (!contains(name)) {
      put(name, value);
    }
    return get(name);
  }

  /**
   * Adds a parameter, or puts it in the place of another: Python's {@code parameters[name] =
   * value}.
   */
  public void put(String name, Tensor value) {
    registerParameter(name, ParameterList.asParameter(value));
  }

  /**
   * Adds parameters, in the order of a {@link LinkedHashMap} and otherwise sorted by name, as
   * Python has it: {@code parameters.update(others)}.
   */
  public void update(Map<String, Tensor> parameters) {
    (parameters instanceof LinkedHashMap ? parameters : new TreeMap<>(parameters))
        .forEach(this::put);
  }

  /** Adds another map's parameters: Python's {@code parameters.update(others)}. */
  public void update(ParameterDict parameters) {
    update(parameters.items());
  }

  /**
   * Removes a parameter: Python's {@code del parameters[name]}.
   *
   * @throws ValueException if there is none
   */
  public void remove(String name) {
    get(name);
    members().removeParameter(name);
  }

  /**
   * Removes a parameter and returns it: Python's {@code parameters.pop(name)}.
   *
   * @throws ValueException if there is none
   */
  public Tensor pop(String name) {
    Tensor parameter = get(name);
    remove(name);
    return parameter;
  }

  /** Removes all parameters: Python's {@code parameters.clear()}. */
  public void clear() {
    keys().forEach(this::remove);
  }

  /** The number of parameters: Python's {@code len(parameters)}. */
  public int size() {
    return items().size();
  }

  /** Whether there is a parameter with a name: Python's {@code name in parameters}. */
  public boolean contains(String name) {
    return items().containsKey(name);
  }

  /** The names: Python's {@code parameters.keys()}. */
  public Set<String> keys() {
    return items().keySet();
  }

  /** The parameters: Python's {@code parameters.values()}. */
  public Collection<Tensor> values() {
    return items().values();
  }

  /** The parameters by their names, in a map of its own: Python's {@code parameters.items()}. */
  public Map<String, Tensor> items() {
    return new LinkedHashMap<>(members().parameters());
  }

  /** The names. */
  @Override
  public Iterator<String> iterator() {
    return keys().iterator();
  }

  @Override
  public Tensor forward(Tensor... inputs) {
    throw new TorchException("ParameterDict should not be called.");
  }

  @Override
  public String extraRepr() {
    return items().entrySet().stream()
        .map(e -> ModuleText.parameterLine(e.getKey(), e.getValue(), e.getValue().type()))
        .collect(Collectors.joining("\n"));
  }
}
