package dev.obor.vision.models;

import dev.obor.nn.Sequential;

/**
 * A block of {@link MobileNetV2} or {@link MobileNetV3}, as networks see it that are built from
 * their layers.
 */
public interface MobileBlock {
  /** Whether the picture gets smaller here, or would if nothing dilated. */
  boolean isStrided();

  /** The channels that come out: Python's {@code block.out_channels}. */
  long outChannels();

  /** The layers of the block. */
  Sequential layers();
}
