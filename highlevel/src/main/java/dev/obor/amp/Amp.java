package dev.obor.amp;

import dev.obor.Cuda;
import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.autograd.FunctionCtx;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The functions of Python's {@code torch.amp}. */
public final class Amp {
  private static final String DTYPE = "_dtype";
  private static final String USED_AUTOCAST = "_fwd_used_autocast";

  private Amp() {}

  static boolean isCudaAvailable() {
    return Cuda.isAvailable();
  }

  /**
   * Sets the autocast mode with the device's own dtype: Python's {@code
   * torch.amp.autocast(device_type)}.
   */
  public static Autocast autocast(String deviceType) {
    return autocast(deviceType, o -> {});
  }

  /**
   * Lets this thread's operators choose their dtypes until the mode is closed: Python's {@code
   * torch.amp.autocast(device_type, dtype=…, enabled=…, cache_enabled=…)} and {@code
   * torch.autocast}.
   *
   * <pre>{@code
   * try (Autocast mode = Amp.autocast("cpu", o -> o.dtype(DType.FLOAT16))) {
   *   scores = model.call(images);
   * }
   * }</pre>
   *
   * <p>Where the device is not there, or does not have the dtype, it warns as Python does and
   * operators compute as ever.
   *
   * @param deviceType such as {@code cpu} or {@code cuda}
   * @param options keyword arguments
   * @throws TorchException if there is no autocast for the device
   */
  public static Autocast autocast(String deviceType, Consumer<AutocastOptions> options) {
    AutocastOptions o = new AutocastOptions();
    options.accept(o);
    return new Autocast(deviceType, o);
  }

  /**
   * Whether there is an autocast mode for a type of device: Python's {@code
   * torch.amp.is_autocast_available(device_type)}.
   */
  public static boolean isAutocastAvailable(String deviceType) {
    return Torch.isAutocastAvailable(deviceType);
  }

  /**
   * Runs the forward of a function of one's own in the autocast mode that is set, and remembers it
   * for the backward: Python's decorator {@code torch.amp.custom_fwd(device_type=…)}.
   *
   * <pre>{@code
   * @Override
   * protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
   *   return Amp.customFwd(ctx, "cpu", () -> inputs[0].mm(inputs[1]));
   * }
   *
   * @Override
   * protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
   *   return Amp.customBwd(ctx, "cpu", () -> gradients(ctx, gradOutputs[0]));
   * }
   * }</pre>
   *
   * @param ctx the context of the function's forward
   * @param deviceType such as {@code cpu}
   * @param forward what forward does
   * @return what it returns
   */
  public static <T> T customFwd(FunctionCtx ctx, String deviceType, Supplier<T> forward) {
    ctx.put(DTYPE, Torch.getAutocastDtype(deviceType));
    ctx.put(USED_AUTOCAST, Torch.isAutocastEnabled(deviceType));
    return forward.get();
  }

  /**
   * Runs the forward of a function of one's own without autocast, with its inputs in a given dtype
   * if the mode was set: Python's {@code torch.amp.custom_fwd(device_type=…, cast_inputs=…)}.
   *
   * @param ctx the context of the function's forward
   * @param deviceType such as {@code cpu}
   * @param castInputs what real inputs on the device are converted to, but for float64
   * @param forward what forward does with the inputs
   * @param inputs the inputs
   * @return what it returns
   */
  public static <T> T customFwd(
      FunctionCtx ctx,
      String deviceType,
      DType castInputs,
      Function<Tensor[], T> forward,
      Tensor... inputs) {
    ctx.put(DTYPE, Torch.getAutocastDtype(deviceType));
    ctx.put(USED_AUTOCAST, false);
    if (!Torch.isAutocastEnabled(deviceType)) {
      return forward.apply(inputs);
    }
    Tensor[] cast = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      boolean eligible =
          inputs[i].dtype().isFloatingPoint()
              && inputs[i].dtype() != DType.FLOAT64
              && inputs[i].device().type().equals(deviceType);
      cast[i] = eligible ? inputs[i].to(castInputs) : inputs[i];
    }
    try (Autocast none = autocast(deviceType, o -> o.enabled(false))) {
      return forward.apply(cast);
    }
  }

  /**
   * Runs the backward of a function of one's own in the autocast mode that its forward had:
   * Python's decorator {@code torch.amp.custom_bwd(device_type=…)}.
   *
   * @param ctx the context, which {@link #customFwd} has seen
   * @param deviceType such as {@code cpu}
   * @param backward what backward does
   * @return what it returns
   * @throws TorchException if the forward did not call {@link #customFwd}
   */
  public static <T> T customBwd(FunctionCtx ctx, String deviceType, Supplier<T> backward) {
    if (!(ctx.get(USED_AUTOCAST) instanceof Boolean used)
        || !(ctx.get(DTYPE) instanceof DType dtype)) {
      throw new TorchException(
          "'_fwd_used_autocast'\nThe forward of this function must run in Amp.customFwd.");
    }
    try (Autocast mode = autocast(deviceType, o -> o.enabled(used).dtype(dtype))) {
      return backward.get();
    }
  }
}
