package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.serialization.OrderedDict;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

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

  /**
   * The extra state of a module, which need not be a tensor: Python's {@code
   * state_dict["encoder._extra_state"]}. The map has it among the tensors; {@code get} gives it
   * only if it is one.
   *
   * @param key ends in {@code _extra_state}; see {@link Module#getExtraState}
   * @return null if it is null or there is none
   */
  public @Nullable Object extraState(String key) {
    return ((Map<?, ?>) this).get(key);
  }

  /** Puts any object beside the tensors. */
  @SuppressWarnings("unchecked") // what is read of it as a tensor is one
  void putExtraState(String key, @Nullable Object state) {
    ((Map<String, @Nullable Object>) (Map<?, ?>) this).put(key, state);
  }

  /** Prints Python's {@code OrderedDict([('weight', tensor(...)), ...])}. */
  @Override
  public String toString() {
    if (isEmpty()) {
      return "OrderedDict()";
    }
    StringJoiner entries = new StringJoiner(", ", "OrderedDict([", "])");
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) this).entrySet()) {
      entries.add("('" + entry.getKey() + "', " + entry.getValue() + ")");
    }
    return entries.toString();
  }
}
