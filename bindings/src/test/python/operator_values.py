"""How operator_goldens.py writes values, and what it does with tensors.

  N T F           None, True, False
  i-5             an int
  d0x1.8p+1       a float, in hexadecimal; also dinf, d-inf, dnan
  c(d...,d...)    a complex number
  "text"          a str, with JSON's escapes
  @float32        a dtype; %strided a layout; &channels_last a memory format; #cpu a device
  [a,b] (a,b)     a list, a tuple
  s(a,b,c)        a slice; s... is the ellipsis
  t12 t12g        the tensor of that number; with g it requires a gradient
  u(@float32,(i2,i3))     a tensor of whose elements nothing is known

A tensor's elements are base64 of its bytes in little-endian order; with strides, they are all that lie between the first
and the last element in memory. Sparse tensors have their layout before the dtype and the dense elements.

The cotangent at row-major position i of a result is ((7 * i) % 11 - 5) / 8, counted anew in each result; complex results
count their real and imaginary parts one after the other.
"""

import base64
import collections
import gzip
import io
import json
import math

import numpy
import torch


MOST_ELEMENTS = 20_000


class Unspeakable(Exception):
    """A value that the notation does not have."""


def is_float(tensor):
    return tensor.dtype.is_floating_point or tensor.dtype.is_complex


def tensors(value):
    """All tensors in nested lists and dictionaries, from left to right."""
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, (list, tuple)):
        return [t for v in value for t in tensors(v)]
    if isinstance(value, dict):
        return [t for v in value.values() for t in tensors(v)]
    return []


def copied(value, requires_grad=None):
    """The same value with tensors of its own, which are leaves."""
    if isinstance(value, torch.Tensor):
        return copied_tensor(value, value.requires_grad if requires_grad is None else requires_grad)
    if isinstance(value, torch.Size):
        return value
    if isinstance(value, (list, tuple)) and type(value) in (list, tuple):
        return type(value)(copied(v, requires_grad) for v in value)
    if isinstance(value, dict):
        return {k: copied(v, requires_grad) for k, v in value.items()}
    return value


def plain(tensor):
    """Whether the elements are all that the tensor has."""
    return tensor.layout == torch.strided and not tensor.is_quantized and not tensor.is_nested


def copied_tensor(tensor, requires_grad):
    if tensor.device.type != "cpu":
        raise Unspeakable(f"a tensor on {tensor.device.type}")
    with torch.no_grad():
        source = tensor.detach()
        if not plain(source):
            copy = source.clone()
        else:
            if source.is_conj() or source.is_neg():
                source = source.resolve_conj().resolve_neg()
            if source.is_contiguous():
                copy = source.clone()
            else:
                copy = segment(source).clone().as_strided(source.shape, source.stride())
    return copy.requires_grad_(requires_grad and is_float(copy))


def segment(tensor):
    """The memory between the first and the last element."""
    length = 0 if tensor.numel() == 0 else 1 + sum((n - 1) * s for n, s in zip(tensor.shape, tensor.stride()))
    return tensor.as_strided((length,), (1,))


def cotangent(tensor):
    index = torch.arange(tensor.numel(), dtype=torch.int64)
    return (((7 * index) % 11 - 5).to(torch.float64) / 8).to(tensor.dtype).reshape(tensor.shape)


def gradients_of(result, leaves, absolute):
    """The leaves' gradients, or None where no result has one."""
    loss = None
    for out in tensors(result):
        if is_float(out) and out.requires_grad:
            out = out.abs() if absolute else out
            real = torch.view_as_real(out.resolve_conj()) if out.is_complex() else out
            part = (real * cotangent(real)).sum()
            loss = part.to(torch.float64) if loss is None else loss + part.to(torch.float64)
    if loss is None:
        return None
    return list(torch.autograd.grad(loss, leaves, allow_unused=True))


def name(value):
    return str(value).replace("torch.", "")


class Writer:
    """Collects the lines of one file."""

    def __init__(self):
        self.lines = []
        self.numbers = {}
        self.counts = collections.Counter()
        self.reasons = collections.Counter()

    def made(self, capability, build):
        self.lines.append(f"made\t{capability}\t{build}")

    def op(self, op, dtype, rtol, atol):
        self.counts["op"] += 1
        self.lines.append("\t".join(["op", op.name, op.variant_test_name or "-", name(dtype), repr(rtol), repr(atol)]))

    def none(self, reason):
        self.lines.append("none\t" + reason)

    def unspoken(self, form, reason):
        self.counts["unspoken"] += 1
        self.reasons[reason] += 1
        self.lines.append(f"none\t{form}: {reason}")

    def call(self, form, function, args, kwargs, outcome, gradients):
        self.counts[form.split(" ")[0]] += 1
        fields = [form, function, args, kwargs, outcome.replace("\t", " "), gradients]
        self.lines.append("\t".join(["call", *fields]))

    def keywords(self, kwargs):
        return "[" + ",".join(f"({json.dumps(k)},{self.text(v)})" for k, v in kwargs.items()) + "]"

    def text(self, value, values=True):
        if value is None:
            return "N"
        if isinstance(value, (bool, numpy.bool_)):
            return "T" if value else "F"
        if isinstance(value, (int, numpy.integer)):
            return f"i{int(value)}"
        if isinstance(value, (float, numpy.floating)):
            return "d" + (float(value).hex() if math.isfinite(value) else str(float(value)))
        if isinstance(value, complex):
            return f"c({self.text(value.real)},{self.text(value.imag)})"
        if isinstance(value, str):
            return json.dumps(value)
        if value is float or value is int or value is bool or value is complex:
            return self.text({float: torch.float64, int: torch.int64, bool: torch.bool, complex: torch.complex128}[value])
        for type_, sign in ((torch.dtype, "@"), (torch.layout, "%"), (torch.memory_format, "&"), (torch.device, "#")):
            if isinstance(value, type_):
                return sign + name(value)
        if isinstance(value, slice):
            return f"s({self.text(value.start)},{self.text(value.stop)},{self.text(value.step)})"
        if value is Ellipsis:
            return "s..."
        if isinstance(value, torch.Tensor):
            return self.tensor(value) if values else f"u({self.text(value.dtype)},{self.text(tuple(value.shape))})"
        if isinstance(value, tuple):
            return "(" + ",".join(self.text(v, values) for v in value) + ")"
        if isinstance(value, list):
            return "[" + ",".join(self.text(v, values) for v in value) + "]"
        raise Unspeakable(f"a value of type {type(value).__name__}")

    def tensor(self, tensor):
        if tensor.device.type != "cpu" or tensor.is_quantized or tensor.is_nested or type(tensor) is not torch.Tensor:
            raise Unspeakable(f"a tensor on {tensor.device.type}, or of another kind")
        if tensor.numel() > MOST_ELEMENTS:
            raise Unspeakable(f"a tensor of more than {MOST_ELEMENTS} elements")
        source = tensor.detach().resolve_conj().resolve_neg()
        dtype = name(tensor.dtype)
        strides = ""
        if source.layout != torch.strided:
            dtype = name(source.layout) + " " + dtype
            source = source.to_dense()
        elif not source.is_contiguous():
            strides = ",".join(map(str, source.stride()))
            if min(source.stride()) < 0:
                raise Unspeakable("negative strides")
        data = segment(source) if strides else source
        fresh = torch.empty(data.numel(), dtype=data.dtype).copy_(data.reshape(-1))
        raw = fresh.view(torch.uint8).numpy().tobytes()  # NumPy has no bfloat16
        fields = "\t".join([dtype, ",".join(map(str, source.shape)), strides, base64.b64encode(raw).decode()])
        number = self.numbers.get(fields)
        if number is None:
            number = self.numbers[fields] = len(self.numbers)
            self.lines.append(f"t\t{number}\t{fields}")
        return f"t{number}" + ("g" if tensor.requires_grad and tensor.is_leaf else "")

    def save(self, file):
        buffer = io.BytesIO()
        with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0, filename="") as out:
            out.write(("\n".join(self.lines) + "\n").encode())
        file.write_bytes(buffer.getvalue())

    def summary(self):
        return dict(self.counts), dict(self.reasons)
