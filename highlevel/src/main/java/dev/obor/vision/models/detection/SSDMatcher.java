package dev.obor.vision.models.detection;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.List;

/**
 * A matcher that gives every object at least the box that it overlaps most: Python's {@code
 * torchvision.models.detection._utils.SSDMatcher}.
 */
public class SSDMatcher extends Matcher {
  /** Makes a matcher: Python's {@code SSDMatcher(threshold)}. */
  public SSDMatcher(double threshold) {
    super(threshold, threshold, false);
  }

  @Override
  public Tensor call(Tensor matchQualityMatrix) {
    try (Scope scope = Torch.scope()) {
      Tensor matches = super.call(matchQualityMatrix);
      Tensor best = matchQualityMatrix.max(1L).indices();
      Tensor objects = Torch.arange(best.size(0), o -> o.dtype(DType.INT64).device(best.device()));
      return scope.keep(matches.indexPut_(List.of(best), objects));
    }
  }
}
