package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.Map;

/**
 * A module that computes features of several sizes for {@link FasterRCNN} and its like.
 *
 * <p>Another module, which gives one tensor, is a backbone too: its features go by the name {@code
 * 0}, and {@code outChannels} among the keyword arguments says how many channels they have.
 */
public interface Backbone {
  /**
   * Computes features.
   *
   * @param x pictures, (N, 3, H, W)
   * @return (N, C, H, W) by their names, the largest first
   */
  Map<String, Tensor> call(Tensor x);

  /**
   * The channels of the features: Python's {@code backbone.out_channels}. {@link SSD} finds out
   * itself how many each of its features have.
   *
   * @throws ValueException unless it is overridden
   */
  default long outChannels() {
    throw unknownChannels();
  }

  /** Tells that nothing tells the channels of a backbone. */
  static ValueException unknownChannels() {
    return new ValueException(
        "backbone should contain an attribute out_channels specifying the number of output channels"
            + " (assumed to be the same for all the levels)\nSet it among the options:"
            + " o.outChannels(1280).");
  }
}
