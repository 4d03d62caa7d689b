package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.ReLU;
import java.util.List;

/** Brings the channels down, and up again by kernels of two sizes: a part of {@link SqueezeNet}. */
final class Fire extends Module {
  Conv2d squeeze;

  @Name("squeeze_activation")
  ReLU squeezeActivation = new ReLU(true);

  Conv2d expand1x1;

  @Name("expand1x1_activation")
  ReLU expand1x1Activation = new ReLU(true);

  Conv2d expand3x3;

  @Name("expand3x3_activation")
  ReLU expand3x3Activation = new ReLU(true);

  Fire(long inputs, long squeezed, long expanded) {
    this.squeeze = new Conv2d(inputs, squeezed, 1);
    this.expand1x1 = new Conv2d(squeezed, expanded, 1);
    this.expand3x3 = new Conv2d(squeezed, expanded, 3, o -> o.padding(1));
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor narrow = squeezeActivation.call(squeeze.call(x));
    Tensor points = expand1x1Activation.call(expand1x1.call(narrow));
    Tensor squares = expand3x3Activation.call(expand3x3.call(narrow));
    return Torch.cat(List.of(points, squares), 1);
  }
}
