package dev.obor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Tells buffers over memory that an arena can take away.
 *
 * <p>A reference to such a buffer does not keep its memory. The classes are those of {@code
 * java.lang.foreign}, which JDK 17 does not have.
 */
final class ForeignMemory {
  private static final @Nullable MethodHandle SCOPE_OF_BUFFER = scopeOfBuffer();

  private ForeignMemory() {}

  private static @Nullable MethodHandle scopeOfBuffer() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
      Class<?> scope = Class.forName("java.lang.foreign.MemorySegment$Scope");
      MethodHandle ofBuffer =
          lookup.findStatic(segment, "ofBuffer", MethodType.methodType(segment, Buffer.class));
      MethodHandle scopeOf = lookup.findVirtual(segment, "scope", MethodType.methodType(scope));
      return MethodHandles.filterReturnValue(ofBuffer, scopeOf)
          .asType(MethodType.methodType(Object.class, Buffer.class));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** Whether the buffer is a view of a segment whose arena can be closed. */
  static boolean canBeClosed(Buffer buffer) {
    if (SCOPE_OF_BUFFER == null) {
      return false;
    }
    try {
      Object scope = (Object) SCOPE_OF_BUFFER.invokeExact(buffer);
      // No public method tells an arena that can be closed from one that cannot.
      String name = scope.getClass().getName();
      return name.endsWith("ConfinedSession") || name.endsWith(".SharedSession");
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
