package dev.obor.distributions;

import dev.obor.NotImplementedException;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.autograd.Autograd;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The base of the exponential families, whose densities are {@code p(x) = exp(t(x) · θ - F(θ) +
 * k(x))}: Python's {@code torch.distributions.ExponentialFamily}.
 *
 * <p>θ are the natural parameters, t the sufficient statistic, F the log normalizer and k the
 * carrier measure. From F and its gradient come the entropy, where a class has no formula for it,
 * and the divergence of two members of one family.
 *
 * <pre>{@code
 * class Waiting extends ExponentialFamily {
 *   @Override
 *   protected Tensor[] naturalParams() {
 *     return new Tensor[] {rate.neg()};
 *   }
 *
 *   @Override
 *   protected Tensor logNormalizer(Tensor... parameters) {
 *     return parameters[0].neg().log().neg();
 *   }
 *   // …
 * }
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public abstract class ExponentialFamily extends Distribution {
  /** For subclasses; see {@link Distribution#Distribution}. */
  protected ExponentialFamily(Size batchShape, Size eventShape, @Nullable Boolean validateArgs) {
    super(batchShape, eventShape, validateArgs);
  }

  /** The natural parameters θ: Python's {@code _natural_params}. */
  protected abstract Tensor[] naturalParams();

  /** F of natural parameters: Python's {@code _log_normalizer(*natural_params)}. */
  protected abstract Tensor logNormalizer(Tensor... parameters);

  /**
   * The mean of the carrier measure: Python's {@code _mean_carrier_measure}.
   *
   * @throws NotImplementedException if it is not known
   */
  protected double meanCarrierMeasure() {
    throw new NotImplementedException(
        PythonNames.of(getClass()) + " does not implement _mean_carrier_measure");
  }

  @Override
  protected Tensor computeEntropy() {
    double carrier = meanCarrierMeasure();
    Derivative f = derivative();
    Tensor result = f.value().add(-carrier);
    for (int i = 0; i < f.at().size(); i++) {
      Tensor product = f.at().get(i).mul(f.gradients().get(i));
      result = result.sub(product.reshape(Sizes.append(batchShape(), -1)).sum(-1));
    }
    return result;
  }

  /**
   * F at the natural parameters, and its gradients.
   *
   * @param at the parameters, apart from the graph of the distribution's own
   */
  record Derivative(List<Tensor> at, Tensor value, List<Tensor> gradients) {}

  final Derivative derivative() {
    try (ThreadMode mode = Torch.enableGrad()) {
      Tensor[] at = naturalParams();
      for (int i = 0; i < at.length; i++) {
        at[i] = at[i].detach().requiresGrad_();
      }
      Tensor value = logNormalizer(at);
      List<Tensor> gradients =
          Autograd.grad(List.of(value.sum()), List.of(at), o -> o.createGraph(true));
      return new Derivative(List.of(at), value, gradients);
    }
  }
}
