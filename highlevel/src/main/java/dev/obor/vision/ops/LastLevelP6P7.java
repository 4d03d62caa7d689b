package dev.obor.vision.ops;

import dev.obor.Tensor;
import dev.obor.nn.Conv2d;
import dev.obor.nn.F;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds two smaller features by convolutions, as {@code p6} and {@code p7}: Python's class. */
public class LastLevelP6P7 extends ExtraFPNBlock {
  /** Makes {@code p6}. */
  public Conv2d p6;

  /** Makes {@code p7} of it. */
  public Conv2d p7;

  private final boolean usesResult;

  /** Makes the block: Python's {@code LastLevelP6P7(in_channels, out_channels)}. */
  public LastLevelP6P7(long inChannels, long outChannels) {
    this.p6 = new Conv2d(inChannels, outChannels, 3, 2, 1);
    this.p7 = new Conv2d(outChannels, outChannels, 3, 2, 1);
    this.usesResult = inChannels == outChannels;
    FeaturePyramidNetwork.initialize(p6);
    FeaturePyramidNetwork.initialize(p7);
  }

  @Override
  public Map<String, Tensor> extend(Map<String, Tensor> results, Map<String, Tensor> features) {
    Map<String, Tensor> more = new LinkedHashMap<>(results);
    Tensor last = null;
    for (Tensor tensor : (usesResult ? results : features).values()) {
      last = tensor;
    }
    if (last != null) {
      Tensor smaller = p6.call(last);
      more.put("p6", smaller);
      more.put("p7", p7.call(F.relu(smaller)));
    }
    return more;
  }
}
