package dev.obor.vision.models.detection;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;

/**
 * Gives each box the object that it overlaps most, if it does so enough: Python's {@code
 * torchvision.models.detection._utils.Matcher}.
 *
 * <pre>{@code
 * Matcher matcher = new Matcher(0.7, 0.3, true);
 * Tensor matches = matcher.call(Ops.boxIou(objects, boxes));
 * }</pre>
 *
 * <p>May be used from any thread.
 */
public class Matcher {
  /** Stands for a box that no object overlaps enough: Python's {@code BELOW_LOW_THRESHOLD}. */
  public static final long BELOW_LOW_THRESHOLD = -1;

  /** Stands for a box of which nothing can be said: Python's {@code BETWEEN_THRESHOLDS}. */
  public static final long BETWEEN_THRESHOLDS = -2;

  private final double highThreshold;
  private final double lowThreshold;
  private final boolean allowLowQualityMatches;

  /** Makes a matcher without matches of low quality. */
  public Matcher(double highThreshold, double lowThreshold) {
    this(highThreshold, lowThreshold, false);
  }

  /**
   * Makes a matcher: Python's {@code Matcher(high_threshold, low_threshold,
   * allow_low_quality_matches)}.
   *
   * @param highThreshold from what overlap on a box gets the object
   * @param lowThreshold below what overlap it gets none
   * @param allowLowQualityMatches whether the boxes that overlap an object most get it in any case
   * @throws ValueException if the low threshold is above the high one
   */
  public Matcher(double highThreshold, double lowThreshold, boolean allowLowQualityMatches) {
    if (lowThreshold > highThreshold) {
      throw new ValueException(
          "low_threshold should be <= high_threshold\nThey are "
              + lowThreshold
              + " and "
              + highThreshold
              + ".");
    }
    this.highThreshold = highThreshold;
    this.lowThreshold = lowThreshold;
    this.allowLowQualityMatches = allowLowQualityMatches;
  }

  /**
   * Finds the objects: Python's {@code matcher(match_quality_matrix)}.
   *
   * @param matchQualityMatrix how much each object overlaps each box, (objects, boxes)
   * @return for each box the number of its object, {@link #BELOW_LOW_THRESHOLD} or {@link
   *     #BETWEEN_THRESHOLDS}: (boxes), int64
   * @throws ValueException if there are no objects or no boxes
   */
  public Tensor call(Tensor matchQualityMatrix) {
    if (matchQualityMatrix.numel() == 0) {
      throw new ValueException(
          matchQualityMatrix.size(0) == 0
              ? "No ground-truth boxes available for one of the images during training"
              : "No proposal boxes available for one of the images during training");
    }
    try (Scope scope = Torch.scope()) {
      var best = matchQualityMatrix.max(0L);
      Tensor below = best.values().lt(lowThreshold);
      Tensor between = best.values().ge(lowThreshold).logicalAnd(best.values().lt(highThreshold));
      Tensor matches =
          best.indices()
              .maskedFill(below, BELOW_LOW_THRESHOLD)
              .maskedFill(between, BETWEEN_THRESHOLDS);
      if (allowLowQualityMatches) {
        Tensor highest = matchQualityMatrix.max(1L, true).values();
        Tensor isHighest = matchQualityMatrix.eq(highest).any(0L);
        matches = Torch.where(isHighest, best.indices(), matches);
      }
      return scope.keep(matches);
    }
  }
}
