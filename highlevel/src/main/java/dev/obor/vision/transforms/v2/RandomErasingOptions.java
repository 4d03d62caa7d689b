package dev.obor.vision.transforms.v2;

import dev.obor.ValueException;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link RandomErasing}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class RandomErasingOptions {
  double p = 0.5;
  double[] scale = {0.02, 0.33};
  double[] ratio = {0.3, 3.3};
  double @Nullable [] value = {0};
  boolean inplace;

  RandomErasingOptions() {}

  /** Sets the probability; default 0.5. */
  public RandomErasingOptions p(double value) {
    this.p = value;
    return this;
  }

  /** Sets the least and the largest part of the area; default 0.02 and 0.33. */
  public RandomErasingOptions scale(double low, double high) {
    this.scale = new double[] {low, high};
    return this;
  }

  /** Sets the least and the largest height for a width; default 0.3 and 3.3. */
  public RandomErasingOptions ratio(double low, double high) {
    this.ratio = new double[] {low, high};
    return this;
  }

  /** Sets what is written: one number, or one for each channel; default 0. */
  public RandomErasingOptions value(double... numbers) {
    this.value = numbers.clone();
    return this;
  }

  /**
   * Sets that noise is written, by the word {@code random}.
   *
   * @throws ValueException if it is another word
   */
  public RandomErasingOptions value(String word) {
    if (!word.equals("random")) {
      throw new ValueException("If value is str, it should be 'random'");
    }
    this.value = null;
    return this;
  }

  /** Sets whether the image itself is changed; default false. */
  public RandomErasingOptions inplace(boolean value) {
    this.inplace = value;
    return this;
  }
}
