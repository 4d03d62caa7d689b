package dev.obor.vision.models.detection;

import dev.obor.nn.Conv2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;

/**
 * Convolutions that make features for keypoints: Python's {@code
 * torchvision.models.detection.keypoint_rcnn.KeypointRCNNHeads}.
 *
 * <p>Weights are drawn from He's normal distribution for their outputs. Thread rule: that of {@link
 * Module}.
 */
public class KeypointRCNNHeads extends Sequential {
  /**
   * Makes the layers: Python's {@code KeypointRCNNHeads(in_channels, layers)}.
   *
   * @param inChannels the channels of a region
   * @param layers the channels of the convolutions
   */
  public KeypointRCNNHeads(long inChannels, long... layers) {
    long channels = inChannels;
    for (long next : layers) {
      append(new Conv2d(channels, next, 3, o -> o.padding(1)));
      append(new ReLU(true));
      channels = next;
    }
    Weightings.kaiming(this);
  }
}
