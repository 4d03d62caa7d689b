package dev.obor.distributions;

import dev.obor.Tensor;

/**
 * Maps values to their probabilities under a distribution, {@code y = cdf(x)}: Python's {@code
 * CumulativeDistributionTransform(distribution)}.
 *
 * <pre>{@code
 * // a Gaussian copula
 * Distribution base = new MultivariateNormal(loc, o -> o.scaleTril(factor));
 * Transform cdf = new CumulativeDistributionTransform(new Normal(0, 1));
 * Distribution copula = new TransformedDistribution(base, cdf);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class CumulativeDistributionTransform extends Transform {
  private final Distribution distribution;

  /** Makes the transform of a distribution that has a cdf, an icdf and a logProb. */
  public CumulativeDistributionTransform(Distribution distribution) {
    this(distribution, 0);
  }

  /** The same with a cache of size 0 or 1. */
  public CumulativeDistributionTransform(Distribution distribution, int cacheSize) {
    super(cacheSize);
    this.distribution = distribution;
  }

  /** The distribution: Python's {@code distribution}. */
  public Distribution distribution() {
    return distribution;
  }

  @Override
  public Constraint domain() {
    return distribution.support();
  }

  @Override
  public Constraint codomain() {
    return Constraints.UNIT_INTERVAL;
  }

  @Override
  public boolean bijective() {
    return true;
  }

  @Override
  protected int constantSign() {
    return 1;
  }

  @Override
  protected Transform computeWithCache(int cacheSize) {
    return new CumulativeDistributionTransform(distribution, cacheSize);
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    return distribution.cdf(x);
  }

  @Override
  protected Tensor computeInverse(Tensor y) {
    return distribution.icdf(y);
  }

  @Override
  protected Tensor computeLogAbsDetJacobian(Tensor x, Tensor y) {
    return distribution.logProb(x);
  }
}
