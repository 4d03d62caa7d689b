package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;

/**
 * Two linear layers that make features of a region: Python's {@code
 * torchvision.models.detection.faster_rcnn.TwoMLPHead}.
 *
 * <p>Input: (N, C, H, W), of inChannels numbers each. Output: (N, representationSize). Thread rule:
 * that of {@link Module}.
 */
public class TwoMLPHead extends Module {
  /** The first layer. */
  public Linear fc6;

  /** The second layer. */
  public Linear fc7;

  /** Makes the layers: Python's {@code TwoMLPHead(in_channels, representation_size)}. */
  public TwoMLPHead(long inChannels, long representationSize) {
    this.fc6 = new Linear(inChannels, representationSize);
    this.fc7 = new Linear(representationSize, representationSize);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.relu(fc7.call(F.relu(fc6.call(x.flatten(1)))));
  }
}
