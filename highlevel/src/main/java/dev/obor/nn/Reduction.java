package dev.obor.nn;

import dev.obor.ValueException;
import java.util.Locale;

/**
 * What a loss function makes of the losses of the single elements: Python's {@code
 * reduction='mean'}.
 *
 * <p>Values are immutable and safe for use by any thread.
 */
public enum Reduction {
  /** Leaves them as they are. */
  NONE(0),
  /** Takes their mean; if classes have weights, the weighted mean. */
  MEAN(1),
  /** Takes their sum. */
  SUM(2);

  private final long code;

  Reduction(long code) {
    this.code = code;
  }

  /**
   * The reduction of Python's name.
   *
   * @param name {@code none}, {@code mean} or {@code sum}
   * @throws ValueException if it is another
   */
  public static Reduction of(String name) {
    return switch (name) {
      case "none" -> NONE;
      case "mean" -> MEAN;
      case "sum" -> SUM;
      default ->
          throw new ValueException(
              name + " is not a valid value for reduction\nUse 'none', 'mean' or 'sum'.");
    };
  }

  /** LibTorch's own number for the reduction. */
  long code() {
    return code;
  }

  /** Python's name, such as {@code mean}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
