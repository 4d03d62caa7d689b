"""The lines of the fixtures for printing.

A fixture is a list of lines, each of which is a list of name=value fields separated by tabs; in values, newlines and
backslashes are written as \\n and \\\\.

The elements of a tensor are a list separated by commas, real and imaginary parts by a space. They are exact: the texts
of float32 and shorter dtypes read back as float32, the others as float64. A long tensor has a formula instead:
@a,b,c,d stands for ((i * a) % b - c) / d at row-major position i; the imaginary part takes i + 1.
"""

import math

import numpy
import torch

LINES = []


def escaped(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def line(fields):
    return "\t".join(f"{name}={escaped(str(value))}" for name, value in fields.items() if value is not None)


def number(value, dtype):
    if dtype in (torch.float64, torch.complex128):
        return repr(float(value))
    return str(numpy.float32(value))


def elements(tensor):
    tensor = tensor.detach().resolve_conj().resolve_neg().cpu().reshape(-1)
    dtype = tensor.dtype
    if dtype.is_complex:
        wide = tensor.to(torch.complex128)
        return ",".join(
            f"{number(r, dtype)} {number(i, dtype)}"
            for r, i in zip(wide.real.tolist(), wide.imag.tolist())
        )
    if dtype.is_floating_point:
        return ",".join(number(v, dtype) for v in tensor.to(torch.float64).tolist())
    return ",".join(str(int(v)) for v in tensor.tolist())


def shape(tensor):
    return ",".join(map(str, tensor.shape))


def apply(options):
    torch.set_printoptions(profile="default")
    for call in options:
        torch.set_printoptions(**call)


def written(options):
    calls = ["&".join(f"{name}={value}" for name, value in call.items()) for call in options]
    return "|".join(calls) if calls else None


def emit(tensor, options, body, fields):
    """Adds a case; the fields are those that the kind of body needs."""
    default = torch.get_default_dtype()
    names = None
    if tensor.has_names():
        names = ",".join(name or "*" for name in tensor.names)
    grad_fn = tensor.grad_fn
    LINES.append(
        line(
            {
                "body": body,
                "options": written(options),
                "dtype": tensor.dtype,
                "default": default if default != torch.float32 else None,
                "device": tensor.device if tensor.device.type != "cpu" else None,
                "layout": tensor.layout if tensor.layout != torch.strided else None,
                "grad_fn": type(grad_fn).__name__ if grad_fn is not None else None,
                "requires_grad": True if tensor.requires_grad and grad_fn is None else None,
                "names": names,
                "parameter": True if isinstance(tensor, torch.nn.Parameter) else None,
                "repr": repr(tensor),
                **fields,
            }
        )
    )


def dense(tensor, *options, formula=None, **fields):
    apply(options)
    plain = tensor.rename(None) if tensor.has_names() else tensor
    data = formula or elements(plain if plain.layout == torch.strided else plain.to_dense())
    emit(tensor, options, "dense", {"shape": shape(tensor), "data": data, **fields})


def by_formula(sizes, dtype, a, b, c, d, *options):
    count = math.prod(sizes)
    index = torch.arange(count + 1, dtype=torch.float64)
    values = ((index * a) % b - c) / d
    if dtype.is_complex:
        tensor = torch.complex(values[:-1], values[1:]).to(dtype)
    else:
        tensor = values[:-1].to(dtype)
    wide = tensor.real if dtype.is_complex else tensor
    assert torch.equal(wide.to(torch.float64), values[:-1]), "the formula must be exact in the dtype"
    dense(tensor.reshape(sizes), *options, formula=f"@{a},{b},{c},{d}")


def meta(tensor, *options):
    apply(options)
    emit(tensor, options, "meta", {"shape": shape(tensor)})


def part(name, tensor, is_meta):
    return {
        f"{name}_shape": shape(tensor),
        f"{name}_dtype": tensor.dtype,
        f"{name}_data": None if is_meta else elements(tensor),
    }


def coordinate(tensor, *options):
    apply(options)
    is_meta = tensor.is_meta
    emit(
        tensor,
        options,
        "coordinate",
        {
            "shape": shape(tensor),
            "nnz": None if is_meta else tensor._nnz(),
            **part("indices", tensor._indices(), is_meta),
            **part("values", tensor._values(), is_meta),
        },
    )


def compressed(tensor, *options):
    apply(options)
    by_row = tensor.layout in (torch.sparse_csr, torch.sparse_bsr)
    if by_row:
        outer, inner = tensor.crow_indices(), tensor.col_indices()
    else:
        outer, inner = tensor.ccol_indices(), tensor.row_indices()
    is_meta = tensor.is_meta
    emit(
        tensor,
        options,
        "compressed",
        {
            "shape": shape(tensor),
            "by": "row" if by_row else "column",
            "nnz": None if is_meta else tensor._nnz(),
            **part("compressed", outer, is_meta),
            **part("plain", inner, is_meta),
            **part("values", tensor.values(), is_meta),
        },
    )


def quantized(tensor, *options):
    apply(options)
    if "per_tensor" in str(tensor.qscheme()):
        scale, zero_point, axis = tensor.q_scale(), tensor.q_zero_point(), None
    else:
        scale, zero_point = tensor.q_per_channel_scales(), tensor.q_per_channel_zero_points()
        axis = tensor.q_per_channel_axis()
    emit(
        tensor,
        options,
        "quantized",
        {
            "shape": shape(tensor),
            "data": elements(tensor.dequantize()),
            "scheme": tensor.qscheme(),
            "scale": scale,
            "zero_point": zero_point,
            "axis": axis,
        },
    )


def nested(tensors, *options, **arguments):
    apply(options)
    tensor = torch.nested.nested_tensor(tensors, **arguments)
    with torch.no_grad():
        parts = "||".join(str(part) for part in torch.ops.aten.unbind.int(tensor, 0))
    emit(tensor, options, "nested", {"parts": parts})
