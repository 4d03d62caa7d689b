package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;

/** The divergences of normal distributions over vectors. */
final class KlOfVectors {
  private KlOfVectors() {}

  static void register() {
    Kl.registerKl(
        LowRankMultivariateNormal.class,
        LowRankMultivariateNormal.class,
        KlOfVectors::lowRankToLowRank);
    Kl.registerKl(
        MultivariateNormal.class, LowRankMultivariateNormal.class, KlOfVectors::fullToLowRank);
    Kl.registerKl(
        LowRankMultivariateNormal.class, MultivariateNormal.class, KlOfVectors::lowRankToFull);
    Kl.registerKl(MultivariateNormal.class, MultivariateNormal.class, KlOfVectors::fullToFull);
  }

  /** The size of the events, which both must have. */
  private static long size(Distribution p, Distribution q, String what) {
    if (!p.eventShape().equals(q.eventShape())) {
      throw new ValueException(
          "KL-divergence between two "
              + what
              + " Normals with                          different event shapes cannot be computed");
    }
    return Sizes.lastOf(p.eventShape());
  }

  private static Tensor logDet(LowRankMultivariateNormal.Core core) {
    return Gaussians.lowRankLogDet(core.d(), core.capacitance());
  }

  private static Tensor distance(LowRankMultivariateNormal.Core q, Tensor difference) {
    return Gaussians.lowRankMahalanobis(q.w(), q.d(), difference, q.capacitance());
  }

  /** What the inverse of the covariance of q lacks to the inverse of its diagonal, as a root. */
  private static Tensor correction(LowRankMultivariateNormal.Core q) {
    return Gaussians.solve(q.capacitance(), q.w().mT().div(q.d().unsqueeze(-2)));
  }

  private static Tensor lowRankToLowRank(
      LowRankMultivariateNormal left, LowRankMultivariateNormal right) {
    long n = size(left, right, "Low Rank Multivariate");
    LowRankMultivariateNormal.Core p = left.core();
    LowRankMultivariateNormal.Core q = right.core();
    Tensor term1 = logDet(q).sub(logDet(p));
    Tensor term3 = distance(q, right.loc().sub(left.loc()));
    Tensor a = correction(q);
    Tensor term21 = p.d().div(q.d()).sum(-1);
    Tensor term22 = Gaussians.traceOfSquare(p.w().mul(q.d().rsqrt().unsqueeze(-1)));
    Tensor term23 = Gaussians.traceOfSquare(a.mul(p.d().sqrt().unsqueeze(-2)));
    Tensor term24 = Gaussians.traceOfSquare(a.matmul(p.w()));
    Tensor term2 = term21.add(term22).sub(term23).sub(term24);
    return term1.add(term2).add(term3).sub(n).mul(0.5);
  }

  private static Tensor fullToLowRank(MultivariateNormal left, LowRankMultivariateNormal right) {
    long n = size(left, right, "(Low Rank) Multivariate");
    LowRankMultivariateNormal.Core q = right.core();
    Tensor term1 = logDet(q).sub(Formulas.logDiagonal(left.factor()).mul(2));
    Tensor term3 = distance(q, right.loc().sub(left.loc()));
    Tensor a = correction(q);
    Tensor term21 = Gaussians.traceOfSquare(left.factor().mul(q.d().rsqrt().unsqueeze(-1)));
    Tensor term22 = Gaussians.traceOfSquare(a.matmul(left.factor()));
    return term1.add(term21.sub(term22)).add(term3).sub(n).mul(0.5);
  }

  private static Tensor lowRankToFull(LowRankMultivariateNormal left, MultivariateNormal right) {
    long n = size(left, right, "(Low Rank) Multivariate");
    LowRankMultivariateNormal.Core p = left.core();
    Tensor factor = right.factor();
    Tensor term1 = Formulas.logDiagonal(factor).mul(2).sub(logDet(p));
    Tensor term3 = Gaussians.mahalanobis(factor, right.loc().sub(left.loc()));
    Size batch =
        Torch.broadcastShapes(Sizes.butLast(factor.size(), 2), Sizes.butLast(p.w().size(), 2));
    Tensor scale = factor.expand(Sizes.append(batch, n, n));
    Tensor w = p.w().expand(Sizes.append(batch, n, p.w().size(-1)));
    Tensor d = p.d().sqrt().diagEmbed().expand(Sizes.append(batch, n, n));
    Tensor term21 = Gaussians.traceOfSquare(Gaussians.solve(scale, w));
    Tensor term22 = Gaussians.traceOfSquare(Gaussians.solve(scale, d));
    return term1.add(term21.add(term22)).add(term3).sub(n).mul(0.5);
  }

  private static Tensor fullToFull(MultivariateNormal p, MultivariateNormal q) {
    long n = size(p, q, "Multivariate");
    Tensor half = Formulas.logDiagonal(q.factor()).sub(Formulas.logDiagonal(p.factor()));
    Size batch =
        Torch.broadcastShapes(
            Sizes.butLast(q.factor().size(), 2), Sizes.butLast(p.factor().size(), 2));
    Tensor scaleQ = q.factor().expand(Sizes.append(batch, n, n));
    Tensor scaleP = p.factor().expand(Sizes.append(batch, n, n));
    Tensor term2 = Gaussians.traceOfSquare(Gaussians.solve(scaleQ, scaleP));
    Tensor term3 = Gaussians.mahalanobis(q.factor(), q.loc().sub(p.loc()));
    return half.add(term2.add(term3).sub(n).mul(0.5));
  }
}
