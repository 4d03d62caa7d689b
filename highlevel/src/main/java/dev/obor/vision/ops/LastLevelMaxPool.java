package dev.obor.vision.ops;

import dev.obor.Tensor;
import dev.obor.nn.F;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds every second pixel of the smallest features, as {@code pool}: Python's {@code
 * LastLevelMaxPool}.
 */
public class LastLevelMaxPool extends ExtraFPNBlock {
  /** Makes the block. */
  public LastLevelMaxPool() {}

  @Override
  public Map<String, Tensor> extend(Map<String, Tensor> results, Map<String, Tensor> features) {
    Map<String, Tensor> more = new LinkedHashMap<>(results);
    Tensor last = null;
    for (Tensor result : results.values()) {
      last = result;
    }
    if (last != null) {
      more.put("pool", F.maxPool2d(last, 1, 2));
    }
    return more;
  }
}
