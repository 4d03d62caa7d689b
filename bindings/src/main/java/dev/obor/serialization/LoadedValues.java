package dev.obor.serialization;

import dev.obor.Scope;
import dev.obor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through what a pickle has made before it is handed out: no object may hold itself, none may
 * lie too deep, and nothing may be in it that means something to the interpreter alone.
 */
final class LoadedValues {
  private static final int DEEPEST = 1000;

  private LoadedValues() {}

  /** An object whose elements are being looked at. */
  private record Open(Object container, Iterator<?> rest) {}

  /** Moves all tensors in a value to the scope around the given one. */
  static void keep(@Nullable Object value, Scope scope, ByteSource source) {
    Set<Object> done = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Object> above = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Open> path = new ArrayDeque<>();
    List<@Nullable Object> start = new ArrayList<>();
    start.add(value);
    path.push(new Open(start, start.iterator()));
    while (!path.isEmpty()) {
      Open open = path.element();
      if (!open.rest().hasNext()) {
        path.pop();
        above.remove(open.container());
        done.add(open.container());
        continue;
      }
      Object next = open.rest().next();
      if (next instanceof Tensor tensor) {
        scope.keep(tensor);
      } else if (next != null) {
        Iterator<?> elements = elements(next, source);
        if (elements == null || done.contains(next)) {
          continue;
        }
        if (!above.add(next)) {
          throw refused("an object in the file holds itself, which is not read", source);
        }
        if (path.size() > DEEPEST) {
          throw refused("objects lie in one another more than " + DEEPEST + " deep", source);
        }
        path.push(new Open(next, elements));
      }
    }
  }

  /** The elements of a container; null for what has none. */
  private static @Nullable Iterator<?> elements(Object value, ByteSource source) {
    if (value instanceof OrderedDict<?, ?> dict) {
      List<@Nullable Object> all = new ArrayList<>(dict.values());
      all.addAll(dict.attributes().values());
      return all.iterator();
    }
    if (value instanceof Map<?, ?> map) {
      return map.values().iterator();
    }
    if (value instanceof Collection<?> collection) {
      return collection.iterator();
    }
    if (value instanceof PythonFunction
        || value instanceof LoadedStorage
        || value instanceof StorageType
        || value instanceof QuantizationScheme) {
      throw refused(
          "the file holds " + PythonTypes.nameOf(value) + " itself, which Java has no value for",
          source);
    }
    return null;
  }

  private static UnpicklingException refused(String text, ByteSource source) {
    return UnpicklingException.of(text + "\nThe file is " + source.name());
  }
}
