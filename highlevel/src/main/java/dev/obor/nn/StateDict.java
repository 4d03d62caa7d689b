package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.serialization.OrderedDict;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The tensors of a module by their names, in the module's order: the {@code OrderedDict} of
 * Python's {@code Module.state_dict()}.
 *
 * <p>It is an ordinary map that prints as Python prints it, and {@code Torch.save} writes it as
 * Python writes a module's state dict, with the version of each module in the attribute {@code
 * _metadata}. It may be read by several threads while none changes it.
 */
public final class StateDict extends OrderedDict<String, Tensor> {
  private static final long serialVersionUID = 1L;

  private final OrderedDict<String, Map<String, Object>> metadata = new OrderedDict<>();

  /** Makes an empty state dict. */
  public StateDict() {
    attributes().put("_metadata", metadata);
  }

  /**
   * What the modules say of the form of their state, by the modules' names: Python's {@code
   * state_dict._metadata}. Each has a {@code version}. The map is the state dict's own.
   */
  public Map<String, Map<String, Object>> metadata() {
    return metadata;
  }

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
