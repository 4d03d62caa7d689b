package dev.obor.vision.models.detection;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws boxes with objects and boxes without, in a proportion as far as there are enough: Python's
 * {@code torchvision.models.detection._utils.BalancedPositiveNegativeSampler}. After the same seed
 * it draws what Python draws.
 *
 * <p>May be used from any thread.
 */
public final class BalancedPositiveNegativeSampler {
  private final long batchSizePerImage;
  private final double positiveFraction;

  /**
   * What was drawn.
   *
   * @param positive for each picture a one for each box with an object that was drawn, uint8
   * @param negative the same for boxes without
   */
  public record Samples(List<Tensor> positive, List<Tensor> negative) {}

  /**
   * Makes a sampler: Python's {@code BalancedPositiveNegativeSampler(batch_size_per_image,
   * positive_fraction)}.
   *
   * @param batchSizePerImage how many boxes of each picture are drawn
   * @param positiveFraction what part of them have objects
   */
  public BalancedPositiveNegativeSampler(long batchSizePerImage, double positiveFraction) {
    this.batchSizePerImage = batchSizePerImage;
    this.positiveFraction = positiveFraction;
  }

  /**
   * Draws boxes: Python's {@code sampler(matched_idxs)}.
   *
   * @param matchedIdxs for each picture one number for each box: from 1 on with an object, 0
   *     without, below 0 not to be drawn
   */
  public Samples call(List<Tensor> matchedIdxs) {
    try (Scope scope = Torch.scope()) {
      List<Tensor> positives = new ArrayList<>();
      List<Tensor> negatives = new ArrayList<>();
      for (Tensor matched : matchedIdxs) {
        Tensor positive = Lists.where(matched.ge(1));
        Tensor negative = Lists.where(matched.eq(0));
        long wanted = (long) (batchSizePerImage * positiveFraction);
        long numPositive = Math.min(positive.numel(), wanted);
        long numNegative = Math.min(negative.numel(), batchSizePerImage - numPositive);
        positives.add(scope.keep(drawn(matched, positive, numPositive)));
        negatives.add(scope.keep(drawn(matched, negative, numNegative)));
      }
      return new Samples(positives, negatives);
    }
  }

  private static Tensor drawn(Tensor matched, Tensor places, long count) {
    Tensor order = Torch.randperm(places.numel(), o -> o.device(places.device()));
    Tensor some = places.indexSelect(0, Lists.first(order, count));
    return Torch.zerosLike(matched, o -> o.dtype(DType.UINT8)).indexFill_(0, some, 1);
  }
}
