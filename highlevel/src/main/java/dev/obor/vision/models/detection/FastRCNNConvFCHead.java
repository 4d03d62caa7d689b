package dev.obor.vision.models.detection;

import dev.obor.nn.Flatten;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.vision.ops.Conv2dNormActivation;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions and linear layers that make features of a region: Python's {@code
 * torchvision.models.detection.faster_rcnn.FastRCNNConvFCHead}.
 *
 * <p>Weights of convolutions are drawn from He's normal distribution for their outputs. Thread
 * rule: that of {@link Module}.
 */
public class FastRCNNConvFCHead extends Sequential {
  /**
   * Makes the layers: Python's {@code FastRCNNConvFCHead(input_size, conv_layers, fc_layers,
   * norm_layer)}.
   *
   * @param inputSize channels, height and width of a region
   * @param convLayers the channels of the convolutions
   * @param fcLayers the outputs of the linear layers
   * @param normLayer makes a normalisation for a number of channels, or null for none
   */
  public FastRCNNConvFCHead(
      long[] inputSize,
      long[] convLayers,
      long[] fcLayers,
      @Nullable LongFunction<? extends Module> normLayer) {
    long channels = inputSize[0];
    for (long next : convLayers) {
      append(new Conv2dNormActivation(channels, next, o -> o.normLayer(normLayer)));
      channels = next;
    }
    append(new Flatten());
    long features = channels * inputSize[1] * inputSize[2];
    for (long next : fcLayers) {
      append(new Linear(features, next));
      append(new ReLU(true));
      features = next;
    }
    Weightings.kaiming(this);
  }
}
