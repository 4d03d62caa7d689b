package dev.obor.vision.ops;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.F;
import java.util.Arrays;
import java.util.function.Consumer;

/** The functions of {@link Ops} that drop parts of tensors in training. */
public abstract sealed class DroppingFunctions permits BoxFunctions {
  DroppingFunctions() {}

  /** Drops inputs at random: Python's {@code stochastic_depth(input, p, mode)}. */
  public static Tensor stochasticDepth(Tensor input, double p, String mode) {
    return stochasticDepth(input, p, mode, true);
  }

  /**
   * Replaces inputs by zeros at random, and divides the others by the probability of staying:
   * Python's {@code stochastic_depth(input, p, mode, training)}.
   *
   * @param input (N, …)
   * @param p how likely an input is dropped
   * @param mode {@code row} to decide for each element of the batch, {@code batch} for all at once
   * @param training without it nothing happens
   * @return of the same shape; the input itself if nothing happens
   * @throws ValueException if p is no probability, or there is no such mode
   */
  public static Tensor stochasticDepth(Tensor input, double p, String mode, boolean training) {
    if (!(p >= 0 && p <= 1)) {
      throw new ValueException("drop probability has to be between 0 and 1, but got " + p);
    }
    if (!mode.equals("batch") && !mode.equals("row")) {
      throw new ValueException("mode has to be either 'batch' or 'row', but got " + mode);
    }
    if (!training || p == 0) {
      return input;
    }
    long[] size = new long[input.dim()];
    Arrays.fill(size, 1);
    if (mode.equals("row")) {
      size[0] = input.size(0);
    }
    double survival = 1 - p;
    try (Scope scope = Torch.scope()) {
      Tensor noise = input.detach().newEmpty(size).bernoulli_(survival);
      if (survival > 0) {
        noise.div_(survival);
      }
      return scope.keep(input.mul(noise));
    }
  }

  /** Keyword arguments of {@link #dropBlock2d} and {@link #dropBlock3d}. */
  public static final class DropBlockOptions {
    private boolean inplace;
    private double eps = 1e-6;
    private boolean training = true;

    DropBlockOptions() {}

    /** Sets whether the input itself is changed; default false. */
    public DropBlockOptions inplace(boolean value) {
      this.inplace = value;
      return this;
    }

    /** Sets what is added to the number of elements that stay; default 1e-6. */
    public DropBlockOptions eps(double value) {
      this.eps = value;
      return this;
    }

    /** Sets whether anything is dropped; default true. */
    public DropBlockOptions training(boolean value) {
      this.training = value;
      return this;
    }
  }

  /** Drops squares of pictures: Python's {@code drop_block2d(input, p, block_size)}. */
  public static Tensor dropBlock2d(Tensor input, double p, long blockSize) {
    return dropBlock2d(input, p, blockSize, o -> {});
  }

  /**
   * Replaces squares of pictures by zeros at random, and multiplies the rest so that the mean
   * stays: Python's {@code drop_block2d(input, p, block_size, inplace=…, eps=…, training=…)}.
   *
   * @param input (N, C, H, W)
   * @param p how likely an element is dropped
   * @param blockSize the height and width of the squares, an odd number
   * @return of the same shape; the input itself if nothing happens or it is changed in place
   * @throws ValueException if p is no probability, the block is even, or the shape is another
   */
  public static Tensor dropBlock2d(
      Tensor input, double p, long blockSize, Consumer<DropBlockOptions> options) {
    return dropBlock(input, p, blockSize, 2, options);
  }

  /** Drops cubes of films: Python's {@code drop_block3d(input, p, block_size)}. */
  public static Tensor dropBlock3d(Tensor input, double p, long blockSize) {
    return dropBlock3d(input, p, blockSize, o -> {});
  }

  /**
   * The same with cubes of films (N, C, D, H, W): Python's {@code drop_block3d(input, p,
   * block_size, inplace=…, eps=…, training=…)}.
   *
   * @throws ValueException if p is no probability, the block is even, or the shape is another
   */
  public static Tensor dropBlock3d(
      Tensor input, double p, long blockSize, Consumer<DropBlockOptions> options) {
    return dropBlock(input, p, blockSize, 3, options);
  }

  private static Tensor dropBlock(
      Tensor input, double p, long blockSize, int dims, Consumer<DropBlockOptions> options) {
    DropBlockOptions o = new DropBlockOptions();
    options.accept(o);
    if (!(p >= 0 && p <= 1)) {
      throw new ValueException("drop probability has to be between 0 and 1, but got " + p + ".");
    }
    if (input.dim() != dims + 2) {
      throw new ValueException(
          "input should be " + (dims + 2) + " dimensional. Got " + input.dim() + " dimensions.");
    }
    if (!o.training || p == 0) {
      return input;
    }
    long[] size = input.shape().toArray();
    long block = blockSize;
    for (int i = 2; i < size.length; i++) {
      block = Math.min(block, size[i]);
    }
    if (block % 2 == 0) {
      throw new ValueException("block size should be odd. Got " + block + " which is even.");
    }
    double gamma = p;
    double places = 1;
    for (int i = 2; i < size.length; i++) {
      gamma *= size[i];
      size[i] = size[i] - block + 1;
      places *= (double) block * size[i];
    }
    gamma /= places;
    try (Scope scope = Torch.scope()) {
      Tensor kept = kept(input.detach().newEmpty(size).bernoulli_(gamma), block, dims);
      Tensor scale = kept.sum().add(o.eps).reciprocal().mul(kept.numel());
      if (o.inplace) {
        return input.mul_(kept).mul_(scale);
      }
      return scope.keep(input.mul(kept).mul(scale));
    }
  }

  /** Ones but for the blocks around each one of the noise. */
  private static Tensor kept(Tensor noise, long block, int dims) {
    long[] margins = new long[2 * dims];
    Arrays.fill(margins, block / 2);
    Tensor padded = F.pad(noise, Torch.size(margins));
    Tensor blocks =
        dims == 2
            ? F.maxPool2d(padded, block, o -> o.stride(1).padding(block / 2))
            : F.maxPool3d(padded, block, o -> o.stride(1).padding(block / 2));
    return blocks.neg().add(1);
  }
}
