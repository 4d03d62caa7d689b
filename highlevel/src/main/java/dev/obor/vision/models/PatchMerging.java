package dev.obor.vision.models;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Makes one pixel of four, between the stages of {@link SwinTransformer}.
 *
 * <p>Input: (…, H, W, C). Output: (…, (H + 1) / 2, (W + 1) / 2, 2 C).
 *
 * <p>Thread rule: that of {@link Module}.
 */
public final class PatchMerging extends Module {
  private final boolean isSecond;
  Linear reduction;
  Module norm;

  /** Makes the layer as the first paper has it: Python's {@code PatchMerging(dim, norm_layer)}. */
  public PatchMerging(long dim, LongFunction<? extends Module> normLayer) {
    this(dim, normLayer, false);
  }

  /** Makes the layer of the first paper, or that of the second, which normalises later. */
  PatchMerging(long dim, LongFunction<? extends Module> normLayer, boolean isSecond) {
    this.isSecond = isSecond;
    this.reduction = new Linear(4 * dim, 2 * dim, false);
    this.norm = normLayer.apply(isSecond ? 2 * dim : 4 * dim);
  }

  @Override
  public Tensor forward(Tensor x) {
    long height = x.size(-3);
    long width = x.size(-2);
    Tensor even = F.pad(x, Torch.size(0, 0, 0, width % 2, 0, height % 2));
    Tensor joined =
        Torch.cat(
            List.of(every(even, 0, 0), every(even, 1, 0), every(even, 0, 1), every(even, 1, 1)),
            -1);
    return isSecond ? norm.call(reduction.call(joined)) : reduction.call(norm.call(joined));
  }

  private static Tensor every(Tensor x, long row, long column) {
    Tensor rows = Aten.slice_Tensor(x, -3, row, null, 2);
    return Aten.slice_Tensor(rows, -2, column, null, 2);
  }

  @Override
  protected String getName() {
    return isSecond ? "PatchMergingV2" : "PatchMerging";
  }
}
