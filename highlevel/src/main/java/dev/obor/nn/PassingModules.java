package dev.obor.nn;

import dev.obor.nn.ModuleFields.NamedField;

/**
 * Which modules let go of what passes through them: those layers of this package that have no
 * modules inside. Their inputs and results are not known to anything else, as long as no hooks see
 * them.
 */
final class PassingModules {
  private static final ClassValue<Boolean> FORGETFUL =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isOurs(type)
              && !ModuleSequence.class.isAssignableFrom(type)
              && !ModuleDict.class.isAssignableFrom(type)
              && ModuleFields.of(type).stream().noneMatch(PassingModules::holdsModule);
        }
      };

  private PassingModules() {}

  /** A class that another program has put into this package is not ours. */
  private static boolean isOurs(Class<?> type) {
    return type.getPackage() == Module.class.getPackage()
        && type.getProtectionDomain().equals(Module.class.getProtectionDomain());
  }

  private static boolean holdsModule(NamedField field) {
    return Module.class.isAssignableFrom(field.field().getType());
  }

  /** Whether a call of the module leaves neither its input nor its result known to anything. */
  static boolean areForgotten(Module module) {
    return FORGETFUL.get(module.getClass()) && !module.hasHooks();
  }
}
