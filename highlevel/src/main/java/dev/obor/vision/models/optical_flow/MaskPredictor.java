package dev.obor.vision.models.optical_flow;

import dev.obor.Tensor;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Module;
import dev.obor.vision.ops.Conv2dNormActivation;

/** Says of which neighbours in a small flow each pixel of the large one is mixed. */
final class MaskPredictor extends Module {
  /** Makes the gradients of this branch smaller. */
  private static final double MULTIPLIER = 0.25;

  Conv2dNormActivation convrelu;
  Conv2d conv;

  MaskPredictor(long inputs, long hidden) {
    this.convrelu = MotionEncoder.conv(inputs, hidden, 3);
    this.conv = new Conv2d(hidden, 8 * 8 * 9, 1);
  }

  @Override
  public Tensor forward(Tensor x) {
    return conv.call(convrelu.call(x)).mul(MULTIPLIER);
  }
}
