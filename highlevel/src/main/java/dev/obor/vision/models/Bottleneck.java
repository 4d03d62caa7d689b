package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import org.jspecify.annotations.Nullable;

/**
 * A convolution of 3 by 3 between two of 1 by 1, beside the identity: the block of {@link ResNet}
 * with 50 layers and more. The stride is that of the middle one, as in torchvision.
 */
public final class Bottleneck extends ResidualBlock {
  static final long EXPANSION = 4;

  Conv2d conv1;
  Module bn1;
  Conv2d conv2;
  Module bn2;
  Conv2d conv3;
  Module bn3;
  ReLU relu = new ReLU(true);
  @Nullable Module downsample;

  Bottleneck(Plan plan) {
    long width = ((long) (plan.planes() * (plan.baseWidth() / 64.0))) * plan.groups();
    this.conv1 = conv1x1(plan.inplanes(), width, 1);
    this.bn1 = plan.normLayer().apply(width);
    this.conv2 = conv3x3(width, width, plan.stride(), plan.groups(), plan.dilation());
    this.bn2 = plan.normLayer().apply(width);
    this.conv3 = conv1x1(width, plan.planes() * EXPANSION, 1);
    this.bn3 = plan.normLayer().apply(plan.planes() * EXPANSION);
    this.downsample = plan.downsample();
  }

  @Override
  void startAsIdentity() {
    if (bn3 instanceof BatchNorm2d norm) {
      InitialWeights.zeros(norm.weight);
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor out = relu.call(bn1.call(conv1.call(x)));
    out = relu.call(bn2.call(conv2.call(out)));
    out = bn3.call(conv3.call(out));
    return relu.call(out.add_(identity(x, downsample)));
  }
}
