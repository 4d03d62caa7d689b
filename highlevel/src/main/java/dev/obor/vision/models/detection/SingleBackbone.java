package dev.obor.vision.models.detection;

import dev.obor.nn.Module;
import dev.obor.nn.Sequential;

/** Layers that give one tensor of features, and know its channels. */
final class SingleBackbone extends Sequential {
  private final long outChannels;

  SingleBackbone(long outChannels, Module... modules) {
    super(modules);
    this.outChannels = outChannels;
  }

  long outChannels() {
    return outChannels;
  }

  @Override
  protected String getName() {
    return "Sequential";
  }
}
