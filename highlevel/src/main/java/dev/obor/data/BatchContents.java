package dev.obor.data;

import dev.obor.Tensor;
import java.awt.image.BufferedImage;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks whether all tensors in a batch can be found. */
final class BatchContents {
  private static final ClassValue<Boolean> RECORD_WITHOUT_SURPRISES =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          for (RecordComponent component : type.getRecordComponents()) {
            if (!isPlain(component.getType()) && component.getType() != Tensor.class) {
              return false;
            }
          }
          return true;
        }
      };

  private BatchContents() {}

  /**
   * Whether a value consists of tensors, of what surely has none, and of the containers that {@link
   * dev.obor.Scope#keepAll(Object)} looks into. A class of the caller's may have tensors in any
   * field.
   */
  static boolean areKnown(@Nullable Object value) {
    if (value == null || value instanceof Tensor) {
      return true;
    } else if (value instanceof Object[] array) {
      return allKnown(Arrays.asList(array));
    } else if (value instanceof Collection<?> collection) {
      return allKnown(collection);
    } else if (value instanceof Map<?, ?> map) {
      return allKnown(map.values()) && allKnown(map.keySet());
    } else if (value instanceof Optional<?> optional) {
      return optional.isEmpty() || areKnown(optional.get());
    } else if (value instanceof Record record) {
      return RECORD_WITHOUT_SURPRISES.get(record.getClass())
          || allKnown(Collation.components(record));
    }
    return isPlain(value.getClass());
  }

  private static boolean allKnown(Collection<?> values) {
    for (Object value : values) {
      if (!areKnown(value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(Class<?> type) {
    return type.isPrimitive()
        || type.isEnum()
        || type == String.class
        || type == Boolean.class
        || type == Character.class
        || (Number.class.isAssignableFrom(type) && isOfTheJdk(type))
        || (type.isArray() && type.getComponentType().isPrimitive())
        || type == BufferedImage.class;
  }

  private static boolean isOfTheJdk(Class<?> type) {
    return type.getName().startsWith("java.");
  }
}
