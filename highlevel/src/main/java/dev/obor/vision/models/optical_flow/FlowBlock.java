package dev.obor.vision.models.optical_flow;

import dev.obor.Tensor;
import dev.obor.nn.Identity;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.vision.ops.Conv2dNormActivation;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Two or three convolutions, with biases, beside the identity. */
abstract class FlowBlock extends Module {
  /** What makes a normalisation for a number of channels; null for none. */
  interface Norm extends LongFunction<Module> {}

  /** Makes a block for what comes in, what goes out, and how much smaller it becomes. */
  interface Maker {
    FlowBlock make(long inputs, long outputs, @Nullable Norm norm, long stride);
  }

  static FlowBlock residual(long inputs, long outputs, @Nullable Norm norm, long stride) {
    return new ResidualBlock(inputs, outputs, norm, stride);
  }

  static FlowBlock bottleneck(long inputs, long outputs, @Nullable Norm norm, long stride) {
    return new BottleneckBlock(inputs, outputs, norm, stride);
  }

  static Conv2dNormActivation conv(
      long inputs, long outputs, long kernel, long stride, @Nullable Norm norm) {
    return new Conv2dNormActivation(
        inputs, outputs, c -> c.kernelSize(kernel).stride(stride).normLayer(norm).bias(true));
  }

  /** What brings the input to the size of the output. */
  static Module shortcut(long inputs, long outputs, @Nullable Norm norm, long stride) {
    return stride == 1
        ? new Identity()
        : new Conv2dNormActivation(
            inputs,
            outputs,
            c -> c.kernelSize(1).stride(stride).normLayer(norm).bias(true).activationLayer(null));
  }

  private static final class ResidualBlock extends FlowBlock {
    Conv2dNormActivation convnormrelu1;
    Conv2dNormActivation convnormrelu2;
    Module downsample;
    ReLU relu = new ReLU(true);

    ResidualBlock(long inputs, long outputs, @Nullable Norm norm, long stride) {
      this.convnormrelu1 = conv(inputs, outputs, 3, stride, norm);
      this.convnormrelu2 = conv(outputs, outputs, 3, 1, norm);
      this.downsample = shortcut(inputs, outputs, norm, stride);
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor out = convnormrelu2.call(convnormrelu1.call(x));
      return relu.call(downsample.call(x).add(out));
    }
  }

  private static final class BottleneckBlock extends FlowBlock {
    Conv2dNormActivation convnormrelu1;
    Conv2dNormActivation convnormrelu2;
    Conv2dNormActivation convnormrelu3;
    ReLU relu = new ReLU(true);
    Module downsample;

    BottleneckBlock(long inputs, long outputs, @Nullable Norm norm, long stride) {
      this.convnormrelu1 = conv(inputs, outputs / 4, 1, 1, norm);
      this.convnormrelu2 = conv(outputs / 4, outputs / 4, 3, stride, norm);
      this.convnormrelu3 = conv(outputs / 4, outputs, 1, 1, norm);
      this.downsample = shortcut(inputs, outputs, norm, stride);
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor out = convnormrelu3.call(convnormrelu2.call(convnormrelu1.call(x)));
      return relu.call(downsample.call(x).add(out));
    }
  }
}
