package dev.obor.data;

import dev.obor.Aten;
import dev.obor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies the tensors of a batch into memory from which an accelerator copies faster. */
final class PinnedBatch {
  private PinnedBatch() {}

  /** The same batch with pinned tensors; what is no container that can be made anew stays. */
  @SuppressWarnings("unchecked") // what comes back has the type of what went in
  static <B> B of(B batch) {
    return (B) pinned(batch);
  }

  private static Object pinned(Object value) {
    if (value instanceof Tensor tensor) {
      return Aten.pin_memory(tensor, null);
    } else if (value instanceof Object[] array) {
      Object[] copy = array.clone();
      for (int i = 0; i < copy.length; i++) {
        copy[i] = pinned(copy[i]);
      }
      return copy;
    } else if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(pinned(element)));
      return copy;
    } else if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, element) -> copy.put(key, pinned(element)));
      return copy;
    } else if (value instanceof Record record) {
      return Collation.sameRecord(
          record,
          Collation.components(record).stream()
              .map(component -> component == null ? null : pinned(component))
              .toArray());
    }
    return value;
  }
}
