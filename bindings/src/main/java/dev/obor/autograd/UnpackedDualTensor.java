package dev.obor.autograd;

import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a dual tensor: what Python's {@code torch.autograd.forward_ad.unpack_dual} returns.
 *
 * <pre>{@code
 * try (var level = ForwardAd.dualLevel()) {
 *   var parts = ForwardAd.unpackDual(ForwardAd.makeDual(x, v).sin());
 *   parts.tangent(); // cos(x) * v
 * }
 * }</pre>
 *
 * @param primal the value, a view of the dual tensor
 * @param tangent the tangent, or null where there is none
 */
public record UnpackedDualTensor(Tensor primal, @Nullable Tensor tangent) {
  /** As Python prints it. */
  @Override
  public String toString() {
    return "UnpackedDualTensor(primal="
        + primal
        + ", tangent="
        + (tangent == null ? "None" : tangent)
        + ")";
  }
}
