package dev.obor.distributions;

import dev.obor.NotImplementedException;
import dev.obor.Tensor;

/** The divergences of two distributions of the same family. */
final class KlOfOneFamily {
  private KlOfOneFamily() {}

  static void register() {
    Kl.registerKl(Beta.class, Beta.class, KlOfOneFamily::ofBeta);
    Kl.registerKl(
        ContinuousBernoulli.class, ContinuousBernoulli.class, KlOfOneFamily::ofContinuousBernoulli);
    Kl.registerKl(Dirichlet.class, Dirichlet.class, KlOfOneFamily::ofDirichlet);
    Kl.registerKl(Exponential.class, Exponential.class, KlOfOneFamily::ofExponential);
    Kl.registerKl(Gamma.class, Gamma.class, KlOfOneFamily::ofGamma);
    Kl.registerKl(Gumbel.class, Gumbel.class, KlOfOneFamily::ofGumbel);
    Kl.registerKl(Geometric.class, Geometric.class, KlOfOneFamily::ofGeometric);
    Kl.registerKl(Laplace.class, Laplace.class, KlOfOneFamily::ofLaplace);
    Kl.registerKl(Normal.class, Normal.class, KlOfOneFamily::ofNormal);
    Kl.registerKl(Poisson.class, Poisson.class, KlOfOneFamily::ofPoisson);
    Kl.registerKl(Uniform.class, Uniform.class, KlOfOneFamily::ofUniform);
    Kl.registerKl(Cauchy.class, Cauchy.class, KlOfOneFamily::ofCauchy);
    Kl.registerKl(Bernoulli.class, Bernoulli.class, KlOfOneFamily::ofBernoulli);
    Kl.registerKl(Binomial.class, Binomial.class, KlOfOneFamily::ofBinomial);
    Kl.registerKl(Categorical.class, Categorical.class, KlOfOneFamily::ofCategorical);
    Kl.registerKl(Pareto.class, Pareto.class, KlOfOneFamily::ofPareto);
    Kl.registerKl(
        HalfNormal.class, HalfNormal.class, (p, q) -> Kl.klDivergence(p.baseDist(), q.baseDist()));
    Kl.registerKl(
        OneHotCategorical.class,
        OneHotCategorical.class,
        (p, q) -> ofCategorical(p.categorical(), q.categorical()));
    Kl.registerKl(
        TransformedDistribution.class, TransformedDistribution.class, KlOfOneFamily::ofTransformed);
    Kl.registerKl(Independent.class, Independent.class, KlOfOneFamily::ofIndependent);
    Kl.registerKl(
        ExponentialFamily.class, ExponentialFamily.class, KlOfOneFamily::ofExponentialFamily);
  }

  private static Tensor ofBeta(Beta p, Beta q) {
    Tensor sumParamsP = p.concentration1().add(p.concentration0());
    Tensor sumParamsQ = q.concentration1().add(q.concentration0());
    Tensor t1 =
        q.concentration1().lgamma().add(q.concentration0().lgamma()).add(sumParamsP.lgamma());
    Tensor t2 =
        p.concentration1().lgamma().add(p.concentration0().lgamma()).add(sumParamsQ.lgamma());
    Tensor t3 = p.concentration1().sub(q.concentration1()).mul(p.concentration1().digamma());
    Tensor t4 = p.concentration0().sub(q.concentration0()).mul(p.concentration0().digamma());
    Tensor t5 = sumParamsQ.sub(sumParamsP).mul(sumParamsP.digamma());
    return t1.sub(t2).add(t3).add(t4).add(t5);
  }

  private static Tensor ofContinuousBernoulli(ContinuousBernoulli p, ContinuousBernoulli q) {
    Tensor t1 = p.mean().mul(p.logits().sub(q.logits()));
    Tensor t2 = p.logNorm().add(p.probs().neg().log1p());
    Tensor t3 = q.logNorm().neg().sub(q.probs().neg().log1p());
    return t1.add(t2).add(t3);
  }

  private static Tensor ofDirichlet(Dirichlet p, Dirichlet q) {
    Tensor sumPConcentration = p.concentration().sum(-1);
    Tensor sumQConcentration = q.concentration().sum(-1);
    Tensor t1 = sumPConcentration.lgamma().sub(sumQConcentration.lgamma());
    Tensor t2 = p.concentration().lgamma().sub(q.concentration().lgamma()).sum(-1);
    Tensor t3 = p.concentration().sub(q.concentration());
    Tensor t4 = p.concentration().digamma().sub(sumPConcentration.digamma().unsqueeze(-1));
    return t1.sub(t2).add(t3.mul(t4).sum(-1));
  }

  private static Tensor ofExponential(Exponential p, Exponential q) {
    Tensor rateRatio = q.rate().div(p.rate());
    Tensor t1 = rateRatio.log().neg();
    return t1.add(rateRatio).sub(1);
  }

  private static Tensor ofGamma(Gamma p, Gamma q) {
    Tensor t1 = q.concentration().mul(p.rate().div(q.rate()).log());
    Tensor t2 = q.concentration().lgamma().sub(p.concentration().lgamma());
    Tensor t3 = p.concentration().sub(q.concentration()).mul(p.concentration().digamma());
    Tensor t4 = q.rate().sub(p.rate()).mul(p.concentration().div(p.rate()));
    return t1.add(t2).add(t3).add(t4);
  }

  private static Tensor ofGumbel(Gumbel p, Gumbel q) {
    Tensor ct1 = p.scale().div(q.scale());
    Tensor ct2 = q.loc().div(q.scale());
    Tensor ct3 = p.loc().div(q.scale());
    Tensor t1 = ct1.log().neg().sub(ct2).add(ct3);
    Tensor t2 = ct1.mul(Formulas.EULER);
    Tensor t3 = ct2.add(ct1.add(1).lgamma()).sub(ct3).exp();
    return t1.add(t2).add(t3).sub(1 + Formulas.EULER);
  }

  private static Tensor ofGeometric(Geometric p, Geometric q) {
    return p.entropy().neg().sub(q.probs().neg().log1p().div(p.probs())).sub(q.logits());
  }

  private static Tensor ofLaplace(Laplace p, Laplace q) {
    Tensor scaleRatio = p.scale().div(q.scale());
    Tensor locAbsDiff = p.loc().sub(q.loc()).abs();
    Tensor t1 = scaleRatio.log().neg();
    Tensor t2 = locAbsDiff.div(q.scale());
    Tensor t3 = scaleRatio.mul(locAbsDiff.neg().div(p.scale()).exp());
    return t1.add(t2).add(t3).sub(1);
  }

  private static Tensor ofNormal(Normal p, Normal q) {
    Tensor varRatio = p.scale().div(q.scale()).pow(2);
    Tensor t1 = p.loc().sub(q.loc()).div(q.scale()).pow(2);
    return varRatio.add(t1).sub(1).sub(varRatio.log()).mul(0.5);
  }

  private static Tensor ofPoisson(Poisson p, Poisson q) {
    return p.rate().mul(p.rate().log().sub(q.rate().log())).sub(p.rate().sub(q.rate()));
  }

  private static Tensor ofUniform(Uniform p, Uniform q) {
    Tensor result = q.high().sub(q.low()).div(p.high().sub(p.low())).log();
    result =
        result.maskedFill(
            q.low().gt(p.low()).logicalOr(q.high().lt(p.high())), Double.POSITIVE_INFINITY);
    return result;
  }

  private static Tensor ofCauchy(Cauchy p, Cauchy q) {
    Tensor t1 = p.scale().add(q.scale()).pow(2).add(p.loc().sub(q.loc()).pow(2)).log();
    Tensor t2 = p.scale().mul(4).mul(q.scale()).log();
    return t1.sub(t2);
  }

  private static Tensor ofBernoulli(Bernoulli p, Bernoulli q) {
    Tensor t1 =
        p.probs()
            .mul(Formulas.softplus(q.logits().neg()).sub(Formulas.softplus(p.logits().neg())))
            .maskedFill(q.probs().eq(0), Double.POSITIVE_INFINITY)
            .maskedFill(p.probs().eq(0), 0);
    Tensor t2 =
        Formulas.oneMinus(p.probs())
            .mul(Formulas.softplus(q.logits()).sub(Formulas.softplus(p.logits())))
            .maskedFill(q.probs().eq(1), Double.POSITIVE_INFINITY)
            .maskedFill(p.probs().eq(1), 0);
    return t1.add(t2);
  }

  private static Tensor ofBinomial(Binomial p, Binomial q) {
    Tensor count = p.totalCount();
    if (count.lt(q.totalCount()).any().item().booleanValue()) {
      throw new NotImplementedException(
          "KL between Binomials where q.total_count > p.total_count is not implemented");
    }
    Tensor terms =
        p.probs()
            .mul(p.logits().sub(q.logits()))
            .add(p.probs().neg().log1p())
            .sub(q.probs().neg().log1p());
    return count.mul(terms).maskedFill(count.gt(q.totalCount()), Double.POSITIVE_INFINITY);
  }

  private static Tensor ofCategorical(Categorical p, Categorical q) {
    Tensor t = p.probs().mul(p.logits().sub(q.logits()));
    return t.maskedFill(q.probs().eq(0), Double.POSITIVE_INFINITY)
        .maskedFill(p.probs().eq(0), 0)
        .sum(-1);
  }

  private static Tensor ofPareto(Pareto p, Pareto q) {
    Tensor ratio = q.alpha().div(p.alpha());
    return q.alpha()
        .mul(p.scale().div(q.scale()).log())
        .add(ratio.log().neg())
        .add(ratio)
        .sub(1)
        .maskedFill(p.scale().lt(q.scale()), Double.POSITIVE_INFINITY);
  }

  private static Tensor ofTransformed(TransformedDistribution p, TransformedDistribution q) {
    if (!p.transforms().equals(q.transforms())) {
      throw new NotImplementedException(
          "the divergence of distributions with different transforms is not known");
    }
    if (!p.eventShape().equals(q.eventShape())) {
      throw new NotImplementedException(
          "the divergence of distributions with different event shapes is not known");
    }
    return Kl.klDivergence(p.baseDist(), q.baseDist());
  }

  private static Tensor ofIndependent(Independent p, Independent q) {
    if (p.reinterpretedBatchNdims() != q.reinterpretedBatchNdims()) {
      throw new NotImplementedException(
          "the divergence of distributions over different dimensions is not known");
    }
    return Formulas.sumRightmost(
        Kl.klDivergence(p.baseDist(), q.baseDist()), p.reinterpretedBatchNdims());
  }

  /** The Bregman divergence of the log normalizers. */
  private static Tensor ofExponentialFamily(ExponentialFamily p, ExponentialFamily q) {
    if (p.getClass() != q.getClass()) {
      throw new NotImplementedException(
          "The cross KL-divergence between different exponential families cannot "
              + "                            be computed using Bregman divergences");
    }
    ExponentialFamily.Derivative f = p.derivative();
    Tensor[] at = q.naturalParams();
    Tensor result = q.logNormalizer(at).sub(f.value());
    for (int i = 0; i < at.length; i++) {
      Tensor term = at[i].sub(f.at().get(i)).mul(f.gradients().get(i));
      result = result.sub(Formulas.sumRightmost(term, q.eventShape().size()));
    }
    return result;
  }
}
