package dev.obor.vision.models.optical_flow;

import dev.obor.Tensor;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Init;
import dev.obor.nn.Module;
import dev.obor.nn.Sequential;
import dev.obor.vision.models.optical_flow.FlowBlock.Maker;
import dev.obor.vision.models.optical_flow.FlowBlock.Norm;
import dev.obor.vision.ops.Conv2dNormActivation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds features in pictures, at an eighth of their height and width.
 *
 * <p>Weights of convolutions are drawn from He's normal distribution for their outputs.
 */
final class FeatureEncoder extends Module {
  Conv2dNormActivation convnormrelu;
  Sequential layer1;
  Sequential layer2;
  Sequential layer3;
  Conv2d conv;

  /**
   * Makes an encoder.
   *
   * @param block makes the blocks
   * @param layers the channels of the first convolution, of the three layers, and of the features
   * @param norm makes the normalisations; null for none
   */
  FeatureEncoder(Maker block, List<Long> layers, @Nullable Norm norm) {
    this.convnormrelu = FlowBlock.conv(3, layers.get(0), 7, 2, norm);
    this.layer1 = twice(block, layers.get(0), layers.get(1), norm, 1);
    this.layer2 = twice(block, layers.get(1), layers.get(2), norm, 2);
    this.layer3 = twice(block, layers.get(2), layers.get(3), norm, 2);
    this.conv = new Conv2d(layers.get(3), layers.get(4), 1);
    for (Module module : modules()) {
      if (module instanceof Conv2d found) {
        Init.kaimingNormal_(found.weight, o -> o.mode("fan_out").nonlinearity("relu"));
      }
    }
  }

  private static Sequential twice(
      Maker block, long inputs, long outputs, @Nullable Norm norm, long stride) {
    return new Sequential(
        block.make(inputs, outputs, norm, stride), block.make(outputs, outputs, norm, 1));
  }

  @Override
  public Tensor forward(Tensor x) {
    return conv.call(layer3.call(layer2.call(layer1.call(convnormrelu.call(x)))));
  }
}
