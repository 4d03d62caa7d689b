package dev.obor.vision.models.detection;

import dev.obor.nn.Conv2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU6;
import dev.obor.nn.Sequential;
import dev.obor.vision.ops.Conv2dNormActivation;
import java.util.function.LongFunction;

/**
 * {@link SSDHead} with convolutions of each channel alone: Python's {@code
 * torchvision.models.detection.ssdlite.SSDLiteHead}.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class SSDLiteHead extends SSDHead {
  /**
   * Makes a head: Python's {@code SSDLiteHead(in_channels, num_anchors, num_classes, norm_layer)}.
   *
   * @param inChannels the channels of each features
   * @param numAnchors the boxes of each place, for each features
   * @param numClasses the classes, one more for nothing
   * @param normLayer makes a normalisation for a number of channels
   */
  public SSDLiteHead(
      long[] inChannels,
      long[] numAnchors,
      long numClasses,
      LongFunction<? extends Module> normLayer) {
    super(
        new SSDLiteClassificationHead(inChannels, numAnchors, numClasses, normLayer),
        new SSDLiteRegressionHead(inChannels, numAnchors, normLayer));
  }

  /** Convolves each channel, and then all of them in each pixel. */
  static Sequential prediction(
      long inChannels, long outChannels, LongFunction<? extends Module> normLayer) {
    return new Sequential(
        new Conv2dNormActivation(
            inChannels,
            inChannels,
            o -> o.groups(inChannels).normLayer(normLayer).activationLayer(() -> new ReLU6(true))),
        new Conv2d(inChannels, outChannels, 1));
  }
}
