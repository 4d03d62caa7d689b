package dev.obor.vision.models;

import dev.obor.NotImplementedException;
import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import org.jspecify.annotations.Nullable;

/**
 * Two convolutions of 3 by 3 beside the identity: the block of {@link ResNet} with 18 and 34
 * layers.
 */
public final class BasicBlock extends ResidualBlock {
  static final long EXPANSION = 1;

  Conv2d conv1;
  Module bn1;
  ReLU relu = new ReLU(true);
  Conv2d conv2;
  Module bn2;
  @Nullable Module downsample;

  BasicBlock(Plan plan) {
    if (plan.groups() != 1 || plan.baseWidth() != 64) {
      throw new ValueException("BasicBlock only supports groups=1 and base_width=64");
    }
    if (plan.dilation() > 1) {
      throw new NotImplementedException("Dilation > 1 not supported in BasicBlock");
    }
    this.conv1 = conv3x3(plan.inplanes(), plan.planes(), plan.stride(), 1, 1);
    this.bn1 = plan.normLayer().apply(plan.planes());
    this.conv2 = conv3x3(plan.planes(), plan.planes(), 1, 1, 1);
    this.bn2 = plan.normLayer().apply(plan.planes());
    this.downsample = plan.downsample();
  }

  @Override
  void startAsIdentity() {
    if (bn2 instanceof BatchNorm2d norm) {
      InitialWeights.zeros(norm.weight);
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor out = bn2.call(conv2.call(relu.call(bn1.call(conv1.call(x)))));
    return relu.call(out.add_(identity(x, downsample)));
  }
}
