package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Generator;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.Warnings;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fills tensors with initial values: Python's {@code torch.nn.init}.
 *
 * <pre>{@code
 * Tensor w = Torch.empty(3, 5);
 * Init.kaimingUniform_(w, o -> o.mode("fan_out").nonlinearity("relu"));
 * }</pre>
 *
 * <p>Every function changes its tensor in place, records no gradients, and returns the tensor.
 * After the same seed it draws what Python draws. The functions may be called from any thread, on
 * different tensors.
 */
public final class Init extends MatrixInit {
  private Init() {}

  /**
   * The inputs and outputs that each element of a weight connects: Python's {@code
   * _calculate_fan_in_and_fan_out}.
   *
   * @param fanIn the second size, times all sizes after it
   * @param fanOut the first size, times all sizes after the second
   */
  public record Fans(long fanIn, long fanOut) {}

  /**
   * Keyword arguments of the Kaiming functions; see {@link Init#kaimingUniform_(Tensor, Consumer)}.
   */
  public static final class KaimingOptions {
    private double a;
    private String mode = "fan_in";
    private String nonlinearity = "leaky_relu";
    private @Nullable Generator generator;

    KaimingOptions() {}

    /** Sets the negative slope of the {@code leaky_relu} after the layer; default 0. */
    public KaimingOptions a(double value) {
      this.a = value;
      return this;
    }

    /**
     * Sets what keeps its variance: with {@code fan_in}, the default, the values of the forward
     * pass, with {@code fan_out} the gradients of the backward pass.
     */
    public KaimingOptions mode(String value) {
      this.mode = value;
      return this;
    }

    /**
     * Sets the function after the layer, as {@link Init#calculateGain(String)} takes it; default
     * {@code leaky_relu}.
     */
    public KaimingOptions nonlinearity(String value) {
      this.nonlinearity = value;
      return this;
    }

    /** Sets the source of random numbers; without it the default generator. */
    public KaimingOptions generator(Generator value) {
      this.generator = value;
      return this;
    }

    /** The standard deviation of the values. */
    private double std(Tensor tensor) {
      String lower = mode.toLowerCase(Locale.ROOT);
      if (!lower.equals("fan_in") && !lower.equals("fan_out")) {
        throw new ValueException(
            "Mode " + lower + " not supported, please use one of ['fan_in', 'fan_out']");
      }
      Fans fans = calculateFanInAndFanOut(tensor);
      long fan = lower.equals("fan_in") ? fans.fanIn() : fans.fanOut();
      return calculateGain(nonlinearity, a) / Math.sqrt((double) fan);
    }
  }

  // ---- given distributions

  /** Draws from the uniform distribution over [0, 1): Python's {@code init.uniform_(tensor)}. */
  public static Tensor uniform_(Tensor tensor) {
    return uniform_(tensor, 0, 1);
  }

  /**
   * Draws from the uniform distribution over [a, b): Python's {@code init.uniform_(tensor, a, b)}.
   */
  public static Tensor uniform_(Tensor tensor, double a, double b) {
    return uniform_(tensor, a, b, null);
  }

  /**
   * The same from a given generator, or with null from the default one: {@code
   * init.uniform_(tensor, a, b, generator)}.
   */
  public static Tensor uniform_(Tensor tensor, double a, double b, @Nullable Generator generator) {
    try (ThreadMode mode = Torch.noGrad()) {
      return Aten.uniform_(tensor, a, b, generator);
    }
  }

  /** Draws from the standard normal distribution: Python's {@code init.normal_(tensor)}. */
  public static Tensor normal_(Tensor tensor) {
    return normal_(tensor, 0, 1);
  }

  /** Draws from a normal distribution: Python's {@code init.normal_(tensor, mean, std)}. */
  public static Tensor normal_(Tensor tensor, double mean, double std) {
    return normal_(tensor, mean, std, null);
  }

  /**
   * The same from a given generator, or with null from the default one: {@code init.normal_(tensor,
   * mean, std, generator)}.
   */
  public static Tensor normal_(
      Tensor tensor, double mean, double std, @Nullable Generator generator) {
    try (ThreadMode mode = Torch.noGrad()) {
      return Aten.normal_(tensor, mean, std, generator);
    }
  }

  /** Fills with one value: Python's {@code init.constant_(tensor, val)}. */
  public static Tensor constant_(Tensor tensor, double value) {
    try (ThreadMode mode = Torch.noGrad()) {
      return Aten.fill__Scalar(tensor, value);
    }
  }

  /** Fills with ones: Python's {@code init.ones_(tensor)}. */
  public static Tensor ones_(Tensor tensor) {
    return constant_(tensor, 1);
  }

  /** Fills with zeros: Python's {@code init.zeros_(tensor)}. */
  public static Tensor zeros_(Tensor tensor) {
    try (ThreadMode mode = Torch.noGrad()) {
      return Aten.zero_(tensor);
    }
  }

  /** Keyword arguments of {@link Init#truncNormal_(Tensor, Consumer)}. */
  public static final class TruncNormalOptions {
    private double mean;
    private double std = 1;
    private double a = -2;
    private double b = 2;
    private @Nullable Generator generator;

    TruncNormalOptions() {}

    /** Sets the mean of the whole distribution; default 0. */
    public TruncNormalOptions mean(double value) {
      this.mean = value;
      return this;
    }

    /** Sets the standard deviation of the whole distribution; default 1. */
    public TruncNormalOptions std(double value) {
      this.std = value;
      return this;
    }

    /** Sets the least value; default -2. */
    public TruncNormalOptions a(double value) {
      this.a = value;
      return this;
    }

    /** Sets the largest value; default 2. */
    public TruncNormalOptions b(double value) {
      this.b = value;
      return this;
    }

    /** Sets the source of random numbers; without it the default generator. */
    public TruncNormalOptions generator(Generator value) {
      this.generator = value;
      return this;
    }
  }

  /**
   * Draws from the standard normal distribution between -2 and 2: Python's {@code
   * init.trunc_normal_(tensor)}.
   */
  public static Tensor truncNormal_(Tensor tensor) {
    return truncNormal_(tensor, o -> {});
  }

  /**
   * Draws from a normal distribution between -2 and 2: Python's {@code init.trunc_normal_(tensor,
   * mean, std)}.
   */
  public static Tensor truncNormal_(Tensor tensor, double mean, double std) {
    return truncNormal_(tensor, o -> o.mean(mean).std(std));
  }

  /** The same between a and b: Python's {@code init.trunc_normal_(tensor, mean, std, a, b)}. */
  public static Tensor truncNormal_(Tensor tensor, double mean, double std, double a, double b) {
    return truncNormal_(tensor, o -> o.mean(mean).std(std).a(a).b(b));
  }

  /**
   * Draws from the part of a normal distribution that lies between two bounds: Python's {@code
   * init.trunc_normal_(tensor, mean=…, std=…, a=…, b=…, generator=…)}.
   */
  public static Tensor truncNormal_(Tensor tensor, Consumer<TruncNormalOptions> options) {
    TruncNormalOptions o = new TruncNormalOptions();
    options.accept(o);
    if (o.mean < o.a - 2 * o.std || o.mean > o.b + 2 * o.std) {
      Warnings.warn(
          "mean is more than 2 std from [a, b] in nn.init.trunc_normal_. The distribution of values"
              + " may be incorrect.");
    }
    double low = normalDistribution((o.a - o.mean) / o.std);
    double high = normalDistribution((o.b - o.mean) / o.std);
    try (ThreadMode mode = Torch.noGrad()) {
      Aten.uniform_(tensor, 2 * low - 1, 2 * high - 1, o.generator);
      InverseErrorFunction.apply_(tensor);
      Aten.mul__Scalar(tensor, o.std * Math.sqrt(2.0));
      Aten.add__Scalar(tensor, o.mean, 1);
      return Aten.clamp_(tensor, o.a, o.b);
    }
  }

  /** The probability that a standard normal variable is at most x. */
  private static double normalDistribution(double x) {
    try (Scope scope = Torch.scope()) {
      Tensor argument = Torch.fromArray(new double[] {x / Math.sqrt(2.0)}, 1);
      return (1 + Aten.erf(argument).item().doubleValue()) / 2;
    }
  }

  // ---- distributions that depend on the shape

  /**
   * Draws from Glorot's uniform distribution with gain 1: Python's {@code
   * init.xavier_uniform_(tensor)}.
   */
  public static Tensor xavierUniform_(Tensor tensor) {
    return xavierUniform_(tensor, 1);
  }

  /**
   * Draws from the uniform distribution over [-a, a) with {@code a = gain * sqrt(6 / (fan_in +
   * fan_out))}: Python's {@code init.xavier_uniform_(tensor, gain)}.
   *
   * @throws ValueException if the tensor has fewer than 2 dimensions
   */
  public static Tensor xavierUniform_(Tensor tensor, double gain) {
    return xavierUniform_(tensor, gain, null);
  }

  /** The same from a given generator, or with null from the default one. */
  public static Tensor xavierUniform_(Tensor tensor, double gain, @Nullable Generator generator) {
    double a = Math.sqrt(3.0) * xavierStd(tensor, gain);
    return uniform_(tensor, -a, a, generator);
  }

  /**
   * Draws from Glorot's normal distribution with gain 1: Python's {@code
   * init.xavier_normal_(tensor)}.
   */
  public static Tensor xavierNormal_(Tensor tensor) {
    return xavierNormal_(tensor, 1);
  }

  /**
   * Draws from the normal distribution with mean 0 and {@code std = gain * sqrt(2 / (fan_in +
   * fan_out))}: Python's {@code init.xavier_normal_(tensor, gain)}.
   *
   * @throws ValueException if the tensor has fewer than 2 dimensions
   */
  public static Tensor xavierNormal_(Tensor tensor, double gain) {
    return xavierNormal_(tensor, gain, null);
  }

  /** The same from a given generator, or with null from the default one. */
  public static Tensor xavierNormal_(Tensor tensor, double gain, @Nullable Generator generator) {
    return normal_(tensor, 0, xavierStd(tensor, gain), generator);
  }

  private static double xavierStd(Tensor tensor, double gain) {
    Fans fans = calculateFanInAndFanOut(tensor);
    return gain * Math.sqrt(2.0 / (fans.fanIn() + fans.fanOut()));
  }

  /**
   * Draws from He's uniform distribution with Python's defaults: {@code
   * init.kaiming_uniform_(tensor)}.
   */
  public static Tensor kaimingUniform_(Tensor tensor) {
    return kaimingUniform_(tensor, o -> {});
  }

  /**
   * Draws from the uniform distribution over [-bound, bound) with {@code bound = gain * sqrt(3 /
   * fan)}: Python's {@code init.kaiming_uniform_(tensor, a=…, mode=…, nonlinearity=…)}. A tensor
   * without elements stays as it is, which is warned of.
   *
   * @throws ValueException if the tensor has fewer than 2 dimensions, or an option is unknown
   */
  public static Tensor kaimingUniform_(Tensor tensor, Consumer<KaimingOptions> options) {
    KaimingOptions o = accepted(options);
    if (isEmpty(tensor)) {
      return tensor;
    }
    double bound = Math.sqrt(3.0) * o.std(tensor);
    return uniform_(tensor, -bound, bound, o.generator);
  }

  /**
   * Draws from He's normal distribution with Python's defaults: {@code
   * init.kaiming_normal_(tensor)}.
   */
  public static Tensor kaimingNormal_(Tensor tensor) {
    return kaimingNormal_(tensor, o -> {});
  }

  /**
   * Draws from the normal distribution with mean 0 and {@code std = gain / sqrt(fan)}: Python's
   * {@code init.kaiming_normal_(tensor, a=…, mode=…, nonlinearity=…)}. A tensor without elements
   * stays as it is.
   *
   * @throws ValueException if the tensor has fewer than 2 dimensions, or an option is unknown
   */
  public static Tensor kaimingNormal_(Tensor tensor, Consumer<KaimingOptions> options) {
    KaimingOptions o = accepted(options);
    return isEmpty(tensor) ? tensor : normal_(tensor, 0, o.std(tensor), o.generator);
  }

  private static boolean isEmpty(Tensor tensor) {
    boolean isEmpty = tensor.numel() == 0;
    if (isEmpty) {
      Warnings.warn("Initializing zero-element tensors is a no-op");
    }
    return isEmpty;
  }

  private static KaimingOptions accepted(Consumer<KaimingOptions> options) {
    KaimingOptions o = new KaimingOptions();
    options.accept(o);
    return o;
  }

  // ---- gain and fans

  /**
   * The gain of a function without a parameter of its own: Python's {@code
   * init.calculate_gain(nonlinearity)}.
   */
  public static double calculateGain(String nonlinearity) {
    return calculateGain(nonlinearity, 0.01);
  }

  /**
   * The factor that makes up for what a non-linear function does to the variance: Python's {@code
   * init.calculate_gain(nonlinearity, param)}.
   *
   * @param nonlinearity {@code linear}, {@code conv1d} to {@code conv3d}, {@code conv_transpose1d}
   *     to {@code conv_transpose3d} and {@code sigmoid} (1), {@code tanh} (5/3), {@code relu} (the
   *     root of 2), {@code leaky_relu} (the root of 2 / (1 + param²)) or {@code selu} (3/4)
   * @param param the negative slope of {@code leaky_relu}; the others ignore it
   * @throws ValueException if the function is unknown
   */
  public static double calculateGain(String nonlinearity, double param) {
    return switch (nonlinearity) {
      case "linear", "sigmoid" -> 1;
      case "conv1d", "conv2d", "conv3d" -> 1;
      case "conv_transpose1d", "conv_transpose2d", "conv_transpose3d" -> 1;
      case "tanh" -> 5.0 / 3;
      case "relu" -> Math.sqrt(2.0);
      case "leaky_relu" -> Math.sqrt(2.0 / (1 + param * param));
      case "selu" -> 3.0 / 4;
      default -> throw new ValueException("Unsupported nonlinearity " + nonlinearity);
    };
  }

  /**
   * Counts what each element of a weight connects.
   *
   * @param tensor a weight of shape (outputs, inputs, ...)
   * @throws ValueException if the tensor has fewer than 2 dimensions
   */
  public static Fans calculateFanInAndFanOut(Tensor tensor) {
    long[] sizes = tensor.shape().toArray();
    if (sizes.length < 2) {
      throw new ValueException(
          "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
    }
    long receptiveField = 1;
    for (int i = 2; i < sizes.length; i++) {
      receptiveField *= sizes[i];
    }
    return new Fans(sizes[1] * receptiveField, sizes[0] * receptiveField);
  }
}
