package dev.obor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The component values of records, for finding the tensors in them. */
final class RecordTensors {
  private static final ClassValue<Method[]> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
          Method[] accessors =
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getAccessor)
                  .toArray(Method[]::new);
          Arrays.stream(accessors).forEach(Method::trySetAccessible);
          return accessors;
        }
      };

  private RecordTensors() {}

  static List<@Nullable Object> of(Record record) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Method accessor : ACCESSORS.get(record.getClass())) {
      try {
        values.add(accessor.invoke(record));
      } catch (IllegalAccessException e) {
        throw new IllegalArgumentException(
            "the components of "
                + record.getClass()
                + " cannot be read; make the record accessible",
            e);
      } catch (InvocationTargetException e) {
        throw new IllegalArgumentException(
            "reading " + record.getClass() + " failed", e.getCause());
      }
    }
    return values;
  }
}
