"""Writes nn/module-cases.tsv.gz: the cases of PyTorch's own module database, and those of module_cases.py for what the database
lacks, with what Python makes of them.

Run it with the Python that has LibTorch's version of torch, OMP_NUM_THREADS=1. The same torch writes the same bytes again.
Values are in the notation of operator_values.py of the bindings' tests, and besides

  m("Name",positional,keywords)     a module made on the spot, with arguments as in a case

Functions of torch.nn.functional are written as their names.

Lines of fields separated by tabs:

  t       number  dtype  shape  strides  elements     a tensor, which later lines name by its number
  case    class  number  mode  positional  keywords  state  checksums  printed  inputs  outcome  gradients  buffers

mode is train, eval or error. The class is made after seed 0, from the positional arguments and the keywords, both as
pairs of a name and a value.
state is the module's state dict before the call, as pairs; checksums are CRC-32 of all its float tensors, one for each set
of kernels that a CPU may have. printed is the module's text. inputs are the arguments of forward as pairs of a name and a
value. Forward runs after seed 1. outcome is "= value" or "! type: first line of the text"; gradients are two lists, those
of the inputs that require one and those of the parameters, after a backward pass from the sum of all floating results times
the cotangents of operator_values.py; buffers are all buffers after the call, as pairs.
"""

import functools
import inspect
import json
import os
import subprocess
import sys
import types
import warnings
import zlib
from pathlib import Path

if os.environ.get("PYTHONHASHSEED") != "0":  # some texts show sets
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})

import torch
import torch.nn.functional as F
from torch import nn

sys.path.append(str(Path(__file__).parents[4] / "bindings" / "src" / "test" / "python"))
expecttest = types.ModuleType("expecttest")  # the database imports this module and does not use it
expecttest.TestCase = object
sys.modules["expecttest"] = expecttest

from torch.nn.parameter import is_lazy
from torch.testing._internal.common_modules import FunctionInput, module_db

from golden_lines import CAPABILITIES, RESOURCES
from module_cases import module_cases
from operator_values import Unspeakable, Writer, copied, gradients_of, tensors

NOTHING = FunctionInput()  # the forward input of modules that cannot be made
RECURRENT = {  # whose constructors do not name their parameters
    nn.RNN: ["input_size", "hidden_size", "num_layers", "nonlinearity", "bias"],
    nn.GRU: ["input_size", "hidden_size", "num_layers", "bias", "batch_first", "dropout", "bidirectional"],
    nn.LSTM: ["input_size", "hidden_size", "num_layers", "bias", "batch_first", "dropout", "bidirectional"],
}
FOREIGN = "torch.ao"  # quantised modules are not ours


class ModuleWriter(Writer):
    """Writes modules and functions too."""

    def text(self, value, values=True):
        if isinstance(value, nn.Module):
            if not hasattr(value, "made_of"):
                raise Unspeakable(f"a module of type {type(value).__name__} made elsewhere")
            positional, keywords = value.made_of
            name = json.dumps(type(value).__name__)
            return f"m({name},{self.pairs(positional)},{self.keywords(keywords)})"
        if callable(value) and value in (F.relu, F.gelu, torch.relu):
            return json.dumps(value.__name__)
        if isinstance(value, nn.Parameter):
            value = value.detach().requires_grad_(value.requires_grad)
        if isinstance(value, torch.Size):
            value = tuple(value)
        return super().text(value, values)

    def pairs(self, pairs):
        return "[" + ",".join(f"({json.dumps(k)},{self.text(v)})" for k, v in pairs) + "]"


def remember_arguments():
    """Lets every module know what it was made of."""
    def remembered(original):
        @functools.wraps(original)
        def init(self, *args, **kwargs):
            outermost = not hasattr(self, "made_of")
            if outermost:
                object.__setattr__(self, "made_of", None)
            original(self, *args, **kwargs)
            if outermost:
                object.__setattr__(self, "made_of", bound(type(self), args, kwargs, original))
        return init

    for name in ("TransformerEncoderLayer", "TransformerDecoderLayer", "LayerNorm"):
        module = getattr(nn, name)
        module.__init__ = remembered(module.__init__)


def bound(module, args, kwargs, init=None):
    """The arguments as leading positional ones and the other ones by name."""
    signature = inspect.signature(init or module.__init__)
    names = [n for n, p in signature.parameters.items()][1:]
    if signature.parameters.keys() >= {"args", "kwargs"}:
        names = RECURRENT.get(module, [str(i) for i in range(len(args))])
        return list(zip(names, args)), dict(kwargs)
    given = {**dict(zip(names, args)), **kwargs}
    positional = []
    for name in names:
        if name not in given:
            break
        positional.append((name, given.pop(name)))
    return positional, given


def named_inputs(module, args, kwargs):
    signature = inspect.signature(module.forward)
    return list(signature.bind(*args, **kwargs).arguments.items())


def first_line(error):
    lines = str(error).splitlines()
    return f"{type(error).__name__}: {lines[0] if lines else ''}"


def checksum(state):
    result = 0
    for tensor in state.values():
        if tensor.is_floating_point():
            result = zlib.crc32(tensor.contiguous().numpy().tobytes(), result)
    return result


def made(case):
    torch.manual_seed(0)
    return case.module(*copied(case.args), **copied(case.kwargs))


class Case:
    """One way to make and call a module."""

    def __init__(self, module, number, mode, constructor, forward):
        self.module = module
        self.number = number
        self.mode = mode
        self.args, self.kwargs = constructor
        self.forward = forward

    def key(self):
        return f"{self.module.__name__} {self.number} {self.mode}"

    def state(self):
        module = made(self)
        return {k: v.detach().clone() for k, v in module.state_dict().items() if not is_lazy(v)}

    def write(self, writer, checksums):
        start = len(writer.lines)
        numbers = dict(writer.numbers)
        try:
            self.line(writer, checksums)
        except Unspeakable as error:
            del writer.lines[start:]
            writer.numbers = numbers
            writer.counts["unspoken"] += 1
            writer.reasons[f"{self.module.__name__}: {error}"] += 1

    def line(self, writer, checksums):
        positional, keywords = bound(self.module, self.args, self.kwargs)
        fields = [self.module.__name__, self.number, self.mode, writer.pairs(positional), writer.keywords(keywords)]
        try:
            module = made(self)
        except Exception as error:
            writer.lines.append("\t".join(map(str, ["case", *fields, "[]", "", "", "[]", "! " + first_line(error), "[[],[]]", "[]"])))
            writer.counts[self.mode] += 1
            return
        module.train(self.mode != "eval")
        fields += [writer.pairs(self.state().items()), checksums, json.dumps(repr(module))]
        args, kwargs = copied(self.forward[0]), copied(self.forward[1])
        inputs = named_inputs(module, args, kwargs)
        fields.append(writer.pairs(inputs))
        outcome, gradients = self.outcome(module, args, kwargs, writer)
        buffers = writer.pairs([(k, v) for k, v in module.named_buffers() if not is_lazy(v)])
        writer.lines.append("\t".join(map(str, ["case", *fields, outcome, gradients, buffers])))
        writer.counts[self.mode] += 1

    def outcome(self, module, args, kwargs, writer):
        leaves = [t for t in tensors((args, kwargs)) if t.requires_grad]
        torch.manual_seed(1)
        try:
            result = module(*args, **kwargs)
        except Exception as error:
            return "! " + first_line(error).replace("\t", " "), "[[],[]]"
        text = "= " + writer.text(plain(result))
        parameters = [p for p in module.parameters() if p.requires_grad]
        try:
            gradients = gradients_of(result, leaves + parameters, False)
        except Exception as error:
            writer.reasons[f"{self.module.__name__}: no gradients: {first_line(error)}"] += 1
            gradients = None
        if gradients is None:
            return text, "[[],[]]"
        return text, writer.text([gradients[: len(leaves)], gradients[len(leaves) :]])


def plain(value):
    """The same with detached tensors."""
    if isinstance(value, torch.Tensor):
        return value.detach()
    if isinstance(value, (list, tuple)):
        return type(value)(*map(plain, value)) if hasattr(value, "_fields") else type(value)(map(plain, value))
    return value


def cases():
    for info in module_db:
        if info.module_cls.__module__.startswith(FOREIGN):
            continue
        for mode in ("train", "eval"):
            torch.manual_seed(zlib.crc32(info.name.encode()))
            inputs = info.module_inputs_func(
                info, device="cpu", dtype=torch.float32, requires_grad=True, training=mode == "train"
            )
            for number, sample in enumerate(inputs):
                constructor, forward = sample.constructor_input, sample.forward_input or NOTHING
                yield Case(
                    info.module_cls,
                    number,
                    mode,
                    (constructor.args, constructor.kwargs),
                    (forward.args, forward.kwargs),
                )
        if info.module_error_inputs_func is not None:
            torch.manual_seed(zlib.crc32(info.name.encode()))
            errors = info.module_error_inputs_func(
                info, device="cpu", dtype=torch.float32, requires_grad=True, training=True
            )
            for number, error in enumerate(errors):
                sample = error.module_error_input
                constructor, forward = sample.constructor_input, sample.forward_input or NOTHING
                yield Case(
                    info.module_cls,
                    number,
                    "error",
                    (constructor.args, constructor.kwargs),
                    (forward.args, forward.kwargs),
                )
    torch.manual_seed(5)
    numbers = {}
    for module, args, kwargs, inputs in module_cases():
        number = numbers[module] = numbers.get(module, 999) + 1
        for mode in ("train", "eval"):
            yield Case(module, number, mode, (args, kwargs), (inputs, {}))


def checksums():
    """The checksums of all states, with the kernels that the environment chooses."""
    result = {}
    for case in list(cases()):  # which draw random numbers too
        try:
            result[case.key()] = checksum(case.state())
        except Exception:
            result[case.key()] = 0  # its making fails
    return result


def all_checksums():
    runs = []
    for capability in CAPABILITIES:
        environment = {**os.environ, "ATEN_CPU_CAPABILITY": capability}
        run = subprocess.run(
            [sys.executable, sys.argv[0], "checksums"], env=environment, check=True, capture_output=True, text=True
        )
        runs.append(json.loads(run.stdout))
    return {key: "|".join(dict.fromkeys(str(run[key]) for run in runs)) for key in runs[0]}


def main():
    remember_arguments()
    if len(sys.argv) > 1:
        print(json.dumps(checksums()))
        return
    writer = ModuleWriter()
    known = all_checksums()
    for case in list(cases()):  # which draw random numbers too
        case.write(writer, known[case.key()])
    writer.save(RESOURCES / "nn" / "module-cases.tsv.gz")
    print(writer.summary())


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    main()
