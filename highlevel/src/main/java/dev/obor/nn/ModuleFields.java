package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.TypeException;
import dev.obor.ValueException;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of module classes that may hold parameters and sub-modules, looked up once for each
 * class.
 *
 * <p>Fields of a superclass come before those of its subclass, fields of one class in the order of
 * their declaration: the order in which Python's {@code __init__} would assign them.
 */
final class ModuleFields {
  private static final ClassValue<List<NamedField>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<NamedField> computeValue(Class<?> type) {
          return find(type);
        }
      };

  private ModuleFields() {}

  /** A field and the key that it gives its value. */
  record NamedField(String key, Field field) {
    @Nullable Object value(Module module) {
      try {
        return field.get(module);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(field + " cannot be read", e);
      }
    }

    /** Works for a final field only as long as the Java runtime lets it; {@link Module} says so. */
    void set(Module module, @Nullable Object value) {
      if (value != null && !field.getType().isInstance(value)) {
        throw new TypeException(
            field
                + " takes a "
                + field.getType().getSimpleName()
                + ", not a "
                + value.getClass().getSimpleName());
      }
      try {
        field.set(module, value);
      } catch (IllegalAccessException e) {
        throw unwritable(field, e);
      }
    }
  }

  static @Nullable NamedField named(Module module, String key) {
    for (NamedField field : of(module)) {
      if (field.key().equals(key)) {
        return field;
      }
    }
    return null;
  }

  static List<NamedField> of(Module module) {
    return of(module.getClass());
  }

  static List<NamedField> of(Class<?> type) {
    return FIELDS.get(type);
  }

  private static List<NamedField> find(Class<?> type) {
    Deque<Class<?>> classes = new ArrayDeque<>();
    for (Class<?> c = type; c != Module.class; c = c.getSuperclass()) {
      classes.addFirst(c);
    }
    Map<String, NamedField> fields = new LinkedHashMap<>();
    for (Class<?> c : classes) {
      for (Field field : c.getDeclaredFields()) {
        if (isCandidate(field)) {
          open(field);
          String key = key(field);
          NamedField earlier = fields.put(key, new NamedField(key, field));
          if (earlier != null) {
            throw new ValueException(
                "attribute '"
                    + key
                    + "' already exists\n"
                    + earlier.field()
                    + " and "
                    + field
                    + " have the same key: rename one, or give it another with @Name.");
          }
        }
      }
    }
    return List.copyOf(new ArrayList<>(fields.values()));
  }

  /**
   * Synthetic fields hold what surrounds a class (the outer object, captured variables), not what
   * belongs to it.
   */
  private static boolean isCandidate(Field field) {
    return !Modifier.isStatic(field.getModifiers())
        && !field.isSynthetic()
        && mayHold(field.getType());
  }

  static boolean mayHold(Class<?> type) {
    return type.isInterface()
        || Module.class.isAssignableFrom(type)
        || type.isAssignableFrom(Module.class)
        || type.isAssignableFrom(Tensor.class);
  }

  static IllegalStateException unwritable(Field field, IllegalAccessException cause) {
    return new IllegalStateException(
        field + " cannot be written" + (isFinal(field) ? "\nDeclare it without 'final'." : ""),
        cause);
  }

  static boolean isFinal(Field field) {
    return Modifier.isFinal(field.getModifiers());
  }

  static void open(Field field) {
    try {
      field.setAccessible(true);
    } catch (InaccessibleObjectException e) {
      Class<?> type = field.getDeclaringClass();
      throw new IllegalStateException(
          type.getName()
              + ": its fields cannot be read, because "
              + type.getModule()
              + " does not open its package; add 'opens "
              + type.getPackageName()
              + ";' to its module-info.java",
          e);
    }
  }

  private static String key(Field field) {
    Name name = field.getAnnotation(Name.class);
    return name == null ? field.getName() : Members.checked(name.value(), "field");
  }
}
