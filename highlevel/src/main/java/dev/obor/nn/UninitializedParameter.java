package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Tensor;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes parameters whose shape is still unknown: Python's {@code torch.nn.UninitializedParameter}.
 * {@link LazyModule Lazy layers} have them until they meet their first input.
 *
 * <p>Such a tensor has no elements. It may be moved to another dtype or device, and {@link
 * #materialize} gives it its shape; nothing else should be done with it.
 *
 * <pre>{@code
 * Tensor weight = UninitializedParameter.of();
 * UninitializedParameter.materialize(weight, 10, 5);
 * Init.zeros_(weight);
 * }</pre>
 *
 * <p>All methods may be called from any thread.
 */
public final class UninitializedParameter {
  private static final Set<Tensor> MARKED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private UninitializedParameter() {}

  /** Keyword arguments of {@link UninitializedParameter#of(Consumer)}. */
  public static final class Options {
    private boolean requiresGrad = true;
    private @Nullable DType dtype;
    private @Nullable Device device;

    Options() {}

    /** Sets whether gradients will be recorded for the parameter; default true. */
    public Options requiresGrad(boolean value) {
      this.requiresGrad = value;
      return this;
    }

    /** Sets the dtype that the parameter will have; without it the default dtype. */
    public Options dtype(@Nullable DType value) {
      this.dtype = value;
      return this;
    }

    /** Sets the device of the parameter; without it the CPU. */
    public Options device(@Nullable Device value) {
      this.device = value;
      return this;
    }
  }

  /** Makes a parameter without a shape: Python's {@code nn.UninitializedParameter()}. */
  public static Tensor of() {
    return of(o -> {});
  }

  /** The same with keyword arguments: {@code UninitializedParameter.of(o -> o.dtype(FLOAT64))}. */
  public static Tensor of(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    try (Tensor values = empty(o.dtype, o.device, 0)) {
      return marked(Parameter.of(values, o.requiresGrad));
    }
  }

  static Tensor empty(@Nullable DType dtype, @Nullable Device device, long... size) {
    return Aten.empty_memory_format(size, dtype, null, device, null, null);
  }

  static Tensor marked(Tensor tensor) {
    MARKED.add(tensor);
    return tensor;
  }

  /** Whether a parameter or buffer still waits for its shape: Python's {@code is_lazy(param)}. */
  public static boolean isUninitialized(Tensor tensor) {
    return MARKED.contains(tensor);
  }

  /**
   * Gives a parameter or buffer its shape, and values that are still to be set: Python's {@code
   * param.materialize(shape)}. It stays the same Java object.
   */
  public static void materialize(Tensor tensor, long... shape) {
    try (Tensor values = empty(tensor.dtype(), tensor.device(), shape)) {
      Aten.set_data(tensor, values);
    }
    MARKED.remove(tensor);
  }
}
