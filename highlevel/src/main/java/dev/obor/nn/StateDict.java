package dev.obor.nn;

import dev.obor.Tensor;
import java.util.LinkedHashMap;
import java.util.StringJoiner;

/**
 * The tensors of a module by their names, in the module's order: the {@code OrderedDict} of
 * Python's {@code Module.state_dict()}.
 *
 * <p>It is an ordinary map that prints as Python prints it. It may be read by several threads while
 * none changes it.
 */
public final class StateDict extends LinkedHashMap<String, Tensor> {
  private static final long serialVersionUID = 1L;

  /** Makes an empty state dict. */
  public StateDict() {}

  /** Prints Python's {@code OrderedDict([('weight', tensor(...)), ...])}. */
  @Override
  public String toString() {
    if (isEmpty()) {
      return "OrderedDict()";
    }
    StringJoiner entries = new StringJoiner(", ", "OrderedDict([", "])");
    forEach((key, tensor) -> entries.add("('" + key + "', " + tensor + ")"));
    return entries.toString();
  }
}
