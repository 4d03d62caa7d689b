package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.PythonNumber;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of {@link F} that normalises. */
public abstract class NormalizationFunctions extends DropoutFunctions {
  NormalizationFunctions() {}

  /** Keyword arguments of {@link F#batchNorm} and {@link F#instanceNorm}. */
  public static final class BatchNormOptions {
    private @Nullable Tensor weight;
    private @Nullable Tensor bias;
    private boolean fromInput;
    private double momentum = 0.1;
    private double eps = 1e-5;

    BatchNormOptions(boolean fromInput) {
      this.fromInput = fromInput;
    }

    /** Sets the factor of each channel, of shape (C). */
    public BatchNormOptions weight(Tensor value) {
      this.weight = value;
      return this;
    }

    /** Sets what is added to each channel, of shape (C). */
    public BatchNormOptions bias(Tensor value) {
      this.bias = value;
      return this;
    }

    /**
     * Sets whether {@link F#batchNorm} takes mean and variance of the input, and not the running
     * ones; default false.
     */
    public BatchNormOptions training(boolean value) {
      this.fromInput = value;
      return this;
    }

    /**
     * Sets whether {@link F#instanceNorm} takes mean and variance of the input, and not the running
     * ones; default true.
     */
    public BatchNormOptions useInputStats(boolean value) {
      this.fromInput = value;
      return this;
    }

    /** Sets the weight of the new values in the running ones; default 0.1. */
    public BatchNormOptions momentum(double value) {
      this.momentum = value;
      return this;
    }

    /** Sets what is added to the variance; default 1e-5. */
    public BatchNormOptions eps(double value) {
      this.eps = value;
      return this;
    }
  }

  /**
   * Normalises with the running mean and variance: Python's {@code F.batch_norm(input,
   * running_mean, running_var)}.
   */
  public static Tensor batchNorm(
      Tensor input, @Nullable Tensor runningMean, @Nullable Tensor runningVar) {
    return batchNorm(input, runningMean, runningVar, o -> {});
  }

  /**
   * Normalises each channel over the batch: Python's {@code F.batch_norm(input, running_mean,
   * running_var, weight=…, bias=…, training=…, momentum=…, eps=…)}.
   *
   * @param input of shape (N, C, *)
   * @param runningMean of shape (C), changed in place in training, or null
   * @param runningVar of shape (C), changed in place in training, or null
   * @throws ValueException if eps is not positive, or in training each channel has one value only
   */
  public static Tensor batchNorm(
      Tensor input,
      @Nullable Tensor runningMean,
      @Nullable Tensor runningVar,
      Consumer<BatchNormOptions> options) {
    BatchNormOptions o = new BatchNormOptions(false);
    options.accept(o);
    return batchNorm(
        input, runningMean, runningVar, o.weight, o.bias, o.fromInput, o.momentum, o.eps);
  }

  static Tensor batchNorm(
      Tensor input,
      @Nullable Tensor runningMean,
      @Nullable Tensor runningVar,
      @Nullable Tensor weight,
      @Nullable Tensor bias,
      boolean training,
      double momentum,
      double eps) {
    if (training) {
      Size size = input.shape();
      if (isSingle(size.toArray())) {
        throw singleValue(size.toString());
      }
    }
    if (eps <= 0) {
      throw new ValueException(
          "batch_norm eps must be positive, but got " + PythonNumber.repr(eps));
    }
    return Aten.batch_norm(
        input, weight, bias, runningMean, runningVar, training, momentum, eps, true);
  }

  /** Whether each channel has one value only. */
  private static boolean isSingle(long[] size) {
    long values = size[0];
    for (int i = 2; i < size.length; i++) {
      values *= size[i];
    }
    return values == 1;
  }

  private static ValueException singleValue(String size) {
    return new ValueException(
        "Expected more than 1 value per channel when training, got input size " + size);
  }

  /** Normalises each channel of each sample: Python's {@code F.instance_norm(input)}. */
  public static Tensor instanceNorm(Tensor input) {
    return instanceNorm(input, null, null, o -> {});
  }

  /**
   * Normalises each channel of each sample: Python's {@code F.instance_norm(input, running_mean,
   * running_var, weight=…, bias=…, use_input_stats=…, momentum=…, eps=…)}.
   *
   * @param input of shape (N, C, *)
   * @param runningMean of shape (C), or null
   * @param runningVar of shape (C), or null
   * @throws ValueException if each channel of a sample has one value only
   */
  public static Tensor instanceNorm(
      Tensor input,
      @Nullable Tensor runningMean,
      @Nullable Tensor runningVar,
      Consumer<BatchNormOptions> options) {
    BatchNormOptions o = new BatchNormOptions(true);
    options.accept(o);
    return instanceNorm(
        input, runningMean, runningVar, o.weight, o.bias, o.fromInput, o.momentum, o.eps);
  }

  static Tensor instanceNorm(
      Tensor input,
      @Nullable Tensor runningMean,
      @Nullable Tensor runningVar,
      @Nullable Tensor weight,
      @Nullable Tensor bias,
      boolean useInputStats,
      double momentum,
      double eps) {
    if (useInputStats) {
      long values = 1;
      for (int i = 2; i < input.dim(); i++) {
        values *= input.size(i);
      }
      if (values == 1) {
        throw new ValueException(
            "Expected more than 1 spatial element when training, got input size " + input.shape());
      }
    }
    return Aten.instance_norm(
        input, weight, bias, runningMean, runningVar, useInputStats, momentum, eps, true);
  }

  /** Normalises over the last dimensions: Python's {@code F.layer_norm(input, shape)}. */
  public static Tensor layerNorm(Tensor input, Size normalizedShape) {
    return layerNorm(input, normalizedShape, null, null, 1e-5);
  }

  /** The same with factors and summands: {@code F.layer_norm(input, shape, weight, bias)}. */
  public static Tensor layerNorm(
      Tensor input, Size normalizedShape, @Nullable Tensor weight, @Nullable Tensor bias) {
    return layerNorm(input, normalizedShape, weight, bias, 1e-5);
  }

  /**
   * Normalises over the last dimensions: Python's {@code F.layer_norm(input, normalized_shape,
   * weight, bias, eps)}.
   *
   * @param input of shape (*, normalizedShape)
   * @param normalizedShape the sizes of the dimensions that are normalised together
   * @param weight factors of that shape, or null
   * @param bias summands of that shape, or null
   * @param eps what is added to the variance
   */
  public static Tensor layerNorm(
      Tensor input,
      Size normalizedShape,
      @Nullable Tensor weight,
      @Nullable Tensor bias,
      double eps) {
    return Aten.layer_norm(input, normalizedShape.toArray(), weight, bias, eps, true);
  }

  /** Normalises groups of channels: Python's {@code F.group_norm(input, num_groups)}. */
  public static Tensor groupNorm(Tensor input, long numGroups) {
    return groupNorm(input, numGroups, null, null, 1e-5);
  }

  /** The same with factors and summands: {@code F.group_norm(input, num_groups, weight, bias)}. */
  public static Tensor groupNorm(
      Tensor input, long numGroups, @Nullable Tensor weight, @Nullable Tensor bias) {
    return groupNorm(input, numGroups, weight, bias, 1e-5);
  }

  /**
   * Normalises groups of channels of each sample: Python's {@code F.group_norm(input, num_groups,
   * weight, bias, eps)}.
   *
   * @param input of shape (N, C, *)
   * @param numGroups how many groups the channels are divided into
   * @param weight factors of shape (C), or null
   * @param bias summands of shape (C), or null
   * @param eps what is added to the variance
   */
  public static Tensor groupNorm(
      Tensor input, long numGroups, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    if (input.dim() < 2) {
      throw new TorchException(
          "Expected at least 2 dimensions for input tensor but received " + input.dim());
    }
    long[] size = input.shape().toArray();
    size[0] = Math.floorDiv(size[0] * size[1], numGroups);
    size[1] = numGroups;
    if (isSingle(size)) {
      throw singleValue(Sizes.list(size));
    }
    return Aten.group_norm(input, numGroups, weight, bias, eps, true);
  }

  /** Divides by the root of the mean square: Python's {@code F.rms_norm(input, shape)}. */
  public static Tensor rmsNorm(Tensor input, Size normalizedShape) {
    return rmsNorm(input, normalizedShape, null, null);
  }

  /** The same with factors: Python's {@code F.rms_norm(input, shape, weight)}. */
  public static Tensor rmsNorm(Tensor input, Size normalizedShape, @Nullable Tensor weight) {
    return rmsNorm(input, normalizedShape, weight, null);
  }

  /**
   * Divides by the root of the mean square over the last dimensions: Python's {@code
   * F.rms_norm(input, normalized_shape, weight, eps)}.
   *
   * @param input of shape (*, normalizedShape)
   * @param normalizedShape the sizes of the dimensions that are normalised together
   * @param weight factors of that shape, or null
   * @param eps what is added to the mean square, or null for the dtype's smallest difference from 1
   */
  public static Tensor rmsNorm(
      Tensor input, Size normalizedShape, @Nullable Tensor weight, @Nullable Double eps) {
    return Aten.rms_norm(input, normalizedShape.toArray(), weight, eps);
  }

  /** Keyword arguments of {@code F.localResponseNorm} and {@code LocalResponseNorm}. */
  public static final class ResponseNormOptions {
    Number alpha = 1e-4;
    Number beta = 0.75;
    Number k = 1.0;

    ResponseNormOptions(Number k) {
      this.k = k;
    }

    /** Sets the factor of the mean square; default 1e-4. */
    public ResponseNormOptions alpha(Number value) {
      this.alpha = value;
      return this;
    }

    /** Sets the exponent; default 0.75. */
    public ResponseNormOptions beta(Number value) {
      this.beta = value;
      return this;
    }

    /** Sets what is added; default 1. */
    public ResponseNormOptions k(Number value) {
      this.k = value;
      return this;
    }
  }

  /** With the usual constants: Python's {@code F.local_response_norm(input, size)}. */
  public static Tensor localResponseNorm(Tensor input, long size) {
    return localResponseNorm(input, size, o -> {});
  }

  /**
   * Divides by the power of a mean square over neighbouring channels: Python's {@code
   * F.local_response_norm(input, size, alpha=…, beta=…, k=…)}.
   *
   * @param input of shape (N, C, *)
   * @param size how many channels count
   * @throws ValueException if the input has fewer than 3 dimensions
   */
  public static Tensor localResponseNorm(
      Tensor input, long size, Consumer<ResponseNormOptions> options) {
    ResponseNormOptions o = new ResponseNormOptions(1.0);
    options.accept(o);
    return localResponseNorm(input, size, o.alpha, o.beta, o.k);
  }

  static Tensor localResponseNorm(Tensor input, long size, Number alpha, Number beta, Number k) {
    if (input.dim() < 3) {
      throw new ValueException(
          "Expected 3D or higher dimensionality                          input (got "
              + input.dim()
              + " dimensions)");
    }
    if (input.numel() == 0) {
      return input;
    }
    try (Scope scope = Torch.scope()) {
      Tensor means = meanSquares(input, size);
      Tensor sums = Aten.add_Scalar(Aten.mul_Scalar(means, alpha), k, 1);
      return scope.keep(Aten.div_Tensor(input, Aten.pow_Tensor_Scalar(sums, beta)));
    }
  }

  private static Tensor meanSquares(Tensor input, long size) {
    Tensor squares = Aten.mul_Tensor(input, input);
    long[] sizes = input.shape().toArray();
    long[] sides = {0, 0, size / 2, (size - 1) / 2};
    if (sizes.length == 3) {
      Tensor padded = Aten.pad(Aten.unsqueeze(squares, 1), sides, "constant", null);
      return Aten.squeeze_dim(avgPool2d(padded, Size.of(size, 1), o -> o.stride(1)), 1);
    }
    Tensor flat = Aten.view(squares, new long[] {sizes[0], 1, sizes[1], sizes[2], -1});
    long[] deeper = {0, 0, 0, 0, sides[2], sides[3]};
    Tensor padded = Aten.pad(flat, deeper, "constant", null);
    Tensor means = avgPool3d(padded, Size.of(size, 1, 1), o -> o.stride(1));
    return Aten.view(Aten.squeeze_dim(means, 1), sizes);
  }

  /** Keyword arguments of {@link F#normalize(Tensor, Consumer)}. */
  public static final class NormalizeOptions {
    private Number p = 2.0;
    private long dim = 1;
    private double eps = 1e-12;
    private @Nullable Tensor out;

    NormalizeOptions() {}

    /** Sets the norm's exponent; default 2. */
    public NormalizeOptions p(Number value) {
      this.p = value;
      return this;
    }

    /** Sets the dimension; default 1. */
    public NormalizeOptions dim(long value) {
      this.dim = value;
      return this;
    }

    /** Sets the least norm to divide by; default 1e-12. */
    public NormalizeOptions eps(double value) {
      this.eps = value;
      return this;
    }

    /** Sets the tensor that takes the result. */
    public NormalizeOptions out(Tensor value) {
      this.out = value;
      return this;
    }
  }

  /** Divides by the Euclidean norm along dimension 1: Python's {@code F.normalize(input)}. */
  public static Tensor normalize(Tensor input) {
    return normalize(input, o -> {});
  }

  /**
   * Divides by the norm along a dimension: Python's {@code F.normalize(input, p=…, dim=…, eps=…)}.
   *
   * @param input of any shape
   * @return of the same shape
   */
  public static Tensor normalize(Tensor input, Consumer<NormalizeOptions> options) {
    NormalizeOptions o = new NormalizeOptions();
    options.accept(o);
    try (Scope scope = Torch.scope()) {
      Tensor norm = Aten.norm_ScalarOpt_dim(input, o.p, new long[] {o.dim}, true);
      Tensor least = o.out == null ? Aten.clamp_min(norm, o.eps) : Aten.clamp_min_(norm, o.eps);
      Tensor divisor = Aten.expand_as(least, input);
      return o.out == null
          ? scope.keep(Aten.div_Tensor(input, divisor))
          : Aten.div_out(input, divisor, o.out);
    }
  }
}
