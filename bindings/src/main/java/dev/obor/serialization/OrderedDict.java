package dev.obor.serialization;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code collections.OrderedDict}, the type of state dicts: a map in the order of
 * insertion, with attributes.
 *
 * <p>{@code Torch.load} returns Python's as such, and {@code Torch.save} writes this class as one;
 * other maps are written as {@code dict}. It may be read by several threads while none changes it.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public class OrderedDict<K extends @Nullable Object, V extends @Nullable Object>
    extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();

  /** Makes an empty map. */
  public OrderedDict() {}

  /** Makes a map with the entries of another one, in its order. */
  public OrderedDict(Map<? extends K, ? extends V> entries) {
    super(entries);
  }

  /**
   * What Python keeps beside the entries, by name; it may be changed. A state dict has {@code
   * _metadata}: the version of each module, which {@code load_state_dict} looks at.
   */
  public Map<String, @Nullable Object> attributes() {
    return attributes;
  }

  /** A copy of the entries and of the attributes; values are not copied. */
  @Override
  public Object clone() {
    OrderedDict<K, V> copy = new OrderedDict<>(this);
    copy.attributes.putAll(attributes);
    return copy;
  }
}
