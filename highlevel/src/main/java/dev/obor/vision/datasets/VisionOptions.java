package dev.obor.vision.datasets;

import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
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
  @Nullable BiFunction<? super I, ? super T, Sample> transforms;

  /** Tells whether a file is there and has the checksum. */
  BiPredicate<Path, @Nullable String> integrity = Downloads::checkIntegrity;

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

  /** These options as a program's function has set them. */
  final O set(Consumer<? super O> options) {
    options.accept(self());
    return self();
  }

  @SuppressWarnings("unchecked") // a class names itself as O
  final O self() {
    return (O) this;
  }
}
