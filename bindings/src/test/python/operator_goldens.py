"""Writes the operator goldens: calls from PyTorch's own operator database with what Python makes of them,
and some of documented_calls.py.

Run it with the Python that has LibTorch's version of torch; it writes operators-PLACE.tsv.gz, one file for each
namespace, into the folder given as the only argument (bindings/src/test/resources/dev/obor). The same torch writes the
same bytes again. Lines of fields separated by tabs, in operator_values.py's notation:

  made    capability  build                what computed the values: the instruction set of the kernels, and the SHA-256 of
                                           what torch says about its build
  op      name  variant  dtype  rtol  atol     what follows belongs to this entry of the database
  t       number  dtype  shape  strides  elements     a tensor, which later lines name by its number
  call    form  function  arguments  keywords  outcome  gradients
  none    reason     the entry has no calls

form says where the call comes from: function (alias, method, inplace) or error, the database's inputs that must fail,
each with the number of the sample. Before each call the seed is set to 0. outcome is "= value" or "! type: first line of
the text"; gradients are those of the arguments that require one, after a backward pass from the sum of all floating
results times the cotangents of operator_values.py; "abs" in front of them, or alone, says that results are compared by
their absolute values, as vectors are found up to sign or phase.
"""

import hashlib
import os
import random
import sys
import types
import warnings
import zlib
from pathlib import Path

if os.environ.get("PYTHONHASHSEED") != "0":  # some samples come out of sets
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})

import numpy
import torch

expecttest = types.ModuleType("expecttest")  # the database imports this module and does not use it
expecttest.TestCase = object
sys.modules["expecttest"] = expecttest

from torch.overrides import TorchFunctionMode
from torch.testing._internal.common_device_type import toleranceOverride
from torch.testing._internal.common_methods_invocations import op_db

from documented_calls import documented_calls
from operator_values import Unspeakable, Writer, copied, gradients_of, is_float, tensors

DTYPES = {torch.float32: 12, torch.int64: 6, torch.bool: 5, torch.complex64: 6}  # with the number of samples
MOST_ELEMENTS = 300
PLACES = {
    "torch": torch, "linalg": torch.linalg, "fft": torch.fft, "special": torch.special, "Tensor": torch.Tensor,
    "signal.windows": torch.signal.windows, "sparse": torch.sparse,
}
FILES = ("linalg", "fft", "special", "signal", "sparse")  # all other operators are in the file of torch
OUT_OF_REACH = {
    "nn.functional": "torch.nn.functional is not part of the operators' classes",
    "masked": "torch.masked has no Java name",
    "jiterator": "compiles CUDA code",
}
# Results that are uninitialised memory.
UNINITIALISED = {"empty", "empty_like", "new_empty", "empty_strided", "new_empty_strided", "empty_permuted", "resize_",
                 "resize_as_"}
# Vectors up to sign or phase.
UP_TO_SIGN = {"svd", "linalg.svd", "linalg.eigh", "linalg.eig", "svd_lowrank", "pca_lowrank"}
# Python's operators with the tensor on the right: their names with a number on the left, and with another tensor.
REFLECTED = {
    "__radd__": ("add", "add"), "__rsub__": ("rsub", "sub"), "__rmul__": ("mul", "mul"), "__rdiv__": ("rdiv", "div"),
    "__rmod__": ("rmod", "remainder"), "__rpow__": ("rpow", "pow"), "__rand__": ("bitwise_and", "bitwise_and"),
    "__ror__": ("bitwise_or", "bitwise_or"), "__rxor__": ("bitwise_xor", "bitwise_xor"),
    "__rmatmul__": ("matmul", "matmul"),
}


def functions():
    """The public functions by their identities."""
    known = {}
    for place, holder in PLACES.items():
        for name in sorted(dir(holder), key=lambda n: (n.startswith("_"), n)):
            value = getattr(holder, name, None)
            if callable(value) and not isinstance(value, type):
                known.setdefault(id(value), (place, name, value))
    return known


KNOWN = functions()


def name_of(function):
    """The place and name of a function, or None."""
    owner = getattr(function, "__self__", None)
    if getattr(function, "__name__", "") == "__get__" and owner is not None:
        return "Tensor", owner.__name__
    found = KNOWN.get(id(function))
    if found and found[0] == "torch" and found[1].startswith("_"):
        return "ops", "aten::" + found[1]
    if found:
        return found[:2]
    if isinstance(function, (torch._ops.OpOverloadPacket, torch._ops.OpOverload)):
        return "ops", str(function).replace("aten.", "aten::", 1)
    return None


class Recorder(TorchFunctionMode):
    """Notes the last call that a lambda of the database makes, less the attributes that its wrappers look at."""

    def __init__(self, operator):
        super().__init__()
        self.operator = operator
        self.call = None

    def __torch_function__(self, function, types, args=(), kwargs=None):
        if function.__name__ != "__get__" or name_of(function)[1] == self.operator:
            self.call = (function, copied(args), copied(kwargs or {}))
        return function(*args, **(kwargs or {}))


def real_call(operator, function, args, kwargs):
    """What the database calls in the end: the function, its arguments, its keyword arguments."""
    if name_of(function):
        return function, args, kwargs
    # These two would be seen as the many calls inside them.
    whole = {name: getattr(torch, name) for name in ("svd_lowrank", "pca_lowrank")}
    recorder = Recorder(operator)
    seen = []

    def noted(name):
        def note(*args, **kwargs):
            seen.append((whole[name], copied(args), copied(kwargs)))
            return whole[name](*args, **kwargs)
        return note

    try:
        for name in whole:
            setattr(torch, name, noted(name))
        with recorder:
            function(*copied(args), **copied(kwargs))
    except Exception:
        pass  # the call is made again, and then its error counts
    finally:
        for name, value in whole.items():
            setattr(torch, name, value)
    return seen[0] if seen else recorder.call


def java_call(function, args, kwargs):
    """The call with the operators that Java does not have turned into methods."""
    name = name_of(function)[1]
    if name not in REFLECTED:
        return function, args, kwargs
    number, tensor = REFLECTED[name]
    if isinstance(args[1], torch.Tensor):
        return getattr(torch.Tensor, tensor), (args[1], args[0]), kwargs
    return function, args, kwargs


def java_name(function):
    place, name = name_of(function)
    return f"{place}.{REFLECTED[name][0] if name in REFLECTED else name}"


def seeded(text):
    seed = zlib.crc32(text.encode())
    random.seed(seed)
    numpy.random.seed(seed)
    torch.manual_seed(seed)


def first_line(error):
    lines = str(error).splitlines()
    return f"{type(error).__name__}: {lines[0] if lines else ''}"


def kind(value):
    """What makes one sample differ from another."""
    if isinstance(value, torch.Tensor):
        return ("tensor", value.dim(), value.dtype)
    if isinstance(value, (list, tuple)):
        return (type(value).__name__, len(value), tuple(kind(v) for v in value))
    if isinstance(value, dict):
        return tuple((k, kind(v)) for k, v in value.items())
    if isinstance(value, (int, float, complex)) and not isinstance(value, bool):
        return type(value).__name__
    return repr(value)


def chosen(samples, count):
    """Small samples, one of each kind before a second one."""
    small = [s for s in samples if sum(t.numel() for t in tensors((s.input, s.args, s.kwargs))) <= MOST_ELEMENTS]
    if not small and samples:
        small = [min(samples, key=lambda s: sum(t.numel() for t in tensors((s.input, s.args, s.kwargs))))]
    seen = set()
    fresh, more = [], []
    for index, sample in enumerate(small):
        key = repr((kind(sample.input), kind(sample.args), kind(sample.kwargs)))
        (more if key in seen else fresh).append((index, sample))
        seen.add(key)
    if len(fresh) > count:
        step = len(fresh) / count
        fresh = [fresh[int(i * step)] for i in range(count)]
    return [sample for _, sample in sorted(fresh + more[: count - len(fresh)], key=lambda pair: pair[0])]


def tolerances(op, dtype):
    """What the database allows beyond torch.testing.assert_close, the widest of all its tests."""
    rtol, atol = 1.3e-6, 1e-5
    for info in op.decorators:
        for decorator in getattr(info, "decorators", [info]):
            device = getattr(info, "device_type", None)
            if isinstance(decorator, toleranceOverride) and device in (None, "cpu") and dtype in decorator.d:
                rtol, atol = max(rtol, decorator.d[dtype].rtol), max(atol, decorator.d[dtype].atol)
    return rtol, atol


class Case:
    """One entry of the database in one dtype."""

    def __init__(self, writer, op, dtype):
        self.writer = writer
        self.op = op
        self.dtype = dtype
        self.abs = op.name in UP_TO_SIGN

    def samples(self, requires_grad):
        seeded(f"{self.op.name}.{self.op.variant_test_name} {self.dtype}")
        return list(self.op.sample_inputs("cpu", self.dtype, requires_grad=requires_grad, set_seed=False))

    def write(self):
        gradients = self.dtype == torch.float32 and self.op.supports_autograd
        for number, sample in enumerate(chosen(self.samples(gradients), DTYPES[self.dtype])):
            args = (sample.input, *sample.args)
            self.call(f"function {number}", self.op.op, args, sample.kwargs, gradients)
            for alias in self.op.aliases:
                if not alias.name.startswith("nn.functional."):
                    self.call(f"alias {number}", alias.op, args, sample.kwargs, False)
                    self.variants(f"alias {number}", alias, args, sample.kwargs)
            self.variants(str(number), self.op, args, sample.kwargs)

    def variants(self, form, op, args, kwargs):
        if not isinstance(args[0], torch.Tensor):
            return
        prefix = form if form.startswith("alias") else None
        if op.method_variant is not None:
            self.call(prefix or f"method {form}", op.method_variant, args, kwargs, False)
        if op.inplace_variant is not None:
            self.call(prefix or f"inplace {form}", op.inplace_variant, args, kwargs, False)

    def errors(self):
        seeded(f"{self.op.name}.{self.op.variant_test_name} errors")
        # What no sample set is the same each time.
        torch.use_deterministic_algorithms(True, warn_only=True)
        try:
            inputs = list(self.op.error_inputs("cpu", set_seed=False))
        finally:
            torch.use_deterministic_algorithms(False)
        for number, error in enumerate(inputs):
            sample = error.sample_input
            args = (sample.input, *sample.args)
            self.call(f"error {number}", self.op.op, args, sample.kwargs, False)
            if isinstance(sample.input, torch.Tensor) and self.op.method_variant is not None:
                self.call(f"error {number} method", self.op.method_variant, args, sample.kwargs, False)

    def call(self, form, function, args, kwargs, gradients):
        try:
            self.writer.call(form, *self.spoken(function, args, kwargs, gradients))
        except Unspeakable as error:
            self.writer.unspoken(form, str(error))

    def spoken(self, function, args, kwargs, gradients):
        found = real_call(self.op.name, function, args, kwargs)
        if found is None or name_of(found[0]) is None:
            raise Unspeakable(f"{self.op.name}: not one call of a public function")
        function, args, kwargs = java_call(*found)
        if not gradients:
            args, kwargs = copied((args, kwargs), requires_grad=False)
        texts = [self.writer.text(list(args)), self.writer.keywords(kwargs)]
        outcome, grads = self.outcome(function, args, kwargs, gradients)
        return java_name(function), *texts, outcome, " ".join(filter(None, ["abs" if self.abs else "", grads]))

    def outcome(self, function, args, kwargs, gradients):
        args, kwargs = copied((args, kwargs))
        leaves = [t for t in tensors((args, kwargs)) if t.requires_grad]
        torch.manual_seed(0)
        try:
            result = function(*args, **kwargs)
        except Exception as error:
            return "! " + first_line(error), ""
        values = self.op.name not in UNINITIALISED
        text = "= " + self.writer.text(result, values)
        if not gradients or not values or not leaves:
            return text, ""
        try:
            grads = gradients_of(result, leaves, self.abs)
        except Exception:
            return text, ""
        return text, "" if grads is None else self.writer.text(grads)


class Ours(Case):
    """A call of ours, of a documented name that the database lacks."""

    def __init__(self, writer, name):
        super().__init__(writer, types.SimpleNamespace(name=name.split(".")[1]), torch.float32)
        self.name = name

    def write(self, function, args, kwargs):
        texts = [self.writer.text(list(args)), self.writer.keywords(kwargs)]
        self.writer.call("function 0", self.name, *texts, self.outcome(function, args, kwargs, False)[0], "")


def reason_out_of_reach(op):
    found = name_of(op.op)
    if found and found[0] in PLACES and found[0] != "Tensor":
        return None
    for prefix, reason in OUT_OF_REACH.items():
        if op.name.startswith(prefix):
            return reason
    return None


def place_of(op):
    head = op.name.split(".")[0]
    return head if head in FILES else "torch"


def build():
    """What the elements depend on, apart from the calls."""
    return torch.backends.cpu.get_cpu_capability(), hashlib.sha256(torch.__config__.show().encode()).hexdigest()


def main(folder):
    writers = {}
    for op in op_db:
        writer = writers.get(place_of(op))
        if writer is None:
            writer = writers[place_of(op)] = Writer()
            writer.made(*build())
        reason = reason_out_of_reach(op)
        if reason:
            writer.op(op, "-", 0, 0)
            writer.none(reason)
            continue
        for dtype in DTYPES:
            if dtype in op.dtypes:
                writer.op(op, dtype, *tolerances(op, dtype))
                Case(writer, op, dtype).write()
        if op.error_inputs_func is not None:
            writer.op(op, "errors", 1.3e-6, 1e-5)
            Case(writer, op, torch.float32).errors()
    for name, function, args, kwargs in documented_calls():
        writer = writers["fft" if name.startswith("fft") else "torch"]
        writer.op(types.SimpleNamespace(name=name.split(".")[1], variant_test_name="ours"), torch.float32, 1.3e-6, 1e-5)
        Ours(writer, name).write(function, args, kwargs)
    for place, writer in writers.items():
        writer.save(Path(folder, f"operators-{place}.tsv.gz"))
        print(place, writer.summary())


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    main(sys.argv[1])
