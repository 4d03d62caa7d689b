package dev.obor.nn.utils;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.nn.Module;
import dev.obor.nn.utils.parametrize.RightInverse;
import java.util.List;

/** The parametrization of {@link Parametrizations#weightNorm}. */
final class NormalizedWeight extends Module implements RightInverse {
  private final long dim;

  NormalizedWeight(long dim) {
    this.dim = dim;
  }

  @Override
  public Tensor forward(Tensor length, Tensor direction) {
    return Aten._weight_norm(direction, length, dim);
  }

  @Override
  public Object rightInverse(Tensor value) {
    return List.of(Aten.norm_except_dim(value, 2, dim), value);
  }

  @Override
  protected String getName() {
    return "_WeightNorm";
  }
}
