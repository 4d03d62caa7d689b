package dev.obor.distributions;

import dev.obor.Tensor;

/** The divergences of distributions of different families. */
final class KlOfTwoFamilies {
  private KlOfTwoFamilies() {}

  static void register() {
    Kl.registerKl(Bernoulli.class, Poisson.class, KlOfTwoFamilies::bernoulliToPoisson);
    Kl.registerKl(
        Beta.class, ContinuousBernoulli.class, KlOfTwoFamilies::betaToContinuousBernoulli);
    Kl.registerKl(Beta.class, Exponential.class, KlOfTwoFamilies::betaToExponential);
    Kl.registerKl(Beta.class, Gamma.class, KlOfTwoFamilies::betaToGamma);
    Kl.registerKl(Beta.class, Normal.class, KlOfTwoFamilies::betaToNormal);
    Kl.registerKl(Beta.class, Uniform.class, KlOfTwoFamilies::betaToUniform);
    Kl.registerKl(
        ContinuousBernoulli.class,
        Exponential.class,
        KlOfTwoFamilies::continuousBernoulliToExponential);
    Kl.registerKl(
        ContinuousBernoulli.class, Normal.class, KlOfTwoFamilies::continuousBernoulliToNormal);
    Kl.registerKl(
        ContinuousBernoulli.class, Uniform.class, KlOfTwoFamilies::continuousBernoulliToUniform);
    Kl.registerKl(Exponential.class, Gamma.class, KlOfTwoFamilies::exponentialToGamma);
    Kl.registerKl(Exponential.class, Gumbel.class, KlOfTwoFamilies::exponentialToGumbel);
    Kl.registerKl(Exponential.class, Normal.class, KlOfTwoFamilies::exponentialToNormal);
    Kl.registerKl(Gamma.class, Exponential.class, KlOfTwoFamilies::gammaToExponential);
    Kl.registerKl(Gamma.class, Gumbel.class, KlOfTwoFamilies::gammaToGumbel);
    Kl.registerKl(Gamma.class, Normal.class, KlOfTwoFamilies::gammaToNormal);
    Kl.registerKl(Gumbel.class, Normal.class, KlOfTwoFamilies::gumbelToNormal);
    Kl.registerKl(Laplace.class, Normal.class, KlOfTwoFamilies::laplaceToNormal);
    Kl.registerKl(Normal.class, Gumbel.class, KlOfTwoFamilies::normalToGumbel);
    Kl.registerKl(Normal.class, Laplace.class, KlOfTwoFamilies::normalToLaplace);
    Kl.registerKl(Pareto.class, Exponential.class, KlOfTwoFamilies::paretoToExponential);
    Kl.registerKl(Pareto.class, Gamma.class, KlOfTwoFamilies::paretoToGamma);
    Kl.registerKl(Pareto.class, Normal.class, KlOfTwoFamilies::paretoToNormal);
    Kl.registerKl(Uniform.class, Beta.class, KlOfTwoFamilies::uniformToBeta);
    Kl.registerKl(
        Uniform.class, ContinuousBernoulli.class, KlOfTwoFamilies::uniformToContinuousBernoulli);
    Kl.registerKl(Uniform.class, Exponential.class, KlOfTwoFamilies::uniformToExponential);
    Kl.registerKl(Uniform.class, Gamma.class, KlOfTwoFamilies::uniformToGamma);
    Kl.registerKl(Uniform.class, Gumbel.class, KlOfTwoFamilies::uniformToGumbel);
    Kl.registerKl(Uniform.class, Normal.class, KlOfTwoFamilies::uniformToNormal);
    Kl.registerKl(Uniform.class, Pareto.class, KlOfTwoFamilies::uniformToPareto);
    infinite(Beta.class, Pareto.class, Beta::concentration1);
    infinite(ContinuousBernoulli.class, Pareto.class, ContinuousBernoulli::probs);
    infinite(Exponential.class, Beta.class, Exponential::rate);
    infinite(Exponential.class, ContinuousBernoulli.class, Exponential::rate);
    infinite(Exponential.class, Pareto.class, Exponential::rate);
    infinite(Exponential.class, Uniform.class, Exponential::rate);
    infinite(Gamma.class, Beta.class, Gamma::concentration);
    infinite(Gamma.class, ContinuousBernoulli.class, Gamma::concentration);
    infinite(Gamma.class, Pareto.class, Gamma::concentration);
    infinite(Gamma.class, Uniform.class, Gamma::concentration);
    infinite(Gumbel.class, Beta.class, Gumbel::loc);
    infinite(Gumbel.class, ContinuousBernoulli.class, Gumbel::loc);
    infinite(Gumbel.class, Exponential.class, Gumbel::loc);
    infinite(Gumbel.class, Gamma.class, Gumbel::loc);
    infinite(Gumbel.class, Pareto.class, Gumbel::loc);
    infinite(Gumbel.class, Uniform.class, Gumbel::loc);
    infinite(Laplace.class, Beta.class, Laplace::loc);
    infinite(Laplace.class, ContinuousBernoulli.class, Laplace::loc);
    infinite(Laplace.class, Exponential.class, Laplace::loc);
    infinite(Laplace.class, Gamma.class, Laplace::loc);
    infinite(Laplace.class, Pareto.class, Laplace::loc);
    infinite(Laplace.class, Uniform.class, Laplace::loc);
    infinite(Normal.class, Beta.class, Normal::loc);
    infinite(Normal.class, ContinuousBernoulli.class, Normal::loc);
    infinite(Normal.class, Exponential.class, Normal::loc);
    infinite(Normal.class, Gamma.class, Normal::loc);
    infinite(Normal.class, Pareto.class, Normal::loc);
    infinite(Normal.class, Uniform.class, Normal::loc);
    infinite(Pareto.class, Beta.class, Pareto::scale);
    infinite(Pareto.class, ContinuousBernoulli.class, Pareto::scale);
    infinite(Pareto.class, Uniform.class, Pareto::scale);
    infinite(Poisson.class, Bernoulli.class, Poisson::rate);
    infinite(Poisson.class, Binomial.class, Poisson::rate);
  }

  /** Where p has values that q has not, the divergence is infinite. */
  private static <P extends Distribution, Q extends Distribution> void infinite(
      Class<P> typeP, Class<Q> typeQ, UnaryFunction<P> parameter) {
    Kl.registerKl(typeP, typeQ, (p, q) -> Formulas.infinite(parameter.apply(p)));
  }

  /** A parameter of a distribution, which has the batch shape. */
  private interface UnaryFunction<P> {
    Tensor apply(P distribution);
  }

  private static Tensor bernoulliToPoisson(Bernoulli p, Poisson q) {
    return p.entropy().neg().sub(p.probs().mul(q.rate().log()).sub(q.rate()));
  }

  private static Tensor betaToContinuousBernoulli(Beta p, ContinuousBernoulli q) {
    return p.entropy()
        .neg()
        .sub(p.mean().mul(q.logits()))
        .sub(q.probs().neg().log1p())
        .sub(q.logNorm());
  }

  private static Tensor betaToExponential(Beta p, Exponential q) {
    return p.entropy()
        .neg()
        .sub(q.rate().log())
        .add(q.rate().mul(p.concentration1().div(p.concentration1().add(p.concentration0()))));
  }

  private static Tensor betaToGamma(Beta p, Gamma q) {
    Tensor t1 = p.entropy().neg();
    Tensor t2 = q.concentration().lgamma().sub(q.concentration().mul(q.rate().log()));
    Tensor t3 =
        q.concentration()
            .sub(1)
            .mul(
                p.concentration1()
                    .digamma()
                    .sub(p.concentration1().add(p.concentration0()).digamma()));
    Tensor t4 = q.rate().mul(p.concentration1()).div(p.concentration1().add(p.concentration0()));
    return t1.add(t2).sub(t3).add(t4);
  }

  private static Tensor betaToNormal(Beta p, Normal q) {
    Tensor expected = p.concentration1().div(p.concentration1().add(p.concentration0()));
    Tensor varNormal = q.scale().pow(2);
    Tensor t1 = p.entropy().neg();
    Tensor t2 = varNormal.mul(2).mul(Math.PI).log().mul(0.5);
    Tensor t3 =
        expected
            .mul(Formulas.oneMinus(expected))
            .div(p.concentration1().add(p.concentration0()).add(1))
            .add(expected.pow(2))
            .mul(0.5);
    Tensor t4 = q.loc().mul(expected);
    Tensor t5 = q.loc().pow(2).mul(0.5);
    return t1.add(t2).add(t3.sub(t4).add(t5).div(varNormal));
  }

  private static Tensor betaToUniform(Beta p, Uniform q) {
    Tensor result = p.entropy().neg().add(q.high().sub(q.low()).log());
    result = result.maskedFill(q.low().gt(0).logicalOr(q.high().lt(1)), Double.POSITIVE_INFINITY);
    return result;
  }

  private static Tensor continuousBernoulliToExponential(ContinuousBernoulli p, Exponential q) {
    return p.entropy().neg().sub(q.rate().log()).add(q.rate().mul(p.mean()));
  }

  private static Tensor continuousBernoulliToNormal(ContinuousBernoulli p, Normal q) {
    Tensor t1 = p.entropy().neg();
    Tensor t2 =
        q.loc().div(q.scale()).square().add(Math.log(2.0 * Math.PI)).mul(0.5).add(q.scale().log());
    Tensor t3 =
        p.variance()
            .add(p.mean().square())
            .sub(q.loc().mul(2.0).mul(p.mean()))
            .div(q.scale().square().mul(2.0));
    return t1.add(t2).add(t3);
  }

  private static Tensor continuousBernoulliToUniform(ContinuousBernoulli p, Uniform q) {
    Tensor result = p.entropy().neg().add(q.high().sub(q.low()).log());
    return result.maskedFill(q.low().ge(0).logicalOr(q.high().le(1)), Double.POSITIVE_INFINITY);
  }

  private static Tensor exponentialToGamma(Exponential p, Gamma q) {
    Tensor ratio = q.rate().div(p.rate());
    Tensor t1 = q.concentration().neg().mul(ratio.log());
    return t1.add(ratio)
        .add(q.concentration().lgamma())
        .add(q.concentration().mul(Formulas.EULER))
        .sub(1 + Formulas.EULER);
  }

  private static Tensor exponentialToGumbel(Exponential p, Gumbel q) {
    Tensor scaleRateProd = p.rate().mul(q.scale());
    Tensor locScaleRatio = q.loc().div(q.scale());
    Tensor t1 = scaleRateProd.log().sub(1);
    Tensor t2 = locScaleRatio.exp().mul(scaleRateProd).div(scaleRateProd.add(1));
    Tensor t3 = scaleRateProd.reciprocal();
    return t1.sub(locScaleRatio).add(t2).add(t3);
  }

  private static Tensor exponentialToNormal(Exponential p, Normal q) {
    Tensor varNormal = q.scale().pow(2);
    Tensor rateSqr = p.rate().pow(2);
    Tensor t1 = rateSqr.mul(varNormal).mul(2).mul(Math.PI).log().mul(0.5);
    Tensor t2 = rateSqr.reciprocal();
    Tensor t3 = q.loc().div(p.rate());
    Tensor t4 = q.loc().pow(2).mul(0.5);
    return t1.sub(1).add(t2.sub(t3).add(t4).div(varNormal));
  }

  private static Tensor gammaToExponential(Gamma p, Exponential q) {
    return p.entropy().neg().sub(q.rate().log()).add(q.rate().mul(p.concentration()).div(p.rate()));
  }

  private static Tensor gammaToGumbel(Gamma p, Gumbel q) {
    Tensor betaScaleProd = p.rate().mul(q.scale());
    Tensor locScaleRatio = q.loc().div(q.scale());
    Tensor t1 =
        p.concentration()
            .sub(1)
            .mul(p.concentration().digamma())
            .sub(p.concentration().lgamma())
            .sub(p.concentration());
    Tensor t2 = betaScaleProd.log().add(p.concentration().div(betaScaleProd));
    Tensor t3 =
        locScaleRatio
            .exp()
            .mul(betaScaleProd.reciprocal().add(1).pow(p.concentration().neg()))
            .sub(locScaleRatio);
    return t1.add(t2).add(t3);
  }

  private static Tensor gammaToNormal(Gamma p, Normal q) {
    Tensor varNormal = q.scale().pow(2);
    Tensor betaSqr = p.rate().pow(2);
    Tensor t1 =
        betaSqr
            .mul(varNormal)
            .mul(2)
            .mul(Math.PI)
            .log()
            .mul(0.5)
            .sub(p.concentration())
            .sub(p.concentration().lgamma());
    Tensor t2 = p.concentration().pow(2).add(p.concentration()).mul(0.5).div(betaSqr);
    Tensor t3 = q.loc().mul(p.concentration()).div(p.rate());
    Tensor t4 = q.loc().pow(2).mul(0.5);
    return t1.add(p.concentration().sub(1).mul(p.concentration().digamma()))
        .add(t2.sub(t3).add(t4).div(varNormal));
  }

  private static Tensor gumbelToNormal(Gumbel p, Normal q) {
    Tensor paramRatio = p.scale().div(q.scale());
    Tensor t1 = paramRatio.div(Math.sqrt(2 * Math.PI)).log();
    Tensor t2 = paramRatio.mul(Math.PI).mul(0.5).pow(2).div(3);
    Tensor t3 =
        p.loc().add(p.scale().mul(Formulas.EULER)).sub(q.loc()).div(q.scale()).pow(2).mul(0.5);
    return t1.neg().add(t2).add(t3).sub(Formulas.EULER + 1);
  }

  private static Tensor laplaceToNormal(Laplace p, Normal q) {
    Tensor varNormal = q.scale().pow(2);
    Tensor scaleSqrVarRatio = p.scale().pow(2).div(varNormal);
    Tensor t1 = scaleSqrVarRatio.mul(2).div(Math.PI).log().mul(0.5);
    Tensor t2 = p.loc().pow(2).mul(0.5);
    Tensor t3 = p.loc().mul(q.loc());
    Tensor t4 = q.loc().pow(2).mul(0.5);
    return t1.neg().add(scaleSqrVarRatio).add(t2.sub(t3).add(t4).div(varNormal)).sub(1);
  }

  private static Tensor normalToGumbel(Normal p, Gumbel q) {
    Tensor meanScaleRatio = p.loc().div(q.scale());
    Tensor varScaleSqrRatio = p.scale().div(q.scale()).pow(2);
    Tensor locScaleRatio = q.loc().div(q.scale());
    Tensor t1 = varScaleSqrRatio.log().mul(0.5);
    Tensor t2 = meanScaleRatio.sub(locScaleRatio);
    Tensor t3 = meanScaleRatio.neg().add(varScaleSqrRatio.mul(0.5)).add(locScaleRatio).exp();
    return t1.neg().add(t2).add(t3).sub(0.5 * (1 + Math.log(2 * Math.PI)));
  }

  private static Tensor normalToLaplace(Normal p, Laplace q) {
    Tensor locDiff = p.loc().sub(q.loc());
    Tensor scaleRatio = p.scale().div(q.scale());
    Tensor locDiffScaleRatio = locDiff.div(p.scale());
    Tensor t1 = scaleRatio.log();
    Tensor t2 =
        p.scale().mul(Math.sqrt(2.0 / Math.PI)).mul(locDiffScaleRatio.pow(2).mul(-0.5).exp());
    Tensor t3 = locDiff.mul(locDiffScaleRatio.mul(Math.sqrt(0.5)).erf());
    return t1.neg().add(t2.add(t3).div(q.scale())).sub(0.5 * (1 + Math.log(0.5 * Math.PI)));
  }

  private static Tensor paretoToExponential(Pareto p, Exponential q) {
    Tensor scaleRateProd = p.scale().mul(q.rate());
    Tensor t1 = p.alpha().div(scaleRateProd).log();
    Tensor t2 = p.alpha().reciprocal();
    Tensor t3 = p.alpha().mul(scaleRateProd).div(p.alpha().sub(1));
    Tensor result = t1.sub(t2).add(t3).sub(1);
    result = result.maskedFill(p.alpha().le(1), Double.POSITIVE_INFINITY);
    return result;
  }

  private static Tensor paretoToGamma(Pareto p, Gamma q) {
    Tensor commonTerm = p.scale().log().add(p.alpha().reciprocal());
    Tensor t1 = p.alpha().log().sub(commonTerm);
    Tensor t2 = q.concentration().lgamma().sub(q.concentration().mul(q.rate().log()));
    Tensor t3 = Formulas.oneMinus(q.concentration()).mul(commonTerm);
    Tensor t4 = q.rate().mul(p.alpha()).mul(p.scale()).div(p.alpha().sub(1));
    Tensor result = t1.add(t2).add(t3).add(t4).sub(1);
    result = result.maskedFill(p.alpha().le(1), Double.POSITIVE_INFINITY);
    return result;
  }

  private static Tensor paretoToNormal(Pareto p, Normal q) {
    Tensor varNormal = q.scale().pow(2).mul(2);
    Tensor commonTerm = p.scale().div(p.alpha().sub(1));
    Tensor t1 = q.scale().mul(Math.sqrt(2 * Math.PI)).mul(p.alpha()).div(p.scale()).log();
    Tensor t2 = p.alpha().reciprocal();
    Tensor t3 = p.alpha().mul(commonTerm.pow(2)).div(p.alpha().sub(2));
    Tensor t4 = p.alpha().mul(commonTerm).sub(q.loc()).pow(2);
    Tensor result = t1.sub(t2).add(t3.add(t4).div(varNormal)).sub(1);
    result = result.maskedFill(p.alpha().le(2), Double.POSITIVE_INFINITY);
    return result;
  }

  private static Tensor uniformToBeta(Uniform p, Beta q) {
    Tensor commonTerm = p.high().sub(p.low());
    Tensor t1 = commonTerm.log();
    Tensor t2 =
        q.concentration1()
            .sub(1)
            .mul(p.high().xlogy(p.high()).sub(p.low().xlogy(p.low())).sub(commonTerm))
            .div(commonTerm);
    Tensor t3 =
        q.concentration0()
            .sub(1)
            .mul(
                Formulas.oneMinus(p.high())
                    .xlogy(Formulas.oneMinus(p.high()))
                    .sub(Formulas.oneMinus(p.low()).xlogy(Formulas.oneMinus(p.low())))
                    .add(commonTerm))
            .div(commonTerm);
    Tensor t4 =
        q.concentration1()
            .lgamma()
            .add(q.concentration0().lgamma())
            .sub(q.concentration1().add(q.concentration0()).lgamma());
    Tensor result = t3.add(t4).sub(t1).sub(t2);
    result = result.maskedFill(p.high().gt(1).logicalOr(p.low().lt(0)), Double.POSITIVE_INFINITY);
    return result;
  }

  private static Tensor uniformToContinuousBernoulli(Uniform p, ContinuousBernoulli q) {
    Tensor result =
        p.entropy()
            .neg()
            .sub(p.mean().mul(q.logits()))
            .sub(q.probs().neg().log1p())
            .sub(q.logNorm());
    return result.maskedFill(p.high().ge(1).logicalOr(p.low().le(0)), Double.POSITIVE_INFINITY);
  }

  private static Tensor uniformToExponential(Uniform p, Exponential q) {
    Tensor result =
        q.rate().mul(p.high().add(p.low())).div(2).sub(p.high().sub(p.low()).mul(q.rate()).log());
    result = result.maskedFill(p.low().lt(0), Double.POSITIVE_INFINITY);
    return result;
  }

  private static Tensor uniformToGamma(Uniform p, Gamma q) {
    Tensor commonTerm = p.high().sub(p.low());
    Tensor t1 = commonTerm.log();
    Tensor t2 = q.concentration().lgamma().sub(q.concentration().mul(q.rate().log()));
    Tensor t3 =
        Formulas.oneMinus(q.concentration())
            .mul(p.high().xlogy(p.high()).sub(p.low().xlogy(p.low())).sub(commonTerm))
            .div(commonTerm);
    Tensor t4 = q.rate().mul(p.high().add(p.low())).div(2);
    Tensor result = t1.neg().add(t2).add(t3).add(t4);
    result = result.maskedFill(p.low().lt(0), Double.POSITIVE_INFINITY);
    return result;
  }

  private static Tensor uniformToGumbel(Uniform p, Gumbel q) {
    Tensor commonTerm = q.scale().div(p.high().sub(p.low()));
    Tensor highLocDiff = p.high().sub(q.loc()).div(q.scale());
    Tensor lowLocDiff = p.low().sub(q.loc()).div(q.scale());
    Tensor t1 = commonTerm.log().add(highLocDiff.add(lowLocDiff).mul(0.5));
    Tensor t2 = commonTerm.mul(highLocDiff.neg().exp().sub(lowLocDiff.neg().exp()));
    return t1.sub(t2);
  }

  private static Tensor uniformToNormal(Uniform p, Normal q) {
    Tensor commonTerm = p.high().sub(p.low());
    Tensor t1 = q.scale().mul(Math.sqrt(Math.PI * 2)).div(commonTerm).log();
    Tensor t2 = commonTerm.pow(2).div(12);
    Tensor t3 = p.high().add(p.low()).sub(q.loc().mul(2)).div(2).pow(2);
    return t1.add(t2.add(t3).mul(0.5).div(q.scale().pow(2)));
  }

  private static Tensor uniformToPareto(Uniform p, Pareto q) {
    Tensor supportUniform = p.high().sub(p.low());
    Tensor t1 = q.alpha().mul(q.scale().pow(q.alpha())).mul(supportUniform).log();
    Tensor t2 =
        p.high()
            .xlogy(p.high())
            .sub(p.low().xlogy(p.low()))
            .sub(supportUniform)
            .div(supportUniform);
    Tensor result = t2.mul(q.alpha().add(1)).sub(t1);
    result = result.maskedFill(p.low().lt(q.scale()), Double.POSITIVE_INFINITY);
    return result;
  }
}
