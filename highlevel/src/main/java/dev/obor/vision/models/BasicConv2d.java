package dev.obor.vision.models;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.F;
import dev.obor.nn.Module;

/** A convolution, a normalisation and a ReLU: what the Inception networks are made of. */
final class BasicConv2d extends Module {
  Conv2d conv;
  BatchNorm2d bn;

  BasicConv2d(long inputs, long outputs, long kernel) {
    this(inputs, outputs, Torch.size(kernel, kernel), 1, 0, 0);
  }

  /** A square kernel, with the same padding on all sides. */
  BasicConv2d(long inputs, long outputs, long kernel, long stride, long padding) {
    this(inputs, outputs, Torch.size(kernel, kernel), stride, padding, padding);
  }

  /** A kernel that is a row or a column, with the padding that keeps the size. */
  static BasicConv2d line(long inputs, long outputs, long height, long width) {
    return new BasicConv2d(
        inputs, outputs, Torch.size(height, width), 1, (height - 1) / 2, (width - 1) / 2);
  }

  private BasicConv2d(
      long inputs, long outputs, Size kernel, long stride, long above, long beside) {
    this.conv =
        new Conv2d(
            inputs, outputs, kernel, o -> o.stride(stride).padding(above, beside).bias(false));
    this.bn = new BatchNorm2d(outputs, 0.001);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.relu(bn.call(conv.call(x)), true);
  }
}
