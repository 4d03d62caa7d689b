package dev.obor.vision.datasets;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments that the datasets of images have in common.
 *
 * @param <I> what the dataset reads, mostly a {@link java.awt.image.BufferedImage}
 * @param <T> what its targets are, mostly an {@link Integer}
 * @param <O> the options themselves
 */
public abstract class VisionOptions<I, T, O extends VisionOptions<I, T, O>> {
  @Nullable Function<? super I, ?> transform;
  @Nullable Function<? super T, ?> targetTransform;

  /** Makes options with their defaults. */
  protected VisionOptions() {}

  /**
   * Sets what is done to each image when it is read, such as {@code new ToTensor()}; null means
   * nothing, which is the default.
   */
  public O transform(@Nullable Function<? super I, ?> value) {
    this.transform = value;
    return self();
  }

  /** Sets what is done to each target when it is read; null means nothing. */
  public O targetTransform(@Nullable Function<? super T, ?> value) {
    this.targetTransform = value;
    return self();
  }

  @SuppressWarnings("unchecked") // a class names itself as O
  final O self() {
    return (O) this;
  }
}
