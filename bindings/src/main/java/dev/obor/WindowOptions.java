package dev.obor;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments of the functions of {@link Windows}: {@code Windows.kaiser(5, o ->
 * o.beta(8).sym(false))}.
 *
 * <p>An object of this class lives for one call; it is not safe for use by several threads.
 */
public final class WindowOptions {
  boolean sym = true;
  Number std = 1.0;
  Number tau = 1.0;
  double alpha = 0.54;
  Number beta = 12.0;
  @Nullable Double center;
  double @Nullable [] a;
  Layout layout = Layout.STRIDED;
  private final TensorOptions tensor = new TensorOptions();

  WindowOptions() {}

  static WindowOptions of(Consumer<WindowOptions> options) {
    WindowOptions o = new WindowOptions();
    options.accept(o);
    return o;
  }

  /** Sets whether the window is symmetric, for filters; false makes it periodic, for transforms. */
  public WindowOptions sym(boolean value) {
    this.sym = value;
    return this;
  }

  /** Sets the standard deviation of {@link Windows#gaussian}; without it, 1. */
  public WindowOptions std(Number value) {
    this.std = value;
    return this;
  }

  /** Sets the decay of {@link Windows#exponential}; without it, 1. */
  public WindowOptions tau(Number value) {
    this.tau = value;
    return this;
  }

  /** Sets where {@link Windows#exponential} is largest; without it, the middle. */
  public WindowOptions center(double value) {
    this.center = value;
    return this;
  }

  /** Sets the coefficient of {@link Windows#generalHamming}; without it, 0.54. */
  public WindowOptions alpha(double value) {
    this.alpha = value;
    return this;
  }

  /** Sets the form of {@link Windows#kaiser}; without it, 12. */
  public WindowOptions beta(Number value) {
    this.beta = value;
    return this;
  }

  /** Sets the coefficients of {@link Windows#generalCosine}. */
  public WindowOptions a(double... values) {
    this.a = values.clone();
    return this;
  }

  /** Sets the element type, float32 or float64; without it the default one. */
  public WindowOptions dtype(DType value) {
    tensor.dtype(value);
    return this;
  }

  /** Sets the layout; only the strided one is taken. */
  public WindowOptions layout(Layout value) {
    this.layout = value;
    return this;
  }

  /** Sets the device; without it the default one. */
  public WindowOptions device(Device value) {
    tensor.device(value);
    return this;
  }

  /** Sets the device by its name, such as {@code cuda:0}. */
  public WindowOptions device(String value) {
    tensor.device(value);
    return this;
  }

  /** Sets whether gradients are recorded for the window; without it, they are not. */
  public WindowOptions requiresGrad(boolean value) {
    tensor.requiresGrad(value);
    return this;
  }

  DType elementType() {
    DType given = tensor.dtype;
    return given == null ? Torch.getDefaultDtype() : given;
  }

  /** Equal steps from one number to another. */
  Tensor steps(double from, double to, long count) {
    Device device = DefaultDevice.or(tensor.device);
    return Aten.linspace(from, to, count, elementType(), null, device, null);
  }

  Tensor finish(Tensor window) {
    return tensor.finish(window);
  }
}
