package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.Sequential;
import dev.obor.nn.SiLU;
import dev.obor.vision.ops.Conv2dNormActivation;
import dev.obor.vision.ops.SqueezeExcitation;
import dev.obor.vision.ops.StochasticDepth;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Widens and narrows again, beside an identity that it may drop out from: a block of {@link
 * EfficientNet}. Where it is fused, the first convolution does what two do otherwise.
 */
final class EfficientBlock extends Module {
  private final boolean residual;
  private final boolean isFused;
  Sequential block = new Sequential();

  @Name("stochastic_depth")
  StochasticDepth stochasticDepth;

  /**
   * What a block looks like.
   *
   * @param isFused whether one convolution widens and looks around
   * @param expandRatio how many times as many channels it has inside
   * @param kernel the size of the kernel
   * @param stride the step from pixel to pixel
   * @param inputs the channels that come in
   * @param outputs the channels that come out
   */
  record Shape(
      boolean isFused, long expandRatio, long kernel, long stride, long inputs, long outputs) {
    /** What the blocks behind this one look like. */
    Shape next() {
      return new Shape(isFused, expandRatio, kernel, 1, outputs, outputs);
    }

    long inside() {
      return Channels.divisible((double) inputs * expandRatio, 8);
    }
  }

  EfficientBlock(Shape shape, double drop, LongFunction<? extends Module> normLayer) {
    this.isFused = shape.isFused();
    this.residual = shape.stride() == 1 && shape.inputs() == shape.outputs();
    Supplier<Module> silu = () -> new SiLU(true);
    long inputs = shape.inputs();
    long inside = shape.inside();
    if (isFused) {
      boolean widens = inside != inputs;
      block.append(
          new Conv2dNormActivation(
              inputs,
              widens ? inside : shape.outputs(),
              c ->
                  c.kernelSize(shape.kernel())
                      .stride(shape.stride())
                      .normLayer(normLayer)
                      .activationLayer(silu)));
      if (widens) {
        block.append(pointwise(inside, shape.outputs(), normLayer, null));
      }
    } else {
      if (inside != inputs) {
        block.append(pointwise(inputs, inside, normLayer, silu));
      }
      block.append(
          new Conv2dNormActivation(
              inside,
              inside,
              c ->
                  c.kernelSize(shape.kernel())
                      .stride(shape.stride())
                      .groups(inside)
                      .normLayer(normLayer)
                      .activationLayer(silu)));
      block.append(new SqueezeExcitation(inside, Math.max(1, inputs / 4), c -> c.activation(silu)));
      block.append(pointwise(inside, shape.outputs(), normLayer, null));
    }
    this.stochasticDepth = new StochasticDepth(drop, "row");
  }

  private static Conv2dNormActivation pointwise(
      long inputs,
      long outputs,
      LongFunction<? extends Module> normLayer,
      @Nullable Supplier<Module> activation) {
    return new Conv2dNormActivation(
        inputs, outputs, c -> c.kernelSize(1).normLayer(normLayer).activationLayer(activation));
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor out = block.call(x);
    return residual ? stochasticDepth.call(out).add_(x) : out;
  }

  @Override
  protected String getName() {
    return isFused ? "FusedMBConv" : "MBConv";
  }
}
