"""Writes type-goldens.tsv: limits, names and promotion of dtypes, and memory shared with buffers.

Run it with Python's torch; it writes into the folder given as the only argument. Every line is one case, of fields as
in golden_lines.py; kind says which:

  finfo, iinfo    the limits of dtype: repr and the attributes
  type            the name of the type of a tensor of dtype and layout
  to_type         a float32 tensor converted to the type of that name: the result's dtype
  promote, cast   torch.promote_types and torch.can_cast of a and b
  result          torch.result_type of tensors of dtypes a and b with a_dim and b_dim dimensions, or of a tensor and a
                  number
  frombuffer      torch.frombuffer of bytes that count up from 1: length, dtype, count, offset, and the elements
  numpy           why a tensor cannot share its memory; what says which tensor

A case that Python refuses has error and message instead of a result.
"""

import sys
import warnings
from pathlib import Path

import torch

from golden_lines import elements, line

LINES = []
DTYPES = sorted({value for value in vars(torch).values() if isinstance(value, torch.dtype)}, key=str)
COMMON = [torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.float16, torch.float32, torch.float64,
          torch.complex32, torch.complex64, torch.complex128, torch.bool, torch.bfloat16, torch.uint16, torch.uint32,
          torch.uint64, torch.float8_e5m2, torch.float8_e4m3fn]


def emit(kind, case, answer):
    try:
        fields = answer()
    except Exception as error:
        fields = {"error": type(error).__name__, "message": str(error).splitlines()[0]}
    LINES.append(line({"kind": kind, **case, **fields}))


def limits():
    for dtype in DTYPES:
        real = ["bits", "eps", "max", "min", "tiny", "smallest_normal", "resolution", "dtype"]
        if dtype != torch.float4_e2m1fn_x2:  # whose error changes from call to call
            emit("finfo", {"dtype": dtype}, lambda: described(torch.finfo(dtype), real))
        whole = ["bits", "max", "min", "dtype"]
        if str(dtype).startswith(("torch.qint", "torch.quint")):  # whose dtype, and so the repr, iinfo does not tell
            emit("iinfo", {"dtype": dtype}, lambda: attributes(torch.iinfo(dtype), whole[:3]))
        else:
            emit("iinfo", {"dtype": dtype}, lambda: described(torch.iinfo(dtype), whole))


def described(info, names):
    return {"repr": repr(info), **attributes(info, names)}


def attributes(info, names):
    return {"limit_" + name: getattr(info, name) for name in names}


def names():
    for dtype in DTYPES:
        emit("type", {"dtype": dtype, "layout": "strided"}, lambda: {"text": torch.empty(2, dtype=dtype).type()})
    eye = torch.eye(2)
    for tensor in (eye.to_sparse(), eye.to_sparse_csr(), eye.to_sparse_csc(), eye.to_mkldnn(), eye.double().to_sparse()):
        emit("type", {"dtype": tensor.dtype, "layout": tensor.layout}, lambda: {"text": tensor.type()})
    scalars = ["Byte", "Char", "Short", "Int", "Long", "Half", "Float", "Double", "Bool", "BFloat16", "ComplexFloat",
               "ComplexDouble"]
    texts = [f"torch.{scalar}Tensor" for scalar in scalars]
    texts += ["torch.Tensor", "torch.sparse.FloatTensor", "torch.FooTensor", "foo", "torch.float32", "FloatTensor", ""]
    for text in texts:
        emit("to_type", {"name": text}, lambda: {"dtype": eye.type(text).dtype})


def promotion():
    for a in COMMON:
        for b in COMMON:
            emit("promote", {"a": a, "b": b}, lambda: {"dtype": torch.promote_types(a, b)})
            emit("cast", {"a": a, "b": b}, lambda: {"can": torch.can_cast(a, b)})
    some = [torch.uint8, torch.int64, torch.float16, torch.float32, torch.float64, torch.complex64, torch.bool]
    for a in some:
        for b in some:
            for a_dim, b_dim in ((0, 0), (0, 1), (1, 0), (1, 2)):
                x, y = torch.zeros((1,) * a_dim, dtype=a), torch.zeros((1,) * b_dim, dtype=b)
                emit("result", {"a": a, "a_dim": a_dim, "b": b, "b_dim": b_dim}, lambda: {"dtype": torch.result_type(x, y)})
        for number in (1, 1.5, True, 1j):
            emit("result", {"a": a, "a_dim": 1, "number": number}, lambda: {"dtype": torch.result_type(torch.zeros(1, dtype=a), number)})


def buffers():
    for length in (0, 8, 12, 15):
        content = bytearray(range(1, length + 1))
        for dtype in (torch.uint8, torch.int16, torch.int32, torch.int64, torch.complex64):
            for count in (-1, 0, 1, 3):
                for offset in (-1, 0, 1, 4, 8, 15):
                    if offset % dtype.itemsize:
                        continue
                    case = {"length": length, "dtype": dtype, "count": count, "offset": offset}
                    emit("frombuffer", case, lambda: {
                        "data": elements(torch.frombuffer(content, dtype=dtype, count=count, offset=offset).view(torch.uint8))})


def refusals():
    z = torch.zeros(2, dtype=torch.complex64)
    tensors = {"gradient": torch.zeros(2, requires_grad=True), "conj": z.conj(), "neg": z.conj().imag, "sparse":
               torch.eye(2).to_sparse(), "csr": torch.eye(2).to_sparse_csr(), "meta": torch.zeros(2, device="meta"), "mkldnn":
               torch.eye(2).to_mkldnn()}
    for name, tensor in tensors.items():
        emit("numpy", {"what": name}, lambda: {"array": tensor.numpy()})


def main():
    warnings.filterwarnings("ignore")
    limits()
    names()
    promotion()
    buffers()
    refusals()
    (Path(sys.argv[1]) / "type-goldens.tsv").write_text("\n".join(LINES) + "\n", encoding="utf-8")
    print(len(LINES), "cases")


if __name__ == "__main__":
    main()
