package dev.obor.optim;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that an optimizer treats alike, and how: one dictionary of Python's {@code
 * optimizer.param_groups}.
 *
 * <p>Options go by Python's names, such as {@code lr} or {@code weight_decay}. What a group does
 * not say comes from the optimizer.
 *
 * <pre>{@code
 * SGD optimizer = new SGD(
 *     List.of(
 *         new ParamGroup(model.base.parameters()),
 *         new ParamGroup(model.classifier.parameters()).set("lr", 1e-3)),
 *     o -> o.lr(1e-2).momentum(0.9));
 *
 * for (ParamGroup group : optimizer.paramGroups()) {
 *   group.set("lr", group.number("lr") * 0.1);
 * }
 * }</pre>
 *
 * <p>A group may be used by one thread at a time.
 */
public final class ParamGroup {
  private static final String NAMES = "param_names";

  private final List<Tensor> params;
  private final Map<String, @Nullable Object> options = new LinkedHashMap<>();

  /**
   * Makes a group with the optimizer's options.
   *
   * @param params the parameters, in order
   */
  public ParamGroup(Iterable<Tensor> params) {
    List<Tensor> list = new ArrayList<>();
    params.forEach(list::add);
    this.params = Collections.unmodifiableList(list);
  }

  /**
   * Makes a group of one parameter with the optimizer's options.
   *
   * @param param the parameter
   */
  public ParamGroup(Tensor param) {
    this(List.of(param));
  }

  /**
   * Makes a group of parameters with names, which the optimizer's state dict then has as {@code
   * param_names}: Python's {@code {'params': model.named_parameters()}}.
   *
   * @param named the parameters by their names, in order
   */
  public ParamGroup(Map<String, Tensor> named) {
    this(named.values());
    options.put(NAMES, List.copyOf(named.keySet()));
  }

  boolean hasNames() {
    return options.containsKey(NAMES);
  }

  /** The parameters, in order: Python's {@code group['params']}. */
  public List<Tensor> params() {
    return params;
  }

  /** The options by Python's names, in Python's order, as a view that cannot be changed. */
  public Map<String, @Nullable Object> options() {
    return Collections.unmodifiableMap(options);
  }

  /**
   * Sets an option: Python's {@code group[key] = value}.
   *
   * @param key Python's name, such as {@code lr}
   * @param value a number, a truth value, a tensor of one element, a list of these (Python's
   *     tuple), a text or null (Python's None)
   * @return this group
   */
  public ParamGroup set(String key, @Nullable Object value) {
    options.put(key, value);
    return this;
  }

  /**
   * Reads an option: Python's {@code group[key]}.
   *
   * @throws ValueException if the group has no such option
   */
  public @Nullable Object get(String key) {
    Object value = options.get(key);
    if (value == null && !options.containsKey(key)) {
      throw new ValueException("'" + key + "'\nThe group has these options: " + options.keySet());
    }
    return value;
  }

  /**
   * Reads an option that is a number, or the number in a tensor.
   *
   * @throws ValueException if there is no such option, or it is not a number
   */
  public double number(String key) {
    if (get(key) instanceof Number number) {
      return number.doubleValue();
    }
    if (get(key) instanceof Tensor tensor && tensor.numel() == 1) {
      return tensor.item().doubleValue();
    }
    throw wrong(key, "a number");
  }

  /**
   * Reads an option that is true or false.
   *
   * @throws ValueException if there is no such option, or it is neither
   */
  public boolean flag(String key) {
    Boolean value = optionalFlag(key);
    if (value == null) {
      throw wrong(key, "true or false");
    }
    return value;
  }

  /** Reads an option that is a list of two numbers or tensors. */
  List<?> pair(String key) {
    if (get(key) instanceof List<?> list && list.size() == 2) {
      return list;
    }
    throw wrong(key, "a list of two values");
  }

  /** Whether an option is there. */
  public boolean has(String key) {
    return options.containsKey(key);
  }

  /** Sets an option that is not there yet: Python's {@code group.setdefault(key, value)}. */
  public ParamGroup setDefault(String key, @Nullable Object value) {
    if (!options.containsKey(key)) {
      options.put(key, value);
    }
    return this;
  }

  /** Reads an option that is true, false or null. */
  @Nullable Boolean optionalFlag(String key) {
    Object value = get(key);
    if (value == null || value instanceof Boolean) {
      return (Boolean) value;
    }
    throw wrong(key, "true, false or null");
  }

  private ValueException wrong(String key, String expected) {
    return new ValueException(
        "option '" + key + "' must be " + expected + ", but is " + PythonText.of(options.get(key)));
  }

  /** Takes the optimizer's value of every option that the group does not have itself. */
  void complete(Map<String, @Nullable Object> defaults) {
    defaults.forEach(this::setDefault);
  }

  /** Takes over the options of a saved group. */
  void replaceOptions(Map<String, @Nullable Object> saved) {
    Object names = options.get(NAMES);
    options.clear();
    saved.forEach(
        (key, value) -> {
          if (!key.equals("params")) {
            options.put(key, value);
          }
        });
    if (names != null) {
      setDefault(NAMES, names);
    }
  }
}
