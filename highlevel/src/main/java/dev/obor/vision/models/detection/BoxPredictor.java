package dev.obor.vision.models.detection;

import dev.obor.Tensor;

/**
 * A module that tells the classes of regions and how to move their boxes: what {@link
 * RoIHeads#boxPredictor} may be.
 */
public interface BoxPredictor {
  /**
   * What it tells.
   *
   * @param scores for each class, of which the first is none: (N, classes)
   * @param boxDeltas how to move the box for each class, (N, 4 · classes)
   */
  record Output(Tensor scores, Tensor boxDeltas) {}

  /** Computes the answers for features of regions. */
  Output call(Tensor x);
}
