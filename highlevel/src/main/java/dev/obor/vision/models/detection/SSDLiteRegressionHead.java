package dev.obor.vision.models.detection;

import dev.obor.nn.Module;
import dev.obor.nn.ModuleList;
import java.util.function.LongFunction;

/**
 * Tells how to move the boxes of SSDlite: Python's {@code
 * torchvision.models.detection.ssdlite.SSDLiteRegressionHead}.
 *
 * <p>Weights are drawn from the normal distribution with standard deviation 0.03; biases of single
 * convolutions are zeros. Thread rule: that of {@link Module}.
 */
public class SSDLiteRegressionHead extends SSDScoringHead {
  /**
   * Makes a head: Python's {@code SSDLiteRegressionHead(in_channels, num_anchors, norm_layer)}.
   *
   * @param inChannels the channels of each features
   * @param numAnchors the boxes of each place, for each features
   * @param normLayer makes a normalisation for a number of channels
   */
  public SSDLiteRegressionHead(
      long[] inChannels, long[] numAnchors, LongFunction<? extends Module> normLayer) {
    super(modules(inChannels, numAnchors, 4, normLayer), 4);
  }

  private static ModuleList<Module> modules(
      long[] inChannels,
      long[] numAnchors,
      long columns,
      LongFunction<? extends Module> normLayer) {
    ModuleList<Module> modules = new ModuleList<>();
    for (int i = 0; i < inChannels.length; i++) {
      modules.append(SSDLiteHead.prediction(inChannels[i], columns * numAnchors[i], normLayer));
    }
    Weightings.normal(modules, 0.03);
    return modules;
  }
}
