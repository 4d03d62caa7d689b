"""What torch.nn.utils gives in Python, and how modules answer: run it to write dev/obor/nn/utils.tsv and answers.tsv."""

import warnings
import zlib
from collections import OrderedDict

import torch
from torch import nn
from torch.nn import utils
from torch.nn.utils import parametrizations, parametrize, prune

from golden_lines import RESOURCES, error, merged
from model_goldens import short


def grads(module, x):
    y = module(x)
    (y * y).sum().backward()
    return [y, x.grad, *[p.grad for p in module.parameters()]]


def linear(wrap, *size):
    module = wrap(nn.Linear(*(size or (3, 4))))
    return module, grads(module, torch.randn(2, (size or (3, 4))[0], requires_grad=True))


def convolution(wrap):
    module = wrap(nn.Conv2d(2, 3, 2))
    return module, grads(module, torch.randn(1, 2, 3, 3, requires_grad=True))


def removed(wrap, remove):
    module = wrap(nn.Linear(3, 4))
    module(torch.randn(2, 3))
    remove(module)
    return module, [*module.parameters()]


class Symmetric(nn.Module):
    def forward(self, x):
        return x.triu() + x.triu(1).transpose(-1, -2)


class Doubled(nn.Module):
    def forward(self, x):
        return 2 * x

    def right_inverse(self, x):
        return x / 2


def symmetric():
    module = parametrize.register_parametrization(nn.Linear(3, 3), "weight", Symmetric())
    parametrize.register_parametrization(module, "weight", Doubled())
    parametrize.register_parametrization(module, "bias", Doubled())
    module.bias = torch.arange(3.0)
    return module, [module.weight, module.bias, *grads(module, torch.randn(2, 3, requires_grad=True))]


def pruned(*steps):
    module = nn.Linear(6, 5)
    for step in steps:
        step(module)
    return module, [module.weight_mask, module.weight, *grads(module, torch.randn(2, 6, requires_grad=True))]


def pruned_globally():
    model = nn.Sequential(nn.Linear(4, 3), nn.Linear(3, 4))
    prune.global_unstructured([(model[0], "weight"), (model[1], "weight")], prune.L1Unstructured, amount=0.4)
    return model, [model[0].weight, model[1].weight]


def unpruned():
    module = nn.Linear(6, 5)
    prune.l1_unstructured(module, "weight", 7)
    prune.remove(module, "weight")
    return module, [module.weight]


def normalisation(bn, shape):
    for _ in range(3):
        bn(torch.randn(shape))
    nn.init.uniform_(bn.weight)
    nn.init.uniform_(bn.bias)
    return bn.eval()


def fused_convolution(bias):
    conv, bn = nn.Conv2d(2, 3, 2, bias=bias).eval(), normalisation(nn.BatchNorm2d(3), (4, 3, 2, 2))
    fused = utils.fuse_conv_bn_eval(conv, bn)
    return fused, [fused.weight, fused.bias, fused(torch.randn(1, 2, 3, 3))]


def fused_transposed():
    conv, bn = nn.ConvTranspose2d(2, 3, 2).eval(), normalisation(nn.BatchNorm2d(3), (4, 3, 2, 2))
    fused = utils.fuse_conv_bn_eval(conv, bn, transpose=True)
    return fused, [fused.weight, fused.bias]


def fused_linear():
    layer, bn = nn.Linear(2, 3).eval(), normalisation(nn.BatchNorm1d(3), (4, 3))
    fused = utils.fuse_linear_bn_eval(layer, bn)
    return fused, [fused.weight, fused.bias]


def clipped(clip):
    model = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2))
    (model(torch.randn(5, 3)) ** 2).sum().backward()
    result = clip(model)
    return model, [*([] if result is None else [result]), *[p.grad for p in model.parameters()]]


def vector():
    model = nn.Linear(3, 2)
    flat = utils.parameters_to_vector(model.parameters())
    utils.vector_to_parameters(flat.detach() * 2, model.parameters())
    return model, [flat, *model.parameters()]


CASES = {
    "weight_norm": lambda: linear(utils.weight_norm),
    "weight_norm dim None": lambda: linear(lambda m: utils.weight_norm(m, dim=None)),
    "weight_norm lstm": lambda: (lambda m, x: (m, [m(x)[0], m.weight_hh_l0_g, m.weight_hh_l0_v]))(utils.weight_norm(nn.LSTM(2, 3), "weight_hh_l0"), torch.randn(4, 1, 2)),
    "remove_weight_norm": lambda: removed(utils.weight_norm, utils.remove_weight_norm),
    "spectral_norm": lambda: linear(utils.spectral_norm),
    "spectral_norm conv": lambda: convolution(lambda m: utils.spectral_norm(m, n_power_iterations=3)),
    "remove_spectral_norm": lambda: removed(utils.spectral_norm, utils.remove_spectral_norm),
    "parametrizations.weight_norm": lambda: linear(parametrizations.weight_norm),
    "parametrizations.spectral_norm": lambda: linear(parametrizations.spectral_norm),
    "parametrizations.spectral_norm conv": lambda: convolution(parametrizations.spectral_norm),
    "parametrizations.orthogonal": lambda: linear(parametrizations.orthogonal),
    "parametrizations.orthogonal square": lambda: linear(parametrizations.orthogonal, 3, 3),
    "parametrizations.orthogonal wide": lambda: linear(parametrizations.orthogonal, 4, 3),
    "parametrizations.orthogonal cayley": lambda: linear(lambda m: parametrizations.orthogonal(m, orthogonal_map="cayley")),
    "parametrizations.orthogonal direct": lambda: linear(lambda m: parametrizations.orthogonal(m, use_trivialization=False)),
    "remove_parametrizations": lambda: removed(parametrizations.weight_norm, lambda m: parametrize.remove_parametrizations(m, "weight")),
    "symmetric": symmetric,
    "prune identity": lambda: pruned(lambda m: prune.identity(m, "weight")),
    "prune random_unstructured": lambda: pruned(lambda m: prune.random_unstructured(m, "weight", 0.3)),
    "prune l1_unstructured": lambda: pruned(lambda m: prune.l1_unstructured(m, "weight", 11)),
    "prune random_structured": lambda: pruned(lambda m: prune.random_structured(m, "weight", 2, 0)),
    "prune ln_structured": lambda: pruned(lambda m: prune.ln_structured(m, "weight", 0.5, 2, 1)),
    "prune custom_from_mask": lambda: pruned(lambda m: prune.custom_from_mask(m, "weight", (torch.arange(30).reshape(5, 6) % 3 > 0).float())),
    "prune twice": lambda: pruned(lambda m: prune.l1_unstructured(m, "weight", 0.3), lambda m: prune.l1_unstructured(m, "weight", 0.5)),
    "prune channels twice": lambda: pruned(lambda m: prune.ln_structured(m, "weight", 2, 1, 0), lambda m: prune.ln_structured(m, "weight", 1, 2, 0)),
    "prune both ways": lambda: pruned(lambda m: prune.ln_structured(m, "weight", 2, 2, -1), lambda m: prune.random_unstructured(m, "weight", 4)),
    "prune global": pruned_globally,
    "prune remove": unpruned,
    "fuse_conv_bn_eval": lambda: fused_convolution(True),
    "fuse_conv_bn_eval without bias": lambda: fused_convolution(False),
    "fuse_conv_bn_eval transpose": fused_transposed,
    "fuse_linear_bn_eval": fused_linear,
    "clip_grad_norm_": lambda: clipped(lambda m: utils.clip_grad_norm_(m.parameters(), 0.5)),
    "clip_grad_norm_ inf": lambda: clipped(lambda m: utils.clip_grad_norm_(m.parameters(), 0.1, norm_type=float("inf"), foreach=False)),
    "clip_grad_norm_ large": lambda: clipped(lambda m: utils.clip_grad_norm_(m.parameters(), 1e6, 1.0)),
    "clip_grad_value_": lambda: clipped(lambda m: utils.clip_grad_value_(m.parameters(), 0.05)),
    "clip_grads_with_norm_": lambda: clipped(lambda m: utils.clip_grads_with_norm_(m.parameters(), 0.5, torch.tensor(2.0))),
    "get_total_norm": lambda: clipped(lambda m: utils.get_total_norm(m.parameters(), 3.0)),
    "parameters_to_vector": vector,
}


def cases():
    lines = []
    for seed, (name, run) in enumerate(CASES.items()):
        torch.manual_seed(seed)
        module, tensors = run()
        line = {"case": name, "text": repr(module), "keys": ",".join(module.state_dict())}
        for i, tensor in enumerate(tensors):
            line[f"tensor {i}"] = short(tensor)
        lines.append(line)
    return lines


class Named(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(2, 2)
        self.second = self.first
        self.deep = nn.Sequential(nn.ReLU(), nn.Linear(2, 1))
        self.register_buffer("mean", torch.zeros(3))


def joined(names):
    return ",".join(names)


def answers():
    m = Named()
    chain = nn.Sequential(OrderedDict([("a", nn.ReLU()), ("b", nn.Tanh()), ("c", nn.Sigmoid()), ("d", nn.ReLU())]))
    plain = nn.Sequential(nn.ReLU(), nn.Tanh(), nn.Sigmoid(), nn.ReLU())
    inserted = nn.Sequential(nn.ReLU(), nn.Tanh()).insert(1, nn.Sigmoid()).append(nn.Identity())
    deleted = nn.Sequential(nn.ReLU(), nn.Tanh(), nn.Sigmoid(), nn.ReLU())
    del deleted[1]
    sliced = nn.Sequential(nn.ReLU(), nn.Tanh(), nn.Sigmoid(), nn.ReLU())
    del sliced[::2]
    listed = nn.ModuleList([nn.Linear(1, 1), nn.Linear(1, 1), nn.ReLU(), nn.Sequential(nn.ReLU()), nn.Sequential(nn.ReLU())])
    ordered = nn.ParameterDict(OrderedDict([("b", torch.ones(2, 3)), ("a", torch.ones(()))]))
    cases = {
        "named_parameters prefix": joined(n for n, _ in m.named_parameters("net")),
        "named_parameters own": joined(n for n, _ in m.deep.named_parameters(recurse=False)),
        "named_parameters duplicates": joined(n for n, _ in m.named_parameters(remove_duplicate=False)),
        "named_buffers prefix": joined(n for n, _ in m.named_buffers("net")),
        "named_modules prefix": joined(n for n, _ in m.named_modules(prefix="net")),
        "named_modules duplicates": joined(n for n, _ in m.named_modules(remove_duplicate=False)),
        "get_submodule missing": error(lambda: m.get_submodule("deep.7")),
        "get_submodule parameter": error(lambda: m.get_submodule("first.weight")),
        "get_parameter missing": error(lambda: m.get_parameter("first.kernel")),
        "get_parameter buffer": error(lambda: m.get_parameter("mean")),
        "get_buffer parameter": error(lambda: m.get_buffer("first.weight")),
        "set_submodule empty": error(lambda: m.set_submodule("", nn.ReLU())),
        "set_submodule strict": error(lambda: m.set_submodule("third", nn.ReLU(), strict=True)),
        "assign plain tensor": error(lambda: setattr(m.first, "weight", torch.ones(2, 2))),
        "none members": repr(NoneMembers()),
        "none keys": joined(NoneMembers().state_dict()),
        "both backward hooks": error(both_hooks),
        "slice": repr(chain[1:3]),
        "slice step": repr(plain[::-2]),
        "slice negative": repr(plain[-2:]),
        "inserted": repr(inserted),
        "deleted": repr(deleted),
        "deleted slice": repr(sliced),
        "mul": repr(nn.Sequential(nn.ReLU(), nn.Tanh()) * 2),
        "add": repr(nn.Sequential(nn.ReLU()) + nn.Sequential(nn.Tanh())),
        "sequential index": error(lambda: plain[4]),
        "sequential insert": error(lambda: plain.insert(9, nn.ReLU())),
        "module list": repr(listed),
        "module list index": error(lambda: listed[5]),
        "module list empty": repr(nn.ModuleList()),
        "module list forward": error(lambda: nn.ModuleList()(torch.ones(1))),
        "module dict": repr(nn.ModuleDict(OrderedDict([("x", nn.ReLU()), ("y", nn.ModuleList([nn.ReLU()]))]))),
        "module dict key": error(lambda: nn.ModuleDict({"a": nn.ReLU()})["z"]),
        "parameter list": repr(nn.ParameterList([torch.ones(2, 3), torch.ones(4, dtype=torch.float64)])),
        "parameter list index": error(lambda: nn.ParameterList([torch.ones(1)])[1]),
        "parameter list call": error(lambda: nn.ParameterList()(torch.ones(1))),
        "parameter dict": repr(ordered),
        "parameter dict sorted": repr(nn.ParameterDict({"b": torch.ones(1), "a": torch.ones(2)})),
        "parameter dict keys": joined(ordered.state_dict()),
        "size_average": warned(lambda: nn.L1Loss(size_average=False)),
        "reduce": warned(lambda: nn.L1Loss(reduce=False)),
        "kl_div mean": warned(lambda: nn.KLDivLoss()(torch.ones(1), torch.ones(1))),
        "l1 sizes": warned(lambda: nn.L1Loss()(torch.ones(2), torch.ones(1))),
        "bce sizes": error(lambda: nn.BCELoss()(torch.ones(2), torch.ones(1))),
        "bce logits sizes": error(lambda: nn.BCEWithLogitsLoss()(torch.ones(2), torch.ones(1))),
        "gaussian negative": error(lambda: nn.GaussianNLLLoss()(torch.ones(2), torch.ones(2), -torch.ones(2))),
        "gaussian size": error(lambda: nn.GaussianNLLLoss()(torch.ones(2, 3), torch.ones(2, 3), torch.ones(3, 2))),
        "margin ranking sizes": error(lambda: nn.MarginRankingLoss()(torch.ones(2), torch.ones(2), torch.ones(2, 1))),
        "multi margin p": error(lambda: nn.MultiMarginLoss(p=3)),
        "multi margin weight": error(lambda: nn.MultiMarginLoss(weight=torch.ones(1, 1))),
        "triplet margin": error(lambda: nn.TripletMarginLoss(margin=-1.0)),
        "cutoffs": error(lambda: nn.AdaptiveLogSoftmaxWithLoss(4, 5, [])),
        "adaptive target": error(lambda: nn.AdaptiveLogSoftmaxWithLoss(4, 5, [2])(torch.ones(1, 4), torch.tensor([7]))),
        "rnn dropout": error(lambda: nn.RNN(1, 1, dropout=2)),
        "rnn dropout warning": warned(lambda: nn.RNN(1, 1, dropout=0.5)),
        "rnn hidden": error(lambda: nn.LSTM(1, 0)),
        "rnn layers": error(lambda: nn.GRU(1, 1, 0)),
        "rnn proj": error(lambda: nn.LSTM(1, 2, proj_size=2)),
        "rnn nonlinearity": error(lambda: nn.RNN(1, 1, nonlinearity="sin")),
        "rnn dim": error(lambda: nn.RNN(3, 4)(torch.ones(3))),
        "lstm dim": error(lambda: nn.LSTM(3, 4)(torch.ones(3))),
        "rnn size": error(lambda: nn.GRU(3, 4)(torch.ones(5, 2, 4))),
        "rnn state": error(lambda: nn.GRU(3, 4)(torch.ones(5, 2, 3), torch.ones(1, 1, 4))),
        "rnn state dim": error(lambda: nn.GRU(3, 4)(torch.ones(5, 2, 3), torch.ones(1, 4))),
        "lstm state": error(lambda: nn.LSTM(3, 4)(torch.ones(5, 2, 3), (torch.ones(1, 2, 4), torch.ones(1, 3, 4)))),
        "lstm state dim": error(lambda: nn.LSTM(3, 4)(torch.ones(5, 3), (torch.ones(1, 2, 4), torch.ones(1, 3, 4)))),
        "rnn dtype": error(lambda: nn.GRU(3, 4)(torch.ones(5, 2, 3).double())),
        "cell dim": error(lambda: nn.GRUCell(3, 4)(torch.ones(1, 2, 3))),
        "cell state dim": error(lambda: nn.LSTMCell(3, 4)(torch.ones(2, 3), (torch.ones(2, 4), torch.ones(1, 2, 4)))),
        "attention sizes": error(lambda: nn.MultiheadAttention(0, 1)),
        "attention heads": error(lambda: nn.MultiheadAttention(5, 2)),
        "attention causal": error(lambda: nn.MultiheadAttention(4, 2)(torch.ones(3, 4), torch.ones(3, 4), torch.ones(3, 4), is_causal=True)),
        "attention mask": error(lambda: nn.MultiheadAttention(4, 2)(torch.ones(3, 4), torch.ones(3, 4), torch.ones(3, 4), attn_mask=torch.ones(2, 2))),
        "attention dim": error(lambda: nn.MultiheadAttention(4, 2)(torch.ones(4), torch.ones(3, 4), torch.ones(3, 4))),
        "transformer activation": error(lambda: nn.TransformerEncoderLayer(4, 2, activation="sin")),
        "transformer batch": error(lambda: nn.Transformer(4, 2, 1, 1, 4)(torch.ones(2, 3, 4), torch.ones(2, 2, 4))),
        "transformer size": error(lambda: nn.Transformer(4, 2, 1, 1, 4)(torch.ones(2, 3, 5), torch.ones(2, 3, 4))),
        "packed": repr(utils.rnn.pack_sequence([torch.tensor([1.0]), torch.tensor([3.0, 4.0])], enforce_sorted=False)),
        "packed total": error(lambda: utils.rnn.pad_packed_sequence(utils.rnn.pack_sequence([torch.ones(3)]), total_length=2)),
        "non-finite norm": error(lambda: utils.clip_grad_norm_([infinite()], 1.0, error_if_nonfinite=True)),
        "weight norm twice": error(lambda: utils.weight_norm(utils.weight_norm(nn.Linear(1, 1)))),
        "no weight norm": error(lambda: utils.remove_weight_norm(nn.Linear(1, 1))),
        "no parametrization": error(lambda: parametrize.register_parametrization(nn.Linear(1, 1), "kernel", nn.Identity())),
        "parametrization shape": error(lambda: parametrize.register_parametrization(nn.Linear(2, 1), "weight", nn.Flatten(0))),
        "prune amount": error(lambda: prune.l1_unstructured(nn.Linear(1, 1), "weight", 1.5)),
        "prune count": error(lambda: prune.l1_unstructured(nn.Linear(1, 1), "weight", 2)),
        "prune vector": error(lambda: prune.ln_structured(nn.Linear(1, 1), "bias", 1, 2, 0)),
        "not pruned": error(lambda: prune.remove(nn.Linear(1, 1), "weight")),
        "functional_call strict": error(lambda: torch.func.functional_call(nn.Linear(1, 1), {"weight": torch.ones(1, 1), "x": torch.ones(1)}, torch.ones(1), strict=True)),
        "functional_call tied": error(lambda: torch.func.functional_call(m, {"first.weight": torch.ones(2, 2), "second.weight": torch.ones(2, 2)}, torch.ones(1))),
    }
    return [{"case": case, "text": text} for case, text in cases.items()]


class NoneMembers(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_parameter("p", None)
        self.register_buffer("b", None)
        self.register_module("m", None)


def both_hooks():
    layer = nn.Linear(1, 1)
    layer.register_backward_hook(lambda *_: None)
    layer.register_full_backward_hook(lambda *_: None)


def infinite():
    p = nn.Parameter(torch.ones(1))
    p.grad = torch.tensor([float("inf")])
    return p


def warned(action):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        action()
    return "\n".join(str(w.message) for w in caught)


if __name__ == "__main__":
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    for path, lines in {"nn/utils.tsv": cases(), "nn/answers.tsv": answers()}.items():
        (RESOURCES / path).write_text("\n".join(merged([lines])) + "\n")
        print(f"{path}: {len(lines)} lines")
