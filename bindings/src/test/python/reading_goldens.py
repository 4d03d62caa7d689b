"""The cases for reading elements back.

dtype, shape and bits  the tensor that the case begins with
view     steps that change how it lies in memory: t, conj, neg, imag, narrow, flip, expand, step, sparse, csr, csc, bsr
repr     the text of tolist()
item     the text of item(), where there is one element
to       for each dtype the bytes of the elements converted to it
"""

import math

import torch

from golden_lines import line
from scenarios import bits

NAN, INF = math.nan, math.inf

REAL = {
    torch.float32: [0.0, -0.0, 1.0, -1.5, 0.1, 100.0, 1e-3, 3.0],
    torch.float64: [0.0, -0.0, 1.0, -1.5, 0.1, 100.0, 1e-3, 3.0],
    torch.float16: [0.0, -0.0, 1.0, -1.5, 0.1, 100.0, 1e-3, 3.0],
    torch.bfloat16: [0.0, -0.0, 1.0, -1.5, 0.1, 100.0, 1e-3, 3.0],
    torch.float8_e5m2: [0.0, 1.0, -1.5, 0.1, 100.0, 3.0],
    torch.float8_e4m3fn: [0.0, 1.0, -1.5, 0.1, 100.0, 3.0],
    torch.float8_e5m2fnuz: [0.0, 1.0, -1.5, 0.1, 100.0, 3.0],
    torch.float8_e4m3fnuz: [0.0, 1.0, -1.5, 0.1, 100.0, 3.0],
    torch.uint8: [0, 1, 2, 127, 128, 255],
    torch.int8: [0, 1, -1, 127, -128, 5],
    torch.int16: [0, 1, -1, 300, -300, 32767],
    torch.int32: [0, 1, -1, 70000, -70000, 2**31 - 1],
    torch.int64: [0, 1, -1, 2**53 + 1, -(2**63), 2**63 - 1],
    torch.uint16: [0, 1, 65535, 300],
    torch.uint32: [0, 1, 2**32 - 1, 300],
    torch.bool: [True, False, False, True],
    torch.complex64: [0j, 1 + 2j, -0.5 - 0.1j, 3 + 0j],
    torch.complex128: [0j, 1 + 2j, -0.5 - 0.1j, 3 + 0j],
    torch.complex32: [0j, 1 + 2j, -0.5 - 0.1j, 3 + 0j],
}
SPECIAL = {
    torch.float32: [NAN, INF, -INF, 1e-45, 3.4028234663852886e38, 16777217.0],
    torch.float64: [NAN, INF, -INF, 5e-324, 1.7976931348623157e308, 1 / 3],
    torch.float16: [NAN, INF, -INF, 6e-8, 65504.0],
    torch.bfloat16: [NAN, INF, -INF, 1e-40, 3.3e38],
    torch.complex64: [complex(NAN, INF), complex(-INF, -0.0), complex(-0.0, 0.0)],
    torch.complex128: [complex(NAN, INF), complex(1 / 3, -2 / 3), complex(-0.0, -0.0)],
}
SHAPES = [(), (4,), (2, 3), (3, 1, 2), (0,), (2, 0, 3), (1, 1)]
VIEWS = ["t", "flip", "narrow", "expand", "step"]
TARGETS = [torch.float32, torch.float64, torch.int64, torch.int32, torch.int16, torch.int8, torch.bool]


def viewed(tensor, view):
    for step in view.split(",") if view else []:
        match step:
            case "t":
                tensor = tensor.transpose(0, -1)
            case "conj":
                tensor = tensor.conj()
            case "neg":
                tensor = torch._neg_view(tensor)
            case "imag":
                tensor = tensor.imag
            case "narrow":
                tensor = tensor.narrow(-1, 1, tensor.size(-1) - 1)
            case "flip":
                tensor = tensor.flip(0)
            case "expand":
                tensor = tensor.unsqueeze(0).expand(2, *tensor.shape)
            case "step":
                tensor = tensor.as_strided((tensor.numel() // 2,), (2,))
            case "sparse":
                tensor = tensor.to_sparse()
            case "csr":
                tensor = tensor.to_sparse_csr()
            case "csc":
                tensor = tensor.to_sparse_csc()
            case "bsr":
                tensor = tensor.to_sparse_bsr((1, 1))
            case _:
                raise AssertionError(step)
    return tensor


def converted(tensor):
    """What each Java array holds; where the dtype has values that do not fit one, that one is left out."""
    fields = {}
    if tensor.dtype.is_complex:
        return fields
    dense = tensor.to_dense() if tensor.layout != torch.strided else tensor
    for target in TARGETS:
        whole = not target.is_floating_point and target != torch.bool
        if whole and dense.dtype.is_floating_point:
            limits = torch.iinfo(target)
            wide = dense.to(torch.float64)
            if not bool(((wide > limits.min) & (wide < limits.max)).all()):
                continue
        fields[str(target)] = bits(dense.to(target))
    return fields


def case(tensor, view=""):
    fields = {
        "dtype": tensor.dtype,
        "shape": ",".join(map(str, tensor.shape)),
        "bits": bits(tensor),
        "view": view or None,
    }
    result = viewed(tensor, view)
    listed = result.to_dense() if result.layout != torch.strided else result
    fields["repr"] = repr(listed.tolist())
    if listed.numel() == 1:
        fields["item"] = repr(listed.item())
    return line({**fields, **converted(result)})


def readings():
    lines = []
    for values_by_dtype in [REAL, SPECIAL]:
        for dtype, values in values_by_dtype.items():
            short = dtype.is_floating_point and dtype.itemsize == 1
            flat = torch.tensor(values, dtype=torch.float32 if short else dtype).to(dtype)
            lines.append(case(flat))
            for value in flat:
                lines.append(case(value.clone()))
            if values_by_dtype is SPECIAL or short:
                continue
            for shape in SHAPES:
                count = math.prod(shape)
                part = flat.repeat(2)[:count].reshape(shape)
                lines.append(case(part))
                if count > 1 and len(shape) == 2:
                    for view in VIEWS:
                        lines.append(case(part, view))
                    lines.append(case(part, "t,narrow"))
                    lines.append(case(part, "expand,flip"))
                    if dtype not in (torch.uint16, torch.uint32, torch.complex32):
                        for view in ["sparse", "csr", "csc", "bsr"]:
                            lines.append(case(part, view))
    for dtype in [torch.complex64, torch.complex128]:
        values = torch.tensor([[1 + 2j, -0.5 - 0.1j], [4 + 3j, 0.25 - 7j]], dtype=dtype)
        for view in ["conj", "neg", "conj,neg", "conj,t", "conj,imag", "conj,imag,t", "imag", "neg,imag,narrow"]:
            lines.append(case(values, view))
    for dtype in [torch.float32, torch.float64, torch.float16, torch.int64]:
        lines.append(case(torch.tensor([[1, -2], [0, 3]], dtype=dtype), "neg"))
        lines.append(case(torch.tensor([[1, -2], [0, 3]], dtype=dtype), "neg,t"))
    return lines
