package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.Warnings;
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
  SUM(2),
  /** Takes their sum, divided by the number of rows: for {@link KLDivLoss} alone. */
  BATCHMEAN(-1);

  private final long code;

  Reduction(long code) {
    this.code = code;
  }

  /**
   * The reduction of Python's name.
   *
   * @param name {@code none}, {@code mean} or {@code sum}; for {@link KLDivLoss} also {@code
   *     batchmean}
   * @throws ValueException if it is another
   */
  public static Reduction of(String name) {
    return switch (name) {
      case "none" -> NONE;
      case "mean" -> MEAN;
      case "sum" -> SUM;
      case "batchmean" -> BATCHMEAN;
      case "elementwise_mean" -> {
        Warnings.warn(
            "reduction='elementwise_mean' is deprecated. Please use reduction='mean' instead.");
        yield MEAN;
      }
      default -> throw invalid(name);
    };
  }

  private static ValueException invalid(String name) {
    return new ValueException(
        name + " is not a valid value for reduction\nUse 'none', 'mean' or 'sum'.");
  }

  /** LibTorch's own number for the reduction. */
  long code() {
    if (this == BATCHMEAN) {
      throw invalid("batchmean");
    }
    return code;
  }

  /** Reduces the losses of the single elements. */
  Tensor apply(Tensor losses) {
    return switch (this) {
      case NONE -> losses;
      case MEAN -> losses.mean();
      case SUM -> losses.sum();
      case BATCHMEAN -> throw invalid("batchmean");
    };
  }

  /** Python's name, such as {@code mean}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
