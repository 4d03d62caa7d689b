package dev.obor.vision.models;

import dev.obor.nn.AvgPool2d;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;

/** Halves the channels and the picture between two blocks of {@link DenseNet}. */
final class DenseTransition extends Sequential {
  DenseTransition(long inputs, long outputs) {
    registerModule("norm", new BatchNorm2d(inputs));
    registerModule("relu", new ReLU(true));
    registerModule("conv", new Conv2d(inputs, outputs, 1, o -> o.stride(1).bias(false)));
    registerModule("pool", new AvgPool2d(2, 2));
  }

  @Override
  protected String getName() {
    return "_Transition";
  }
}
