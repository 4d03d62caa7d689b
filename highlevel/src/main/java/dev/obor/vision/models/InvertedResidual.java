package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU6;
import dev.obor.nn.Sequential;
import dev.obor.vision.ops.Conv2dNormActivation;
import java.util.function.LongFunction;

/** Widens, convolves each channel, and narrows again: a block of {@link MobileNetV2}. */
final class InvertedResidual extends Module implements MobileBlock {
  Sequential conv = new Sequential();
  private final boolean residual;
  private final boolean isStrided;
  private final long outChannels;

  InvertedResidual(
      long inputs,
      long outputs,
      long stride,
      long expandRatio,
      LongFunction<? extends Module> normLayer) {
    if (stride != 1 && stride != 2) {
      throw new ValueException("stride should be 1 or 2 instead of " + stride);
    }
    long hidden = inputs * expandRatio;
    this.isStrided = stride > 1;
    this.outChannels = outputs;
    this.residual = stride == 1 && inputs == outputs;
    if (expandRatio != 1) {
      conv.append(
          new Conv2dNormActivation(
              inputs,
              hidden,
              o -> o.kernelSize(1).normLayer(normLayer).activationLayer(() -> new ReLU6(true))));
    }
    conv.append(
        new Conv2dNormActivation(
            hidden,
            hidden,
            o ->
                o.stride(stride)
                    .groups(hidden)
                    .normLayer(normLayer)
                    .activationLayer(() -> new ReLU6(true))));
    conv.append(new Conv2d(hidden, outputs, 1, o -> o.bias(false)));
    conv.append(normLayer.apply(outputs));
  }

  @Override
  public boolean isStrided() {
    return isStrided;
  }

  @Override
  public long outChannels() {
    return outChannels;
  }

  @Override
  public Sequential layers() {
    return conv;
  }

  @Override
  public Tensor forward(Tensor x) {
    return residual ? x.add(conv.call(x)) : conv.call(x);
  }
}
