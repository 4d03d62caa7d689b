package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Tensor;
import dev.obor.Torch;
import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments that every layer with parameters takes: Python's {@code dtype} and {@code
 * device}.
 *
 * <p>An object of its subclasses lives for one call; it is not safe for use by several threads.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class LayerOptions<O extends LayerOptions<O>> {
  private @Nullable DType dtype;
  private @Nullable Device device;

  LayerOptions() {}

  abstract O self();

  /** Sets the dtype of the parameters; without it the default dtype, float32. */
  public O dtype(DType value) {
    this.dtype = value;
    return self();
  }

  /** Sets the device of the parameters; without it the default device. */
  public O device(Device value) {
    this.device = value;
    return self();
  }

  /** Sets the device of the parameters by its name, such as {@code cuda:0}. */
  public O device(String value) {
    return device(Device.of(value));
  }

  /** Takes dtype and device from the options of a layer that has this one in it. */
  final O like(LayerOptions<?> outer) {
    this.dtype = outer.dtype;
    this.device = outer.device;
    return self();
  }

  final @Nullable DType dtype() {
    return dtype;
  }

  final @Nullable Device device() {
    return device;
  }

  /** A new parameter that waits for its shape. */
  final Tensor uninitialized() {
    return UninitializedParameter.of(o -> o.dtype(dtype).device(device));
  }

  /** The device that was set, or else the default one. */
  final Device deviceOrDefault() {
    return device == null ? Torch.getDefaultDevice() : device;
  }

  /** A new parameter whose values are still to be set. */
  final Tensor parameter(long... size) {
    Device place = deviceOrDefault();
    try (Tensor values = Aten.empty_memory_format(size, dtype, null, place, null, null)) {
      return Parameter.of(values);
    }
  }
}
