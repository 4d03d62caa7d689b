"""Writes what torch.distributions computes: the fixtures in src/test/resources/dev/obor/distributions.

usage: python distribution_goldens.py     (with the torch of LibTorch's version)

Each line is name=value fields, as golden_lines.py says. A tensor is DTYPE/SHAPE/ELEMENTS, an error !CLASS: TEXT. The
arguments of a distribution are NAME:TENSOR, or NAME:NUMBER, joined by ;.

  values.tsv       every distribution: what it prints, its moments, samples after a seed, densities, gradients
  divergences.tsv  every registered pair of classes, with instances of values.tsv
  transforms.tsv   every transform: values, inverses, log-determinants, shapes
  constraints.tsv  every constraint: what it prints and accepts, and the transforms that lead to it
  errors.tsv       what is refused, with the texts
"""
import math
import warnings

import numpy
import torch
import torch.distributions as D
from torch.distributions import constraints as C
from torch.distributions.kl import _KL_REGISTRY
from torch.distributions.relaxed_bernoulli import LogitRelaxedBernoulli
from torch.distributions.relaxed_categorical import ExpRelaxedCategorical

from golden_lines import RESOURCES, escaped

warnings.simplefilter("ignore")
torch.set_num_threads(1)

NAMES = {torch.float32: "f", torch.float64: "d", torch.int64: "l", torch.bool: "b"}


def number(value, dtype):
    if dtype in (torch.int64, torch.bool):
        return str(int(value))
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return str(numpy.float32(value)) if dtype == torch.float32 else repr(value)


def tensor(t):
    flat = t.detach().reshape(-1).tolist()
    shape = "x".join(map(str, t.shape))
    return f"{NAMES[t.dtype]}/{shape}/{','.join(number(v, t.dtype) for v in flat)}"


def outcome(action):
    try:
        result = action()
    except Exception as e:  # what is refused is part of the fixture
        return f"!{type(e).__name__}: {e}"
    if isinstance(result, torch.Tensor):
        return tensor(result)
    return str(result)


def shape(size):
    return "x".join(map(str, size))


def arguments(args):
    return ";".join(f"{k}:{tensor(v) if isinstance(v, torch.Tensor) else v}" for k, v in args.items())


def f64(*values):
    return torch.tensor(values, dtype=torch.float64)


def f32(*values):
    return torch.tensor(values)


def tril(*rows, dtype=torch.float64):
    return torch.tensor(rows, dtype=dtype)


def independent(loc, scale, dims):
    return D.Independent(D.Normal(loc, scale), dims)


def transformed(loc, scale):
    return D.TransformedDistribution(
        D.Normal(loc, scale), [D.AffineTransform(1.0, -2.0), D.ExpTransform(), D.SigmoidTransform()]
    )


def transformed_vectors(loc, scale):
    return D.TransformedDistribution(D.Normal(loc, scale), D.StickBreakingTransform())


def mixture(weights, loc, scale):
    return D.MixtureSameFamily(D.Categorical(weights), D.Normal(loc, scale))


def mixture_of_vectors(weights, loc, scale):
    return D.MixtureSameFamily(D.Categorical(weights), D.Independent(D.Normal(loc, scale), 1))


def copula(factor):
    base = D.MultivariateNormal(torch.zeros(2, dtype=factor.dtype), scale_tril=factor)
    return D.TransformedDistribution(base, [D.CumulativeDistributionTransform(D.Normal(0.0, 1.0))])


OTHERS = {
    "Independent": independent,
    "TransformedDistribution": transformed,
    "TransformedVectors": transformed_vectors,
    "MixtureSameFamily": mixture,
    "MixtureOfVectors": mixture_of_vectors,
    "Copula": copula,
    "LogitRelaxedBernoulli": LogitRelaxedBernoulli,
    "ExpRelaxedCategorical": ExpRelaxedCategorical,
}
P2 = f64(0.3, 0.8)
L2 = f64(-0.7, 1.2)
ROWS = f64([0.2, 0.5, 0.3], [0.6, 0.1, 0.3])
LOGITS = f64([0.1, -1.0, 2.0], [0.0, 0.5, -0.5])
FACTOR = tril([1.0, 0.0, 0.0], [0.5, 2.0, 0.0], [-0.3, 0.2, 0.7])
COVARIANCE = FACTOR @ FACTOR.mT
BATCH = torch.stack([FACTOR, 2 * FACTOR])
T = torch.tensor(0.7, dtype=torch.float64)

INSTANCES = [
    ("Normal", {"loc": 0, "scale": 1}),
    ("Normal", {"loc": f64(0.5, -1.0), "scale": f64(1.0, 2.5)}),
    ("Normal", {"loc": f32([0.5], [1.0]), "scale": f32(1.0, 2.0, 3.0)}),
    ("Normal", {"loc": f32(0.5, 1.5), "scale": 2.0}),
    ("Normal", {"loc": 0.25, "scale": f32(0.5)}),
    ("Normal", {"loc": torch.tensor(0.1), "scale": torch.tensor(0.3)}),
    ("Uniform", {"low": 0, "high": 5}),
    ("Uniform", {"low": f64(0.2, 0.4), "high": f64(0.7, 0.9)}),
    ("Cauchy", {"loc": 0.0, "scale": 1.0}),
    ("Cauchy", {"loc": f64(0.5, -1.0), "scale": f64(1.0, 2.5)}),
    ("Laplace", {"loc": 0.0, "scale": 1.0}),
    ("Laplace", {"loc": f64(0.5, -1.0), "scale": f64(1.0, 2.5)}),
    ("Exponential", {"rate": 0.5}),
    ("Exponential", {"rate": f64(0.5, 3.0)}),
    ("Poisson", {"rate": 4}),
    ("Poisson", {"rate": f64(0.5, 30.0)}),
    ("Gamma", {"concentration": 1.0, "rate": 1.0}),
    ("Gamma", {"concentration": f64(0.3, 2.5), "rate": f64(1.5, 0.4)}),
    ("Chi2", {"df": 3.0}),
    ("Chi2", {"df": f64(0.7, 5.0)}),
    ("Beta", {"concentration1": 0.5, "concentration0": 0.5}),
    ("Beta", {"concentration1": f64(0.5, 2.0), "concentration0": f64(1.5, 3.0)}),
    ("Dirichlet", {"concentration": f32(0.5, 0.5)}),
    ("Dirichlet", {"concentration": f64([0.3, 0.9, 0.2], [2.0, 1.0, 5.0])}),
    ("FisherSnedecor", {"df1": 1.0, "df2": 2.0}),
    ("FisherSnedecor", {"df1": f64(3.0, 5.0), "df2": f64(1.5, 7.0)}),
    ("GeneralizedPareto", {"loc": 0.1, "scale": 2.0, "concentration": 0.4}),
    ("GeneralizedPareto", {"loc": f32(0.0, 1.0, 2.0), "scale": f32(1.0, 0.5, 2.0), "concentration": f32(0.0, 0.7, -0.5)}),
    ("Gumbel", {"loc": 1.0, "scale": 2.0}),
    ("Gumbel", {"loc": f64(0.5, -1.0), "scale": f64(1.0, 2.5)}),
    ("HalfCauchy", {"scale": 1.0}),
    ("HalfCauchy", {"scale": f64(0.5, 2.0)}),
    ("HalfNormal", {"scale": 1.0}),
    ("HalfNormal", {"scale": f64(0.5, 2.0)}),
    ("InverseGamma", {"concentration": 3.0, "rate": 1.0}),
    ("InverseGamma", {"concentration": f64(0.7, 2.5), "rate": f64(1.5, 0.4)}),
    ("Kumaraswamy", {"concentration1": 1.0, "concentration0": 2.0}),
    ("Kumaraswamy", {"concentration1": f64(0.5, 2.0), "concentration0": f64(1.5, 3.0)}),
    ("LogNormal", {"loc": 0.0, "scale": 1.0}),
    ("LogNormal", {"loc": f64(0.5, -1.0), "scale": f64(1.0, 0.5)}),
    ("Pareto", {"scale": 1.0, "alpha": 1.0}),
    ("Pareto", {"scale": f64(0.5, 2.0), "alpha": f64(1.5, 4.0)}),
    ("StudentT", {"df": 2.0, "loc": 0.0, "scale": 1.0}),
    ("StudentT", {"df": f64(0.8, 1.5, 5.0), "loc": f64(0.5, 0.0, -1.0), "scale": f64(1.0, 2.0, 0.5)}),
    ("VonMises", {"loc": 1.0, "concentration": 1.0}),
    ("VonMises", {"loc": f64(0.5, -1.0), "concentration": f64(0.3, 9.0)}),
    ("Weibull", {"scale": 1.0, "concentration": 1.0}),
    ("Weibull", {"scale": f64(0.5, 2.0), "concentration": f64(1.5, 3.0)}),
    ("LogisticNormal", {"loc": f64(0.1, -0.4, 0.8), "scale": f64(1.0, 0.5, 2.0)}),
    ("LogisticNormal", {"loc": f64([0.1, -0.4], [0.8, 0.0]), "scale": f64([1.0, 0.5], [2.0, 1.0])}),
    ("LogisticNormal", {"loc": 0.0, "scale": 1.0}),
    ("Bernoulli", {"probs": 0.3}),
    ("Bernoulli", {"probs": P2}),
    ("Bernoulli", {"probs": f64(0.0, 0.5, 1.0)}),
    ("Bernoulli", {"logits": L2}),
    ("Bernoulli", {"logits": 0.4}),
    ("Geometric", {"probs": 0.3}),
    ("Geometric", {"probs": P2}),
    ("Geometric", {"logits": L2}),
    ("ContinuousBernoulli", {"probs": 0.3}),
    ("ContinuousBernoulli", {"probs": P2}),
    ("ContinuousBernoulli", {"probs": f64(0.2, 0.5, 0.9)}),
    ("ContinuousBernoulli", {"logits": L2}),
    ("Binomial", {"total_count": 10, "probs": P2}),
    ("Binomial", {"total_count": f64(5.0, 5.0), "logits": L2}),
    ("Binomial", {"total_count": f64(3.0, 8.0), "probs": P2}),
    ("NegativeBinomial", {"total_count": 4.0, "probs": P2}),
    ("NegativeBinomial", {"total_count": f64(3.0, 0.5), "logits": L2}),
    ("Categorical", {"probs": f32(0.25, 0.25, 0.5)}),
    ("Categorical", {"probs": ROWS}),
    ("Categorical", {"probs": f64([0.0, 2.0, 6.0])}),
    ("Categorical", {"logits": LOGITS}),
    ("OneHotCategorical", {"probs": ROWS}),
    ("OneHotCategorical", {"logits": LOGITS}),
    ("OneHotCategoricalStraightThrough", {"probs": ROWS}),
    ("OneHotCategoricalStraightThrough", {"logits": LOGITS}),
    ("Multinomial", {"total_count": 7, "probs": f32(0.25, 0.25, 0.5)}),
    ("Multinomial", {"total_count": 5, "probs": ROWS}),
    ("Multinomial", {"total_count": 3, "logits": LOGITS}),
    ("LogitRelaxedBernoulli", {"temperature": T, "probs": P2}),
    ("LogitRelaxedBernoulli", {"temperature": T, "logits": L2}),
    ("RelaxedBernoulli", {"temperature": T, "probs": P2}),
    ("RelaxedBernoulli", {"temperature": T, "logits": L2}),
    ("ExpRelaxedCategorical", {"temperature": T, "probs": ROWS}),
    ("RelaxedOneHotCategorical", {"temperature": T, "probs": ROWS}),
    ("RelaxedOneHotCategorical", {"temperature": T, "logits": LOGITS}),
    ("MultivariateNormal", {"loc": f64(0.5, -1.0, 2.0), "covariance_matrix": COVARIANCE}),
    ("MultivariateNormal", {"loc": f64([0.5, -1.0, 2.0], [0.0, 0.0, 1.0]), "scale_tril": FACTOR}),
    ("MultivariateNormal", {"loc": f64(0.5, -1.0, 2.0), "scale_tril": BATCH}),
    ("MultivariateNormal", {"loc": f64(0.5, -1.0, 2.0), "precision_matrix": COVARIANCE}),
    ("MultivariateNormal", {"loc": torch.zeros(2), "covariance_matrix": torch.eye(2)}),
    (
        "LowRankMultivariateNormal",
        {"loc": f64(0.5, -1.0, 2.0), "cov_factor": f64([1.0, 0.2], [0.5, 0.1], [-1.0, 0.3]), "cov_diag": f64(0.5, 1.0, 2.0)},
    ),
    (
        "LowRankMultivariateNormal",
        {"loc": f64([0.5, -1.0, 2.0], [1.0, 0.0, 0.0]), "cov_factor": f64([1.0], [0.5], [-1.0]), "cov_diag": f64(0.5, 1.0, 2.0)},
    ),
    ("LKJCholesky", {"dim": 3, "concentration": 0.5}),
    ("LKJCholesky", {"dim": 4, "concentration": f64(0.5, 2.0)}),
    ("Wishart", {"df": 5.0, "covariance_matrix": COVARIANCE}),
    ("Wishart", {"df": f64(4.0, 6.5), "scale_tril": FACTOR}),
    ("Wishart", {"df": 3.5, "precision_matrix": COVARIANCE}),
    ("Independent", {"loc": f64([0.5, -1.0, 0.0], [1.0, 2.0, 3.0]), "scale": f64(1.0, 2.5, 0.5), "dims": 1}),
    ("Independent", {"loc": f64(0.5, -1.0), "scale": f64(1.0, 2.5), "dims": 0}),
    ("TransformedDistribution", {"loc": f64(0.1, -0.4), "scale": f64(0.3, 0.5)}),
    ("TransformedVectors", {"loc": f64([0.1, -0.4], [0.8, 0.0]), "scale": f64([1.0, 0.5], [2.0, 1.0])}),
    ("MixtureSameFamily", {"weights": f64(0.2, 0.5, 0.3), "loc": f64(0.0, 1.0, -2.0), "scale": f64(1.0, 0.5, 2.0)}),
    (
        "MixtureSameFamily",
        {"weights": ROWS, "loc": f64([0.0, 1.0, -2.0], [1.0, 1.0, 5.0]), "scale": f64([1.0, 0.5, 2.0], [1.0, 2.0, 3.0])},
    ),
    (
        "MixtureOfVectors",
        {"weights": f64(0.4, 0.6), "loc": f64([0.0, 1.0, -2.0], [1.0, 1.0, 5.0]), "scale": f64([1.0, 0.5, 2.0], [1.0, 2.0, 3.0])},
    ),
    ("Copula", {"factor": f64([1.0, 0.0], [0.6, 0.8])}),
]


def make(name, args):
    return (OTHERS.get(name) or getattr(D, name))(**args)


def case(name, args):
    first = [f"{k}={list(v.shape) if isinstance(v, torch.Tensor) else v}" for k, v in args.items()]
    return f"{name} {', '.join(first)}"


def seeded(seed, action):
    torch.manual_seed(seed)
    return action()


def with_gradients(args):
    return {
        k: v.clone().requires_grad_() if isinstance(v, torch.Tensor) and v.is_floating_point() else v
        for k, v in args.items()
    }


def gradients(name, args, function, *also):
    """The gradients of a sum with respect to all tensors among the arguments."""

    def action():
        leaves = with_gradients(args)
        result = function(make(name, leaves), *also)
        inputs = [v for v in leaves.values() if isinstance(v, torch.Tensor)]
        if not result.requires_grad:
            return "none"
        found = torch.autograd.grad(result.sum(), inputs, allow_unused=True)
        return ";".join("none" if g is None else tensor(g) for g in found)

    return outcome(action)


def wide(size):
    return (2,) + tuple(size)


def instance(name, args):
    d = make(name, args)
    value = seeded(11, lambda: d.sample((2,)))
    p = torch.linspace(0.1, 0.9, 2 * max(1, d.batch_shape.numel()), dtype=value.dtype if value.is_floating_point() else torch.float32)
    p = p.reshape((2,) + tuple(d.batch_shape) + (1,) * len(d.event_shape))
    fields = {
        "case": case(name, args),
        "class": name,
        "arguments": arguments(args),
        "text": str(make(name, args)),
        "batch": shape(d.batch_shape),
        "event": shape(d.event_shape),
        "has rsample": d.has_rsample,
        "has enumerate": d.has_enumerate_support,
        "support": outcome(lambda: d.support),
        "constraints": ";".join(d.arg_constraints),
        "mean": outcome(lambda: d.mean),
        "mode": outcome(lambda: d.mode),
        "variance": outcome(lambda: d.variance),
        "stddev": outcome(lambda: d.stddev),
        "entropy": outcome(lambda: d.entropy()),
        "perplexity": outcome(lambda: d.perplexity()),
        "samples": tensor(value),
        "sample": tensor(seeded(12, lambda: d.sample())),
        "rsample": outcome(lambda: seeded(13, lambda: d.rsample((2,)))),
        "log_prob": outcome(lambda: d.log_prob(value)),
        "cdf": outcome(lambda: d.cdf(value)),
        "probabilities": tensor(p),
        "icdf": outcome(lambda: d.icdf(p)),
        "enumerated": outcome(lambda: d.enumerate_support()),
        "enumerated apart": outcome(lambda: d.enumerate_support(False)),
        "log_prob gradients": gradients(name, args, lambda m: m.log_prob(value)),
        "rsample gradients": gradients(name, args, lambda m: seeded(13, lambda: m.rsample((2,)))),
        "entropy gradients": gradients(name, args, lambda m: m.entropy()),
        "mean gradients": gradients(name, args, lambda m: m.mean),
        "variance gradients": gradients(name, args, lambda m: m.variance),
    }
    expanded = outcome(lambda: make(name, args).expand(wide(d.batch_shape)))
    fields["expanded"] = expanded
    if not expanded.startswith("!"):
        e = make(name, args).expand(wide(d.batch_shape))
        fields["expanded sample"] = tensor(seeded(14, lambda: e.sample((2,))))
        fields["expanded log_prob"] = outcome(lambda: e.log_prob(value))
        fields["expanded mean"] = outcome(lambda: e.mean)
        fields["expanded entropy"] = outcome(lambda: e.entropy())
    for name in ("covariance_matrix", "precision_matrix", "scale_tril", "probs", "logits"):
        if hasattr(d, name):
            fields[name] = tensor(getattr(d, name))
    # Python's own defects: a mask that is changed under autograd, and an attribute that expand forgets.
    return {k: v for k, v in fields.items() if not str(v).startswith(("!RuntimeError", "!AttributeError"))}


def divergences():
    lines = []
    double = {}
    for name, args in INSTANCES:
        tensors = [v for v in args.values() if isinstance(v, torch.Tensor)]
        if tensors and tensors[0].dtype == torch.float64:
            double.setdefault(name, []).append(args)
    double["ExponentialFamily"] = double["Wishart"][:2]
    double["TransformedDistribution"] = double["LogNormal"]
    classes = {"ExponentialFamily": "Wishart", "TransformedDistribution": "LogNormal"}
    extra = {  # other parameters for the second distribution of a class with itself
        "Normal": {"loc": f64(0.0, 0.3), "scale": f64(0.5, 2.0)},
        "Uniform": {"low": f64(0.1, 0.5), "high": f64(0.8, 2.0)},
        "Cauchy": {"loc": f64(0.0, 0.3), "scale": f64(0.5, 2.0)},
        "Laplace": {"loc": f64(0.0, 0.3), "scale": f64(0.5, 2.0)},
        "Gumbel": {"loc": f64(0.0, 0.3), "scale": f64(0.5, 2.0)},
        "Exponential": {"rate": f64(1.0, 2.0)},
        "Poisson": {"rate": f64(1.0, 20.0)},
        "Gamma": {"concentration": f64(1.0, 2.0), "rate": f64(0.5, 0.7)},
        "Beta": {"concentration1": f64(1.0, 0.5), "concentration0": f64(2.0, 0.2)},
        "Dirichlet": {"concentration": f64([1.0, 0.2, 3.0], [0.5, 0.5, 0.5])},
        "HalfNormal": {"scale": f64(1.0, 0.3)},
        "Pareto": {"scale": f64(0.4, 3.0), "alpha": f64(1.0, 2.5)},
        "Bernoulli": {"probs": f64(0.4, 0.1)},
        "Geometric": {"probs": f64(0.4, 0.1)},
        "ContinuousBernoulli": {"probs": f64(0.4, 0.1)},
        "Binomial": {"total_count": 10, "probs": f64(0.4, 0.1)},
        "LogNormal": {"loc": f64(0.0, 0.3), "scale": f64(0.5, 2.0)},
        "Independent": {"loc": f64([0.0, -1.0, 0.5], [1.0, 0.0, 1.0]), "scale": f64(1.0, 1.5, 1.5), "dims": 1},
        "Categorical": {"logits": LOGITS},
        "OneHotCategorical": {"logits": LOGITS},
    }
    pairs = sorted(_KL_REGISTRY, key=lambda pair: (pair[0].__name__, pair[1].__name__))
    combinations = [((p.__name__, 0), (q.__name__, 0)) for p, q in pairs]
    combinations += [(("Beta", 0), ("Uniform", 1)), (("Bernoulli", 1), ("Bernoulli", 0)), (("Chi2", 0), ("Chi2", 0))]
    combinations += [(("Chi2", 0), ("Gamma", 0)), (("OneHotCategoricalStraightThrough", 0), ("OneHotCategorical", 0))]
    combinations += [(("Normal", 0), ("Poisson", 0)), (("Normal", 0), ("Cauchy", 0)), (("Bernoulli", 0), ("Exponential", 0))]
    for (p, i), (q, j) in combinations:
        p_args = double[p][i]
        q_args = double[q][0] if p != q else extra.get(q) or double[q][-1]
        if (q, j) == ("Uniform", 1):
            q_args = {"low": f64(-1.0, 0.5), "high": f64(2.0, 3.0)}
        if (p, i) == ("Bernoulli", 1):
            q_args = {"probs": f64(0.0, 1.0, 0.3)}
        p_name, q_name = classes.get(p, p), classes.get(q, q)

        def found():
            left, right = with_gradients(p_args), with_gradients(q_args)
            result = D.kl_divergence(make(p_name, left), make(q_name, right))
            if not result.requires_grad:
                return "none"
            inputs = [v for v in [*left.values(), *right.values()] if isinstance(v, torch.Tensor)]
            finite = result[torch.isfinite(result)]
            grads = torch.autograd.grad(finite.sum(), inputs, allow_unused=True)
            return ";".join("none" if g is None else tensor(g) for g in grads)

        lines.append(
            {
                "case": f"{p} to {q} {len(lines)}",
                "p": p_name,
                "p arguments": arguments(p_args),
                "q": q_name,
                "q arguments": arguments(q_args),
                "divergence": outcome(lambda: D.kl_divergence(make(p_name, p_args), make(q_name, q_args))),
                "gradients": outcome(found),
            }
        )
    return lines


X = f64([0.3, -1.2, 0.8], [2.0, 0.1, -0.4])
POSITIVE = f64([0.3, 1.2, 0.8], [2.0, 0.1, 0.4])
SQUARE = tril([0.3, -1.0, 0.2], [0.5, -0.2, 0.9], [1.1, 0.4, 0.7])
VECTOR6 = f64([0.3, -1.2, 0.8, 0.1, -0.5, 0.9], [2.0, 0.1, -0.4, 0.0, 0.2, 0.3])
TRANSFORMS = {
    "identity": (D.identity_transform, X),
    "exp": (D.ExpTransform(), X),
    "exp inverse": (D.ExpTransform().inv, POSITIVE),
    "power": (D.PowerTransform(f64(2.0)), POSITIVE),
    "power of each": (D.PowerTransform(f64(2.0, -1.0, 0.5)), POSITIVE),
    "sigmoid": (D.SigmoidTransform(), X),
    "sigmoid of great numbers": (D.SigmoidTransform(), f64(-800.0, 800.0)),
    "sigmoid with cache": (D.SigmoidTransform(cache_size=1), f64(-800.0, 800.0)),
    "softplus": (D.SoftplusTransform(), X),
    "tanh": (D.TanhTransform(), X),
    "abs": (D.AbsTransform(), X),
    "affine": (D.AffineTransform(1, -2.5), X),
    "affine of each": (D.AffineTransform(f64(1.0, 0.0, 2.0), f64(-1.0, 3.0, 0.5)), X),
    "affine of vectors": (D.AffineTransform(1.0, f64(-1.0, 3.0, 0.5), event_dim=1), X),
    "softmax": (D.SoftmaxTransform(), X),
    "stick breaking": (D.StickBreakingTransform(), X),
    "lower cholesky": (D.LowerCholeskyTransform(), SQUARE),
    "positive definite": (D.PositiveDefiniteTransform(), SQUARE),
    "corr cholesky": (D.CorrCholeskyTransform(), VECTOR6),
    "cat": (D.CatTransform([D.ExpTransform(), D.identity_transform], dim=1, lengths=[1, 2]), X),
    "cat of ones": (D.CatTransform([D.ExpTransform(), D.TanhTransform()], dim=0), X),
    "stack": (D.StackTransform([D.ExpTransform(), D.AffineTransform(0.0, 2.0), D.TanhTransform()], dim=1), X),
    "reshape": (D.ReshapeTransform((3,), (3, 1)), X),
    "independent": (D.IndependentTransform(D.ExpTransform(), 1), X),
    "compose": (D.ComposeTransform([D.AffineTransform(0.5, 2.0), D.ExpTransform()]), X),
    "compose of vectors": (D.ComposeTransform([D.ExpTransform(), D.AffineTransform(0.0, 1.5), D.StickBreakingTransform()]), X),
    "compose inverse": (D.ComposeTransform([D.AffineTransform(0.5, 2.0), D.ExpTransform()]).inv, POSITIVE),
    "cumulative": (D.CumulativeDistributionTransform(D.Normal(f64(0.5), f64(2.0))), X),
}


def transforms():
    lines = []
    for name, (t, x) in TRANSFORMS.items():
        y = t(x)
        leaf = x.clone().requires_grad_()
        lines.append(
            {
                "case": name,
                "x": tensor(x),
                "y": tensor(y),
                "inverse": outcome(lambda: t.inv(y)),
                "log det": outcome(lambda: t.log_abs_det_jacobian(x, y)),
                "gradient": tensor(torch.autograd.grad(t(leaf).sum(), leaf, allow_unused=True)[0]),
                "forward shape": shape(t.forward_shape(x.shape)),
                "inverse shape": shape(t.inverse_shape(y.shape)),
                "text": str(t),
                "domain": str(t.domain),
                "codomain": str(t.codomain),
                "bijective": t.bijective,
                "event dim": outcome(lambda: t.event_dim),
                "sign": outcome(lambda: t.sign),
            }
        )
    return lines


PROBS = f64([0.2, 0.8, 0.0], [0.5, 0.2, 0.1])
WHOLE = f64([0.0, 1.0, 0.0], [1.0, 2.0, 0.5])
MATRICES = torch.stack([FACTOR, COVARIANCE, -COVARIANCE, torch.eye(3, dtype=torch.float64)])
CONSTRAINTS = {
    "boolean": (C.boolean, WHOLE),
    "one_hot": (C.one_hot, WHOLE),
    "nonnegative_integer": (C.nonnegative_integer, WHOLE),
    "positive_integer": (C.positive_integer, WHOLE),
    "integer_interval": (C.integer_interval(0, 1), WHOLE),
    "integer_interval of tensors": (C.integer_interval(0, f64(0.0, 1.0, 2.0)), WHOLE),
    "real": (C.real, f64(1.0, math.nan, math.inf)),
    "real_vector": (C.real_vector, f64([1.0, math.nan], [0.0, 1.0])),
    "positive": (C.positive, X),
    "nonnegative": (C.nonnegative, WHOLE),
    "greater_than": (C.greater_than(0.5), X),
    "greater_than a tensor": (C.greater_than(f64(0.0, 1.0, -1.0)), X),
    "greater_than_eq": (C.greater_than_eq(1), WHOLE),
    "less_than": (C.less_than(1.0), X),
    "unit_interval": (C.unit_interval, X),
    "interval": (C.interval(-1.0, 0.5), X),
    "interval of tensors": (C.interval(f64(-1.0, 0.0, 0.0), f64(0.5, 1.0, 1.0)), X),
    "half_open_interval": (C.half_open_interval(0, 1), WHOLE),
    "simplex": (C.simplex, PROBS),
    "multinomial": (C.multinomial(2), WHOLE),
    "lower_triangular": (C.lower_triangular, MATRICES),
    "lower_cholesky": (C.lower_cholesky, MATRICES),
    "corr_cholesky": (C.corr_cholesky, MATRICES),
    "square": (C.square, MATRICES),
    "square of others": (C.square, X),
    "symmetric": (C.symmetric, MATRICES),
    "positive_semidefinite": (C.positive_semidefinite, MATRICES[1:]),
    "positive_definite": (C.positive_definite, MATRICES[1:]),
    "positive_definite of others": (C.positive_definite, MATRICES),
    "independent": (C.independent(C.positive, 1), X),
    "independent of too few": (C.independent(C.positive, 3), X),
    "cat": (C.cat([C.positive, C.real], dim=1, lengths=[1, 2]), X),
    "stack": (C.stack([C.positive, C.real, C.unit_interval], dim=1), X),
    "dependent": (C.dependent, X),
    "mixture": (C.MixtureSameFamilyConstraint(C.greater_than(f64(0.0, -2.0))), f64(1.0, -1.0)),
}


def constraints():
    lines = []
    for name, (c, value) in CONSTRAINTS.items():
        fields = {
            "case": name,
            "text": str(c),
            "discrete": outcome(lambda: c.is_discrete),
            "event dim": outcome(lambda: c.event_dim),
            "value": tensor(value),
            "check": outcome(lambda: c.check(value)),
        }
        for registry in ("biject_to", "transform_to"):
            x = SQUARE if c.__class__.__name__ in ("_LowerCholesky", "_PositiveDefinite", "_PositiveSemidefinite") else X
            x = VECTOR6 if c.__class__.__name__ == "_CorrCholesky" else x
            fields[registry + " x"] = tensor(x)
            fields[registry] = outcome(lambda: getattr(D, registry)(c))
            fields[registry + " y"] = outcome(lambda: getattr(D, registry)(c)(x))
        lines.append(fields)
    return lines


def errors():
    normal = D.Normal(torch.zeros(2), torch.ones(2))
    cases = {
        "negative scale": lambda: D.Normal(torch.zeros(2), torch.tensor([1.0, -1.0])),
        "negative number": lambda: D.Normal(0.0, -1.0),
        "scale that is not a number": lambda: D.Normal(0.0, math.nan),
        "low above high": lambda: D.Uniform(1.0, 0.0),
        "probability above 1": lambda: D.Bernoulli(1.5),
        "probs and logits": lambda: D.Bernoulli(0.5, 0.5),
        "neither probs nor logits": lambda: D.Categorical(),
        "number for a categorical": lambda: D.Categorical(torch.tensor(0.5)),
        "number of logits": lambda: D.Categorical(logits=torch.tensor(0.5)),
        "negative probability": lambda: D.Categorical(torch.tensor([-0.5, 0.5])),
        "geometric probability 0": lambda: D.Geometric(torch.tensor([0.0, 0.5])),
        "negative count": lambda: D.Binomial(-1, torch.tensor([0.5])),
        "concentration without dimension": lambda: D.Dirichlet(torch.tensor(1.0)),
        "negative concentration": lambda: D.Beta(-1.0, 1.0),
        "negative df": lambda: D.Chi2(-1.0),
        "negative scale of a half normal": lambda: D.HalfNormal(-1.0),
        "not positive definite": lambda: D.MultivariateNormal(torch.zeros(2), -torch.eye(2)),
        "two covariances": lambda: D.MultivariateNormal(torch.zeros(2), torch.eye(2), torch.eye(2)),
        "loc without dimension": lambda: D.MultivariateNormal(torch.tensor(0.0), torch.eye(2)),
        "covariance without dimension": lambda: D.MultivariateNormal(torch.zeros(2), torch.ones(2)),
        "scale without dimension": lambda: D.MultivariateNormal(torch.zeros(2), scale_tril=torch.ones(2)),
        "low rank factor": lambda: D.LowRankMultivariateNormal(torch.zeros(2), torch.ones(3, 1), torch.ones(2)),
        "low rank diagonal": lambda: D.LowRankMultivariateNormal(torch.zeros(2), torch.ones(2, 1), torch.ones(3)),
        "dim 1": lambda: D.LKJCholesky(1),
        "df of a wishart": lambda: D.Wishart(1.0, torch.eye(3)),
        "reinterpreted dimensions": lambda: D.Independent(normal, 2),
        "base of few dimensions": lambda: D.TransformedDistribution(D.Normal(0.0, 1.0), D.StickBreakingTransform()),
        "components of a mixture": lambda: D.MixtureSameFamily(D.Categorical(torch.ones(3)), normal),
        "batch of a mixture": lambda: D.MixtureSameFamily(
            D.Categorical(torch.ones(3, 2)), D.Normal(torch.zeros(2, 2), torch.ones(2, 2))
        ),
        "value outside": lambda: D.Exponential(torch.tensor([1.0, 2.0])).log_prob(torch.tensor([1.0, -1.0])),
        "value outside of a number": lambda: D.Bernoulli(0.5).log_prob(torch.tensor(0.5)),
        "value outside of an interval": lambda: D.Uniform(0.0, 1.0).log_prob(torch.tensor(2.0)),
        "value of another shape": lambda: normal.log_prob(torch.zeros(3)),
        "value of another event shape": lambda: D.MultivariateNormal(torch.zeros(2), torch.eye(2)).log_prob(torch.zeros(3)),
        "cdf outside": lambda: D.Gamma(1.0, 1.0).cdf(torch.tensor(-1.0)),
        "mode of a multinomial": lambda: D.Multinomial(3, torch.ones(2)).mode,
        "mode of a mixture": lambda: D.MixtureSameFamily(D.Categorical(torch.ones(2)), normal).mode,
        "entropy of different counts": lambda: D.Binomial(torch.tensor([1.0, 2.0]), torch.tensor([0.5, 0.5])).entropy(),
        "enumeration of different counts": lambda: D.Binomial(
            torch.tensor([1.0, 2.0]), torch.tensor([0.5, 0.5])
        ).enumerate_support(),
        "enumeration of an independent": lambda: D.Independent(D.Bernoulli(torch.ones(2)), 1).enumerate_support(),
        "no divergence": lambda: D.kl_divergence(D.Normal(0.0, 1.0), D.Poisson(1.0)),
        "binomials of different counts": lambda: D.kl_divergence(
            D.Binomial(1, torch.tensor([0.5])), D.Binomial(2, torch.tensor([0.5]))
        ),
        "families": lambda: D.kl_divergence(D.Poisson(1.0), D.Exponential(1.0)),
        "different sizes": lambda: D.kl_divergence(
            D.MultivariateNormal(torch.zeros(2), torch.eye(2)), D.MultivariateNormal(torch.zeros(3), torch.eye(3))
        ),
        "cache size": lambda: D.ExpTransform(2),
        "shapes to reshape": lambda: D.ReshapeTransform((2,), (3,)),
        "shape that does not fit": lambda: D.ReshapeTransform((2,), (2, 1)).forward_shape(torch.Size((3,))),
        "shape without dimension": lambda: D.StickBreakingTransform().forward_shape(()),
        "triangle": lambda: D.CorrCholeskyTransform().forward_shape((4,)),
        "triangle of a vector": lambda: D.CorrCholeskyTransform()(torch.zeros(5)),
        "not square": lambda: D.CorrCholeskyTransform().inverse_shape((4, 3)),
        "few dimensions": lambda: D.IndependentTransform(D.ExpTransform(), 2)(torch.zeros(2)),
        "event dims": lambda: D.ReshapeTransform((2,), (2, 1)).event_dim,
        "no transform": lambda: D.biject_to(C.square),
        "no bijection": lambda: D.biject_to(C.positive_definite),
        "dependent": lambda: C.dependent.check(torch.zeros(1)),
        "dependent event dim": lambda: C.dependent.event_dim,
        "dependent discreteness": lambda: C.dependent.is_discrete,
    }
    return [{"case": name, "error": outcome(action)} for name, action in cases.items()]


FIXTURES = {
    "values": lambda: [instance(name, args) for name, args in INSTANCES],
    "divergences": divergences,
    "transforms": transforms,
    "constraints": constraints,
    "errors": errors,
}
for file, lines in FIXTURES.items():
    target = RESOURCES / "distributions" / f"{file}.tsv"
    target.parent.mkdir(parents=True, exist_ok=True)
    rows = ["\t".join(f"{k}={escaped(str(v))}" for k, v in line.items()) for line in lines()]
    target.write_text("\n".join(rows) + "\n")
    print(f"{file}: {len(rows)} lines")
