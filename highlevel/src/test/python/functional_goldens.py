"""Writes nn/function-cases.tsv.gz: calls of torch.nn.functional with what Python makes of them, from PyTorch's own operator
database and from functional_cases.py for what the database lacks.

Run it with the Python that has LibTorch's version of torch, OMP_NUM_THREADS=1. The same torch writes the same bytes again.
Values are in the notation of operator_values.py of the bindings' tests. Lines of fields separated by tabs:

  t       number  dtype  shape  strides  elements     a tensor, which later lines name by its number
  call    function  case  leading  others  outcome  gradients

leading are the arguments for the function's first parameters, others those for some of the rest, both as pairs of a name
and a value. The call follows seed 0. outcome is
"= value" or "! type: first line of the text"; gradients are those of the arguments that require one, after a backward pass
from the sum of all floating results times the cotangents of operator_values.py.
"""

import inspect
import os
import sys
import types
import warnings
import zlib
from pathlib import Path

if os.environ.get("PYTHONHASHSEED") != "0":  # some samples come out of sets
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})

import torch
import torch.nn.functional as F

sys.path.append(str(Path(__file__).parents[4] / "bindings" / "src" / "test" / "python"))
expecttest = types.ModuleType("expecttest")  # the database imports this module and does not use it
expecttest.TestCase = object
sys.modules["expecttest"] = expecttest

from torch.testing._internal.common_methods_invocations import op_db

from functional_cases import functional_cases
from golden_lines import RESOURCES
from module_goldens import ModuleWriter, first_line, plain
from operator_values import Unspeakable, copied, gradients_of, tensors

SAMPLES = 12
MOST_ELEMENTS = 400
CONV = ["input", "weight", "bias", "stride", "padding", "dilation", "groups"]
CONV_TRANSPOSE = ["input", "weight", "bias", "stride", "padding", "output_padding", "groups", "dilation"]
AVG_POOL = ["input", "kernel_size", "stride", "padding", "ceil_mode", "count_include_pad", "divisor_override"]
NAMES = {  # the parameters of functions that are not written in Python
    **{f"conv{n}d": CONV for n in (1, 2, 3)},
    **{f"conv_transpose{n}d": CONV_TRANSPOSE for n in (1, 2, 3)},
    **{f"avg_pool{n}d": AVG_POOL for n in (1, 2, 3)},
    **{f"adaptive_avg_pool{n}d": ["input", "output_size"] for n in (1, 2, 3)},
    "conv_tbc": ["input", "weight", "bias", "pad"],
    "gelu": ["input", "approximate"],
    "linear": ["input", "weight", "bias"],
    "bilinear": ["input1", "input2", "weight", "bias"],
    "prelu": ["input", "weight"],
    "hardshrink": ["input", "lambd"],
    "softshrink": ["input", "lambd"],
    "softplus": ["input", "beta", "threshold"],
    "logsigmoid": ["input"],
    "pixel_shuffle": ["input", "upscale_factor"],
    "pixel_unshuffle": ["input", "downscale_factor"],
    "channel_shuffle": ["input", "groups"],
    "one_hot": ["input", "num_classes"],
    "pdist": ["input", "p"],
    "pairwise_distance": ["x1", "x2", "p", "eps", "keepdim"],
    "cosine_similarity": ["x1", "x2", "dim", "eps"],
    "threshold_": ["input", "threshold", "value"],
    "hardtanh_": ["input", "min_val", "max_val"],
    "elu_": ["input", "alpha"],
    "celu_": ["input", "alpha"],
    "leaky_relu_": ["input", "negative_slope"],
    "rrelu_": ["input", "lower", "upper", "training"],
    "relu_": ["input"],
    "selu_": ["input"],
    "scaled_dot_product_attention": ["query", "key", "value", "attn_mask", "dropout_p", "is_causal", "scale", "enable_gqa"],
}
DISPATCHED = {  # those that look at return_indices first
    **{f"max_pool{n}d": f"max_pool{n}d_with_indices" for n in (1, 2, 3)},
    **{f"adaptive_max_pool{n}d": f"adaptive_max_pool{n}d_with_indices" for n in (1, 2, 3)},
    **{f"fractional_max_pool{n}d": f"fractional_max_pool{n}d_with_indices" for n in (2, 3)},
}


def named(function, args, kwargs):
    """The leading arguments and the others, as pairs of a name and a value."""
    names = NAMES.get(function)
    if names is None:
        names = list(inspect.signature(getattr(F, DISPATCHED.get(function, function))).parameters)
    if len(args) > len(names):
        raise Unspeakable("more arguments than parameters")
    given = {**dict(zip(names, args)), **kwargs}
    leading = []
    for name in names:
        if name not in given:
            break
        leading.append((name, given.pop(name)))
    return leading, list(given.items())


def outcome(writer, function, args, kwargs):
    args, kwargs = copied((args, kwargs))
    leaves = [t for t in tensors((args, kwargs)) if t.requires_grad]
    torch.manual_seed(0)
    try:
        result = getattr(F, function)(*args, **kwargs)
    except Exception as error:
        return "! " + first_line(error).replace("\t", " "), "[]"
    text = "= " + writer.text(plain(result))
    try:
        gradients = gradients_of(result, leaves, False) if leaves else None
    except Exception:
        gradients = None
    return text, "[]" if gradients is None else writer.text(gradients)


def write(writer, function, case, args, kwargs):
    start, numbers = len(writer.lines), dict(writer.numbers)
    try:
        arguments = [writer.pairs(pairs) for pairs in named(function, args, kwargs)]
        writer.lines.append("\t".join(["call", function, case, *arguments, *outcome(writer, function, args, kwargs)]))
        writer.counts[case.split(" ")[0]] += 1
    except Unspeakable as error:
        del writer.lines[start:]
        writer.numbers = numbers
        writer.counts["unspoken"] += 1
        writer.reasons[f"{function}: {error}"] += 1


def from_database(writer):
    for op in op_db:
        function = op.name.removeprefix("nn.functional.")
        if op.name == function or op.op is not getattr(F, function, None) or torch.float32 not in op.dtypes:
            continue
        torch.manual_seed(zlib.crc32(op.name.encode()))
        samples = list(op.sample_inputs("cpu", torch.float32, requires_grad=True, set_seed=False))
        small = [
            s for s in samples if sum(t.numel() for t in tensors((s.input, s.args, s.kwargs))) <= MOST_ELEMENTS
        ]
        step = max(1, len(small) // SAMPLES)
        for number, s in enumerate(small[::step][:SAMPLES]):
            write(writer, function, f"sample {number} {op.variant_test_name}".strip(), (s.input, *s.args), s.kwargs)
        if op.error_inputs_func is not None:
            torch.manual_seed(zlib.crc32(op.name.encode()))
            for number, error in enumerate(op.error_inputs("cpu", set_seed=False)):
                s = error.sample_input
                write(writer, function, f"error {number}", (s.input, *s.args), s.kwargs)


def main():
    writer = ModuleWriter()
    from_database(writer)
    torch.manual_seed(5)
    for number, (function, args, kwargs) in enumerate(list(functional_cases())):
        write(writer, function, f"ours {number}", args, kwargs)
    writer.save(RESOURCES / "nn" / "function-cases.tsv.gz")
    print(writer.summary())


warnings.simplefilter("ignore")
torch.set_num_threads(1)
main()
