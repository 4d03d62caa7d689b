package dev.obor.vision.datasets;

/** Makes a sample whose target is for the transforms of {@code v2}. */
@FunctionalInterface
interface TargetWrapper {
  /** Leaves samples as they are. */
  TargetWrapper IDENTITY = (index, sample) -> sample;

  /**
   * Wraps a sample.
   *
   * @param index where it is in the dataset
   */
  Sample wrap(int index, Sample sample);
}
