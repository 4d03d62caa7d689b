package dev.obor.vision.models.optical_flow;

import dev.obor.Tensor;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;

/** Says how the flow changes, of what is remembered. */
final class FlowHead extends Module {
  Conv2d conv1;
  Conv2d conv2;
  ReLU relu = new ReLU(true);

  FlowHead(long inputs, long hidden) {
    this.conv1 = new Conv2d(inputs, hidden, 3, o -> o.padding(1));
    this.conv2 = new Conv2d(hidden, 2, 3, o -> o.padding(1));
  }

  @Override
  public Tensor forward(Tensor x) {
    return conv2.call(relu.call(conv1.call(x)));
  }
}
