package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU6;
import dev.obor.nn.Sequential;
import dev.obor.vision.ops.Conv2dNormActivation;

/** Widens, convolves each channel, and narrows again: a block of {@link MobileNetV2}. */
final class InvertedResidual extends Module {
  Sequential conv = new Sequential();
  private final boolean residual;

  InvertedResidual(long inputs, long outputs, long stride, long expandRatio) {
    if (stride != 1 && stride != 2) {
      throw new ValueException("stride should be 1 or 2 instead of " + stride);
    }
    long hidden = inputs * expandRatio;
    this.residual = stride == 1 && inputs == outputs;
    if (expandRatio != 1) {
      conv.append(
          new Conv2dNormActivation(
              inputs, hidden, o -> o.kernelSize(1).activationLayer(() -> new ReLU6(true))));
    }
    conv.append(
        new Conv2dNormActivation(
            hidden,
            hidden,
            o -> o.stride(stride).groups(hidden).activationLayer(() -> new ReLU6(true))));
    conv.append(new Conv2d(hidden, outputs, 1, o -> o.bias(false)));
    conv.append(new BatchNorm2d(outputs));
  }

  @Override
  public Tensor forward(Tensor x) {
    return residual ? x.add(conv.call(x)) : conv.call(x);
  }
}
