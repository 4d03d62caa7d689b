package dev.obor.nn;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.MemoryFormat;
import org.jspecify.annotations.Nullable;

/** Keyword arguments of {@link Module#to(java.util.function.Consumer)}. */
public final class ModuleToOptions {
  @Nullable Device device;
  @Nullable DType dtype;
  boolean nonBlocking;
  @Nullable MemoryFormat memoryFormat;

  ModuleToOptions() {}

  /** Sets the device; without it everything stays where it is. */
  public ModuleToOptions device(Device value) {
    this.device = value;
    return this;
  }

  /** Sets the device by its name, such as {@code cuda:0}. */
  public ModuleToOptions device(String value) {
    return device(Device.of(value));
  }

  /** Sets the dtype of real and complex elements; without it they keep theirs. */
  public ModuleToOptions dtype(DType value) {
    this.dtype = value;
    return this;
  }

  /** Sets whether copies between devices may go on while the program does; default false. */
  public ModuleToOptions nonBlocking(boolean value) {
    this.nonBlocking = value;
    return this;
  }

  /**
   * Sets the order in memory of tensors with four or five dimensions; without it they keep theirs.
   */
  public ModuleToOptions memoryFormat(MemoryFormat value) {
    this.memoryFormat = value;
    return this;
  }
}
