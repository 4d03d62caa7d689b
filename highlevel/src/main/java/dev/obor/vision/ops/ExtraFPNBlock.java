package dev.obor.vision.ops;

import dev.obor.Tensor;
import dev.obor.nn.Module;
import java.util.Map;

/** Adds features to those of a {@link FeaturePyramidNetwork}: Python's {@code ExtraFPNBlock}. */
public abstract class ExtraFPNBlock extends Module {
  /** Makes a block. */
  protected ExtraFPNBlock() {}

  /**
   * Adds features.
   *
   * @param results what the network has made, the largest first
   * @param features what went into it
   * @return the results, and more
   */
  public abstract Map<String, Tensor> extend(
      Map<String, Tensor> results, Map<String, Tensor> features);
}
