package dev.obor;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Windows for filters and Fourier transforms: Python's {@code torch.signal.windows}.
 *
 * <p>Each function makes a new tensor of {@code m} elements whose largest is 1; for {@code m} of 0
 * it is empty, for 1 it holds a one. Windows are symmetric unless {@code sym} is false, which
 * leaves out the last element of a symmetric one that is longer by one. A negative {@code m}, a
 * dtype other than float32 and float64, and a layout other than strided, are refused with a {@link
 * ValueException}. All functions may be called from any thread.
 */
public final class Windows {
  /** The function that Python's errors name, whichever sum of cosines was asked for. */
  private static final String COSINES = "general_cosine";

  private Windows() {}

  /**
   * Makes the triangular window, which is zero at its ends.
   *
   * <pre>{@code
   * Windows.bartlett(5) // tensor([0.0000, 0.5000, 1.0000, 0.5000, 0.0000])
   * }</pre>
   */
  public static Tensor bartlett(long m) {
    return bartlett(m, o -> {});
  }

  /** The same with keyword arguments. */
  public static Tensor bartlett(long m, Consumer<WindowOptions> options) {
    WindowOptions o = WindowOptions.of(options);
    double end = -1 + 2.0 * (m - 1) / intervals(m, o);
    return window("bartlett", m, -1, end, o, k -> k.abs().neg().add(1));
  }

  /**
   * Makes Blackman's window of three cosine terms.
   *
   * <pre>{@code
   * Windows.blackman(4, o -> o.sym(false))
   * // tensor([-1.4901e-08,  3.4000e-01,  1.0000e+00,  3.4000e-01])
   * }</pre>
   */
  public static Tensor blackman(long m) {
    return blackman(m, o -> {});
  }

  /** The same with keyword arguments. */
  public static Tensor blackman(long m, Consumer<WindowOptions> options) {
    return cosines("blackman", m, WindowOptions.of(options), 0.42, 0.5, 0.08);
  }

  /**
   * Makes half a period of a sine.
   *
   * <pre>{@code
   * Windows.cosine(4) // tensor([0.3827, 0.9239, 0.9239, 0.3827])
   * Windows.cosine(4, o -> o.sym(false)) // tensor([0.3090, 0.8090, 1.0000, 0.8090])
   * }</pre>
   */
  public static Tensor cosine(long m) {
    return cosine(m, o -> {});
  }

  /** The same with keyword arguments. */
  public static Tensor cosine(long m, Consumer<WindowOptions> options) {
    WindowOptions o = WindowOptions.of(options);
    double step = Math.PI / (o.sym || m == 1 ? m : m + 1);
    return window("cosine", m, 0.5 * step, (m - 0.5) * step, o, Tensor::sin);
  }

  /**
   * Makes the window that falls off exponentially to both sides of its centre.
   *
   * <pre>{@code
   * Windows.exponential(5) // tensor([0.1353, 0.3679, 1.0000, 0.3679, 0.1353])
   * Windows.exponential(4, o -> o.sym(false).center(1.0).tau(2.0))
   * // tensor([0.6065, 1.0000, 0.6065, 0.3679])
   * }</pre>
   */
  public static Tensor exponential(long m) {
    return exponential(m, o -> {});
  }

  /**
   * The same with keyword arguments.
   *
   * @throws ValueException if {@code tau} is not positive, or a symmetric window has a centre
   */
  public static Tensor exponential(long m, Consumer<WindowOptions> options) {
    WindowOptions o = WindowOptions.of(options);
    positive("Tau", o.tau);
    Double given = o.center;
    if (o.sym && given != null) {
      throw new ValueException("Center must be None for symmetric windows");
    }
    double center = given == null ? intervals(m, o) / 2.0 : given;
    double tau = o.tau.doubleValue();
    double end = (m - 1 - center) / tau;
    return window("exponential", m, -center / tau, end, o, k -> k.abs().neg().exp());
  }

  /**
   * Makes the bell of the normal distribution.
   *
   * <pre>{@code
   * Windows.gaussian(5) // tensor([0.1353, 0.6065, 1.0000, 0.6065, 0.1353])
   * Windows.gaussian(4, o -> o.std(0.5).sym(false))
   * // tensor([3.3546e-04, 1.3534e-01, 1.0000e+00, 1.3534e-01])
   * }</pre>
   */
  public static Tensor gaussian(long m) {
    return gaussian(m, o -> {});
  }

  /**
   * The same with keyword arguments.
   *
   * @throws ValueException if the standard deviation is not positive
   */
  public static Tensor gaussian(long m, Consumer<WindowOptions> options) {
    WindowOptions o = WindowOptions.of(options);
    positive("Standard deviation", o.std);
    double scale = o.std.doubleValue() * Math.sqrt(2);
    double begin = -intervals(m, o) / 2.0;
    UnaryOperator<Tensor> bell = k -> k.pow(2).neg().exp();
    return window("gaussian", m, begin / scale, (begin + m - 1) / scale, o, bell);
  }

  /**
   * Makes a sum of cosines with the coefficients {@code a}, which must be given: {@code
   * Windows.generalCosine(5, o -> o.a(0.5, 0.3, 0.2))}.
   *
   * <pre>{@code
   * Windows.generalCosine(5, o -> o.a(0.5, 0.3, 0.2))
   * // tensor([0.4000, 0.3000, 1.0000, 0.3000, 0.4000])
   * }</pre>
   *
   * @throws ValueException if there is no coefficient
   */
  public static Tensor generalCosine(long m, Consumer<WindowOptions> options) {
    WindowOptions o = WindowOptions.of(options);
    double[] a = Crossings.required(o.a, "a");
    if (a.length == 0) {
      throw new ValueException("Coefficients cannot be empty");
    }
    return cosines(COSINES, m, o, a);
  }

  /**
   * Makes a raised cosine: {@code alpha - (1 - alpha) * cos(k)}.
   *
   * <pre>{@code
   * Windows.generalHamming(5) // tensor([0.0800, 0.5400, 1.0000, 0.5400, 0.0800])
   * Windows.generalHamming(5, o -> o.alpha(0.6))
   * // tensor([0.2000, 0.6000, 1.0000, 0.6000, 0.2000])
   * }</pre>
   */
  public static Tensor generalHamming(long m) {
    return generalHamming(m, o -> {});
  }

  /** The same with keyword arguments. */
  public static Tensor generalHamming(long m, Consumer<WindowOptions> options) {
    WindowOptions o = WindowOptions.of(options);
    return cosines(COSINES, m, o, o.alpha, 1 - o.alpha);
  }

  /**
   * Makes Hamming's window, a raised cosine that does not reach zero.
   *
   * <pre>{@code
   * Windows.hamming(5) // tensor([0.0800, 0.5400, 1.0000, 0.5400, 0.0800])
   * Windows.hamming(4, o -> o.dtype(DType.FLOAT64))
   * // tensor([0.0800, 0.7700, 0.7700, 0.0800], dtype=torch.float64)
   * }</pre>
   */
  public static Tensor hamming(long m) {
    return hamming(m, o -> {});
  }

  /** The same with keyword arguments. */
  public static Tensor hamming(long m, Consumer<WindowOptions> options) {
    return cosines(COSINES, m, WindowOptions.of(options), 0.54, 1 - 0.54);
  }

  /**
   * Makes Hann's window, a raised cosine that reaches zero.
   *
   * <pre>{@code
   * Windows.hann(4, o -> o.sym(false)) // tensor([0.0000, 0.5000, 1.0000, 0.5000])
   * }</pre>
   */
  public static Tensor hann(long m) {
    return hann(m, o -> {});
  }

  /** The same with keyword arguments. */
  public static Tensor hann(long m, Consumer<WindowOptions> options) {
    return cosines(COSINES, m, WindowOptions.of(options), 0.5, 0.5);
  }

  /**
   * Makes Kaiser's window of Bessel functions.
   *
   * <pre>{@code
   * Windows.kaiser(5)
   * // tensor([5.2773e-05, 2.1567e-01, 1.0000e+00, 2.1567e-01, 5.2773e-05])
   * Windows.kaiser(4, o -> o.beta(8.0).sym(false))
   * // tensor([0.0023, 0.3690, 1.0000, 0.3690])
   * }</pre>
   */
  public static Tensor kaiser(long m) {
    return kaiser(m, o -> {});
  }

  /**
   * The same with keyword arguments.
   *
   * @throws ValueException if {@code beta} is negative
   */
  public static Tensor kaiser(long m, Consumer<WindowOptions> options) {
    WindowOptions o = WindowOptions.of(options);
    double beta = o.beta.doubleValue();
    if (beta < 0) {
      throw new ValueException("beta must be non-negative, got: " + plain(o.beta) + " instead.");
    }
    // Rounded after each step, as Python computes with numbers of the window's type.
    boolean isFloat = o.elementType() == DType.FLOAT32;
    double begin = isFloat ? (float) -beta : -beta;
    long steps = intervals(m, o);
    double end =
        isFloat
            ? Math.min((float) beta, (float) -beta + (m - 1) * (2 * (float) beta / steps))
            : Math.min(beta, -beta + (m - 1) * (2 * beta / steps));
    UnaryOperator<Tensor> bessel =
        k -> {
          Tensor top = Torch.full(Size.of(), beta, t -> t.dtype(k.dtype()));
          return top.mul(top).sub(k.pow(2)).sqrt().i0().div(top.i0());
        };
    return window("kaiser", m, begin, end, o, bessel);
  }

  /**
   * Makes Nuttall's window of four cosine terms.
   *
   * <pre>{@code
   * Windows.nuttall(4, o -> o.sym(false))
   * // tensor([3.6280e-04, 2.2698e-01, 1.0000e+00, 2.2698e-01])
   * }</pre>
   */
  public static Tensor nuttall(long m) {
    return nuttall(m, o -> {});
  }

  /** The same with keyword arguments. */
  public static Tensor nuttall(long m, Consumer<WindowOptions> options) {
    WindowOptions o = WindowOptions.of(options);
    return cosines(COSINES, m, o, 0.3635819, 0.4891775, 0.1365995, 0.0106411);
  }

  private static Tensor cosines(String name, long m, WindowOptions o, double... a) {
    double end = 2 * Math.PI * (m - 1) / intervals(m, o);
    double[] signed = a.clone();
    for (int i = 1; i < a.length; i += 2) {
      signed[i] = -signed[i];
    }
    // All terms in one sum, because its order decides the last bit.
    UnaryOperator<Tensor> sum =
        k -> {
          Consumer<TensorOptions> like = t -> t.dtype(k.dtype()).device(k.device());
          Tensor factors = Torch.tensor(signed, like).unsqueeze(-1);
          Tensor multiples = Torch.arange(a.length, like).unsqueeze(-1);
          return factors.mul(multiples.mul(k).cos()).sum(0);
        };
    return window(name, m, 0, end, o, sum);
  }

  /** The steps from the first element to where the window would close. */
  private static long intervals(long m, WindowOptions o) {
    return Math.max(1, o.sym ? m - 1 : m);
  }

  private static Tensor window(
      String name,
      long m,
      double from,
      double to,
      WindowOptions o,
      UnaryOperator<Tensor> function) {
    if (m < 0) {
      throw new ValueException(name + " requires non-negative window length, got M=" + m);
    }
    if (o.layout != Layout.STRIDED) {
      throw new ValueException(name + " is implemented for strided tensors only, got: " + o.layout);
    }
    DType dtype = o.elementType();
    if (dtype != DType.FLOAT32 && dtype != DType.FLOAT64) {
      throw new ValueException(name + " expects float32 or float64 dtypes, got: " + dtype);
    }
    try (Scope scope = Torch.scope()) {
      Tensor steps = o.steps(from, to, m);
      Tensor window = m == 1 ? Torch.onesLike(steps) : function.apply(steps);
      return scope.keep(o.finish(window));
    }
  }

  private static void positive(String what, Number value) {
    if (value.doubleValue() <= 0) {
      throw new ValueException(what + " must be positive, got: " + plain(value) + " instead.");
    }
  }

  private static String plain(Number value) {
    return Scalar.ofNumber(value).toString();
  }
}
