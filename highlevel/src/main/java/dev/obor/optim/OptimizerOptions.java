package dev.obor.optim;

import dev.obor.Tensor;
import dev.obor.TypeException;
import dev.obor.ValueException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments that all optimizers have. Numbers print as they are given, {@code 0} as 0 and
 * {@code 0.0} as 0.0.
 *
 * @param <O> the options of one optimizer
 */
public abstract class OptimizerOptions<O extends OptimizerOptions<O>> {
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  OptimizerOptions() {}

  /**
   * Sets the learning rate: how far a step goes. The optimizer's page says the default.
   *
   * @param value at least 0
   */
  public O lr(Number value) {
    return set("lr", value);
  }

  /**
   * Sets the learning rate as a tensor, which can be changed in place between steps.
   *
   * @param value one element, at least 0
   */
  public O lr(Tensor value) {
    return set("lr", value);
  }

  /** Sets a value by Python's name; those of the constructor come in Python's order. */
  @SuppressWarnings("unchecked") // O is the subclass itself
  final O set(String key, @Nullable Object value) {
    values.put(key, value);
    return (O) this;
  }

  final Map<String, @Nullable Object> values() {
    return values;
  }

  final Number number(String key) {
    if (values.get(key) instanceof Number number) {
      return number;
    }
    throw new TypeException("option '" + key + "' must be a number");
  }

  final boolean flag(String key) {
    return Boolean.TRUE.equals(values.get(key));
  }

  /** The value of a number, or of a tensor of one element. */
  final double value(String key) {
    Object value = values.get(key);
    return value instanceof Tensor tensor ? tensor.item().doubleValue() : number(key).doubleValue();
  }

  final String text(String key) {
    return PythonText.of(values.get(key));
  }

  /** Checks that a tensor for the learning rate has one element. */
  final void checkTensorLr() {
    if (values.get("lr") instanceof Tensor lr && lr.numel() != 1) {
      throw new ValueException("Tensor lr must be 1-element");
    }
  }

  /** Checks that a value is at least 0, as Python's {@code 0.0 <= value}, false for NaN. */
  final void checkAtLeastZero(String key, String complaint) {
    check(value(key) >= 0, complaint + text(key));
  }

  final void check(boolean condition, String complaint) {
    if (!condition) {
      throw new ValueException(complaint);
    }
  }
}
