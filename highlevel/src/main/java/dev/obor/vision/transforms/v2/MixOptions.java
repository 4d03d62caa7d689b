package dev.obor.vision.transforms.v2;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link MixUp} and {@link CutMix}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class MixOptions {
  double alpha = 1;
  @Nullable Integer numClasses;
  Function<Object, @Nullable Object> labelsGetter = Labels::find;

  MixOptions() {}

  /** Sets how evenly two images are mixed; default 1. */
  public MixOptions alpha(double value) {
    this.alpha = value;
    return this;
  }

  /** Sets the number of classes, which labels that are numbers of classes need. */
  public MixOptions numClasses(int value) {
    this.numClasses = value;
    return this;
  }

  /**
   * Sets a function that finds the labels in a sample. By default they are the second of a list, or
   * the value of a key like {@code labels}. Python's {@code labels_getter}.
   */
  public MixOptions labelsGetter(Function<Object, @Nullable Object> value) {
    this.labelsGetter = value;
    return this;
  }
}
