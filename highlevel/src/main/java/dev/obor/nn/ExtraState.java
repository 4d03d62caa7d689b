package dev.obor.nn;

import dev.obor.TorchException;
import org.jspecify.annotations.Nullable;

/** Which classes of modules have a state besides parameters and buffers: those that say so. */
final class ExtraState {
  /** Its name in a state dict. */
  static final String NAME = "_extra_state";

  private static final ClassValue<Boolean> SAVED = overriding("getExtraState");
  private static final ClassValue<Boolean> LOADED = overriding("setExtraState", Object.class);

  private ExtraState() {}

  private static ClassValue<Boolean> overriding(String method, Class<?>... parameters) {
    return new ClassValue<>() {
      @Override
      protected Boolean computeValue(Class<?> type) {
        try {
          // A public method of a class that is not public is declared by its public subclass too.
          Class<?> owner = type.getMethod(method, parameters).getDeclaringClass();
          return owner != Module.class && owner != ModuleState.class;
        } catch (NoSuchMethodException e) {
          throw new IllegalStateException(type + " is no module", e);
        }
      }
    };
  }

  static boolean isSaved(Module module) {
    return SAVED.get(module.getClass());
  }

  static boolean isLoaded(Module module) {
    return LOADED.get(module.getClass());
  }

  /** Whether the value of a key in a state dict may be anything. */
  static boolean isKey(@Nullable Object key) {
    return key instanceof String name && (name.equals(NAME) || name.endsWith("." + NAME));
  }

  static TorchException notOverridden(String method) {
    return new TorchException(
        "Reached a code path in Module."
            + method
            + "() that should never be called."
            + " Please file an issue at https://github.com/pytorch/pytorch/issues/new?template=bug-report.yml"
            + " to report this bug."
            + "\ngetExtraState and setExtraState belong to classes that override them.");
  }
}
