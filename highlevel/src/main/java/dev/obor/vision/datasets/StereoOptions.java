package dev.obor.vision.datasets;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments that the datasets for stereo matching have in common.
 *
 * @param <O> the options themselves
 */
public abstract class StereoOptions<O extends StereoOptions<O>> {
  @Nullable UnaryOperator<StereoViews> transforms;

  StereoOptions() {}

  @SuppressWarnings("unchecked") // a class names itself as O
  final O self() {
    return (O) this;
  }

  /** Sets what is done to pictures, disparities and masks together; default null, nothing. */
  public O transforms(@Nullable UnaryOperator<StereoViews> value) {
    this.transforms = value;
    return self();
  }
}
