package dev.obor.vision.transforms.v2;

import dev.obor.TypeException;
import dev.obor.vision.transforms.PythonText;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import dev.obor.vision.tv_tensors.Image;
import dev.obor.vision.tv_tensors.KeyPoints;
import dev.obor.vision.tv_tensors.Mask;
import dev.obor.vision.tv_tensors.TVTensor;
import dev.obor.vision.tv_tensors.Video;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of a nested sample: Python's {@code tree_flatten} and {@code tree_unflatten}. */
final class Leaves {
  private Leaves() {}

  /** The parts in their order: elements, values of maps, and components of records. */
  static List<@Nullable Object> of(@Nullable Object sample) {
    List<@Nullable Object> leaves = new ArrayList<>();
    collect(sample, leaves);
    return leaves;
  }

  private static void collect(@Nullable Object value, List<@Nullable Object> leaves) {
    List<@Nullable Object> children = children(value);
    if (children == null) {
      leaves.add(value);
    } else {
      children.forEach(child -> collect(child, leaves));
    }
  }

  /** What a container holds; null if the value is none. */
  static @Nullable List<@Nullable Object> children(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    } else if (value instanceof Map<?, ?> map) {
      return new ArrayList<>(map.values());
    } else if (value instanceof Object[] array && !array.getClass().getComponentType().isArray()) {
      return Arrays.asList(array);
    } else if (value instanceof Record record && !(value instanceof TVTensor)) {
      return components(record);
    }
    return null;
  }

  private static List<@Nullable Object> components(Record record) {
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      try {
        values.add(accessor.invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException("reading " + record.getClass() + " failed", e);
      }
    }
    return values;
  }

  /** A sample of the same containers with other parts. */
  static @Nullable Object filled(@Nullable Object sample, List<@Nullable Object> leaves) {
    return filled(sample, leaves.iterator());
  }

  private static @Nullable Object filled(@Nullable Object value, Iterator<@Nullable Object> next) {
    List<@Nullable Object> children = children(value);
    if (children == null || value == null) {
      return next.next();
    }
    List<@Nullable Object> filled = new ArrayList<>();
    boolean isSame = true;
    for (Object child : children) {
      Object fresh = filled(child, next);
      isSame &= fresh == child;
      filled.add(fresh);
    }
    if (isSame) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
      Iterator<@Nullable Object> values = filled.iterator();
      map.keySet().forEach(key -> copy.put(key, values.next()));
      return copy;
    } else if (value instanceof Object[] array) {
      return array(array, filled);
    } else if (value instanceof Record record) {
      return record(record, filled.toArray());
    }
    return filled;
  }

  private static Object[] array(Object[] like, List<@Nullable Object> values) {
    Class<?> type = like.getClass().getComponentType();
    boolean fits = values.stream().allMatch(value -> value == null || type.isInstance(value));
    Class<?> made = fits ? type : Object.class;
    return values.toArray((Object[]) Array.newInstance(made, values.size()));
  }

  private static Object record(Record like, @Nullable Object[] values) {
    Class<?> type = like.getClass();
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    for (int i = 0; i < types.length; i++) {
      if (values[i] != null && !types[i].isPrimitive() && !types[i].isInstance(values[i])) {
        throw new TypeException(
            "a transform makes "
                + type(values[i])
                + " of what the record "
                + type.getSimpleName()
                + " holds as "
                + types[i].getSimpleName()
                + "\nUse a list or a map as the sample, or a record of wider types.");
      }
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("a " + type + " cannot be made", e);
    }
  }

  /** The type of a part: {@code <class 'torchvision.tv_tensors._image.Image'>}. */
  static String type(@Nullable Object value) {
    if (value instanceof Image) {
      return "<class 'torchvision.tv_tensors._image.Image'>";
    } else if (value instanceof Video) {
      return "<class 'torchvision.tv_tensors._video.Video'>";
    } else if (value instanceof Mask) {
      return "<class 'torchvision.tv_tensors._mask.Mask'>";
    } else if (value instanceof BoundingBoxes) {
      return "<class 'torchvision.tv_tensors._bounding_boxes.BoundingBoxes'>";
    } else if (value instanceof KeyPoints) {
      return "<class 'torchvision.tv_tensors._keypoints.KeyPoints'>";
    }
    return PythonText.type(value);
  }
}
