package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Module;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Some convolutions whose output is added to their input: what {@link BasicBlock} and {@link
 * Bottleneck} have in common.
 */
public abstract sealed class ResidualBlock extends Module permits BasicBlock, Bottleneck {
  /**
   * What a block is made from.
   *
   * @param inplanes the channels that come in
   * @param planes the channels inside
   * @param stride the step from pixel to pixel
   * @param downsample brings the input to the shape of the output, or null where it has it
   * @param groups the groups of channels
   * @param baseWidth the channels of a group for 64 planes
   * @param dilation the distance of the elements of the kernels
   * @param normLayer makes a normalisation for a number of channels
   */
  record Plan(
      long inplanes,
      long planes,
      long stride,
      @Nullable Module downsample,
      long groups,
      long baseWidth,
      long dilation,
      LongFunction<? extends Module> normLayer) {}

  ResidualBlock() {}

  /** Sets the scale of the last normalisation to zeros, so that the block begins as nothing. */
  abstract void startAsIdentity();

  static Conv2d conv3x3(long in, long out, long stride, long groups, long dilation) {
    return new Conv2d(
        in,
        out,
        3,
        o -> o.stride(stride).padding(dilation).groups(groups).bias(false).dilation(dilation));
  }

  static Conv2d conv1x1(long in, long out, long stride) {
    return new Conv2d(in, out, 1, o -> o.stride(stride).bias(false));
  }

  static Tensor identity(Tensor x, @Nullable Module downsample) {
    return downsample == null ? x : downsample.call(x);
  }
}
