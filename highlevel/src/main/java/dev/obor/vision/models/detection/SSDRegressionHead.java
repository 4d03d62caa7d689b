package dev.obor.vision.models.detection;

import dev.obor.nn.Conv2d;
import dev.obor.nn.Module;
import dev.obor.nn.ModuleList;

/**
 * Tells how to move the boxes of SSD: Python's {@code
 * torchvision.models.detection.ssd.SSDRegressionHead}.
 *
 * <p>Weights are drawn from Glorot's uniform distribution; biases of single convolutions are zeros.
 * Thread rule: that of {@link Module}.
 */
public class SSDRegressionHead extends SSDScoringHead {
  /**
   * Makes a head: Python's {@code SSDRegressionHead(in_channels, num_anchors)}.
   *
   * @param inChannels the channels of each features
   * @param numAnchors the boxes of each place, for each features
   */
  public SSDRegressionHead(long[] inChannels, long[] numAnchors) {
    super(modules(inChannels, numAnchors, 4), 4);
  }

  private static ModuleList<Module> modules(long[] inChannels, long[] numAnchors, long columns) {
    ModuleList<Module> modules = new ModuleList<>();
    for (int i = 0; i < inChannels.length; i++) {
      modules.append(new Conv2d(inChannels[i], columns * numAnchors[i], 3, 1, 1));
    }
    Weightings.xavier(modules);
    return modules;
  }
}
