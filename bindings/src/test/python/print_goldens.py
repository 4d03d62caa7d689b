"""Writes the fixtures that the printing of tensors and numbers is tested with.

Run it with Python's torch; it writes print-goldens.tsv and number-goldens.tsv into the folder given as the only
argument. Their format is described in golden_lines.py.
"""

import math
import random
import sys
import warnings
from pathlib import Path

import torch

from golden_lines import LINES, by_formula, compressed, coordinate, dense, elements, meta, nested, quantized
from number_goldens import numbers

warnings.filterwarnings("ignore")

REAL = [torch.float32, torch.float64, torch.float16, torch.bfloat16]
WHOLE = [torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64]
COMPLEX = [torch.complex64, torch.complex128, torch.complex32]
NAN, INF = math.nan, math.inf


def scalars_and_empties():
    for dtype in REAL:
        for value in [0.0, -0.0, 1.0, -1.0, 4.0, 0.1, 3.14159265, -2.5, 12345.678, 1e-3, 6e-5, NAN, INF, -INF]:
            dense(torch.tensor(value, dtype=dtype))
    for value in [1e8, 1.5e8, 99999999.0, 123456789.0, 1e-4, 9.99e-5, 1e300, 5e-324, 1e-310, 12345678.9]:
        dense(torch.tensor(value, dtype=torch.float64))
        dense(torch.tensor(value, dtype=torch.float32))
    for dtype in WHOLE:
        info = torch.iinfo(dtype)
        for value in [0, 7, info.min, info.max]:
            dense(torch.tensor(value, dtype=dtype))
    for value in [True, False]:
        dense(torch.tensor(value))
    for dtype in COMPLEX:
        for value in [1 + 2j, -0.5j, complex(NAN, -INF), complex(-0.0, -0.0), 1e5 + 1e-5j, 3 - 4.25j]:
            dense(torch.tensor(value, dtype=torch.complex128).to(dtype))
    for dtype in [torch.float32, torch.float64, torch.int64, torch.bool, torch.uint8, torch.complex64]:
        for sizes in [(0,), (0, 3), (3, 0), (1, 0, 2), (0, 0)]:
            dense(torch.empty(sizes, dtype=dtype))
            meta(torch.empty(sizes, dtype=dtype, device="meta"))
        for sizes in [(), (3,), (2, 3), (1000, 1000)]:
            meta(torch.empty(sizes, dtype=dtype, device="meta"))
    dense(torch.empty(0, requires_grad=True))
    dense(torch.empty(0, 2, dtype=torch.float64, requires_grad=True) * 2)


def notations():
    vectors = [
        [1.0, 2.0, 3.0],
        [0.0],
        [-0.0, 0.0],
        [0.0, NAN],
        [NAN, INF, -INF],
        [1.0, NAN, -INF],
        [1.5, NAN, -INF],
        [NAN, 1e-7, -INF, 2.0],
        [1.0, 1000.0],
        [1.0, 1001.0],
        [0.001, 1.0],
        [0.001, 1.0001],
        [1e8, 1e6],
        [100000008.0, 1e6],
        [1e-4, 1e-3],
        [0.0001220703125, 0.0625],
        [9.9e-5, 1e-4],
        [100000.5, 0.25],
        [999999.0, 1.0],
        [16777216.0, 1.0],
        [0.5, -0.5],
        [0.99995, 0.00005],
        [9.99995, 1.0],
        [99.99995, 1.5],
        [999.99996, 1.0],
        [1e-5, 0.0],
        [0.0, 0.1],
        [-1.0, 10.0, -100.0],
        [-0.00004, 0.01],
        [0.00012, -0.00011],
        [1e10, 2e10],
        [3.4028234e38, 1e-45],
        [12345.678, 98765.43],
        [0.03125, 0.09375, 0.15625],
        [2.00005, 2.00015],
        [1e-38, 1e-40],
        [65504.0, 6e-8],
        [-99999.0, 99999.0],
        [-1e-5, -1.0],
        [5.0, 5.5, 5.25, 5.125, 5.0625, 5.03125, 5.015625],
    ]
    for values in vectors:
        for dtype in REAL:
            dense(torch.tensor(values, dtype=torch.float64).to(dtype))
    wide = [
        [1e300, 1e-300],
        [1e300, 2e300],
        [1e100, 1.0],
        [9.99995e99, 1.0],
        [9.9999e99, 1.0],
        [5e-324, 1.7976931348623157e308],
        [5e-324, 0.0],
        [2.2250738585072014e-308, -4e-310],
        [1e-99, 1.0],
        [1e-100, 9.99995e-100],
        [0.1, 0.2, 0.30000000000000004],
        [1 / 3, 2 / 3],
        [123456789.123456789, 1e8],
    ]
    for values in wide:
        dense(torch.tensor(values, dtype=torch.float64))
        for chosen in [True, False]:
            dense(torch.tensor(values, dtype=torch.float64), {"sci_mode": chosen})
            dense(torch.tensor(values, dtype=torch.float64), {"sci_mode": chosen, "precision": 20})
    for name in ["float8_e5m2", "float8_e4m3fn", "float8_e5m2fnuz", "float8_e4m3fnuz", "float8_e8m0fnu"]:
        dtype = getattr(torch, name)
        dense(torch.arange(0, 128, 7, dtype=torch.uint8).view(dtype))
        dense(torch.arange(0, 256, 1, dtype=torch.uint8).view(dtype).reshape(16, 16))
        dense(torch.arange(60, 64, dtype=torch.uint8).view(dtype).reshape(2, 2))
        dense(torch.zeros(3, dtype=torch.uint8).view(dtype))
        dense(torch.tensor([[0, 255], [127, 60]], dtype=torch.uint8).view(dtype), {"sci_mode": True})
        dense(torch.tensor([255, 255], dtype=torch.uint8).view(dtype))
        dense(torch.tensor([0, 130], dtype=torch.uint8).view(dtype))
    # Two numbers to a byte: the bytes are printed.
    for sizes in [(12,), (3, 4), (1001,)]:
        pairs = (torch.arange(math.prod(sizes)) % 250).to(torch.uint8).reshape(sizes)
        dense(pairs.view(torch.float4_e2m1fn_x2), formula=elements(pairs))


def whole_numbers():
    generator = torch.Generator().manual_seed(11)
    for dtype in WHOLE:
        info = torch.iinfo(dtype)
        dense(torch.tensor([info.min, 0, info.max], dtype=dtype))
        dense(torch.tensor([[1, 2], [3, 4]], dtype=dtype))
        for sizes in [(5,), (40,), (3, 4), (2, 3, 4), (2, 1, 2, 2)]:
            low, high = max(info.min, -(10**6)), min(info.max, 10**6)
            dense(torch.randint(low, high, sizes, generator=generator).to(dtype))
    for dtype in [torch.uint16, torch.uint32, torch.uint64]:
        dense(torch.tensor([0, 1, torch.iinfo(dtype).max], dtype=dtype))
    dense(torch.tensor([-1, 2, 3]).view(torch.uint64))
    for sizes in [(3,), (2, 5), (30,), (2, 2, 3)]:
        dense(torch.randint(0, 2, sizes, generator=generator).bool())
    dense(torch.ones(3, dtype=torch.bool))
    dense(torch.zeros(3, dtype=torch.bool))


def summaries():
    sizes = [
        (1000,),
        (1001,),
        (2000,),
        (1001, 1),
        (1, 1001),
        (6, 200),
        (7, 200),
        (200, 6),
        (200, 7),
        (11, 100),
        (6, 6, 30),
        (7, 2, 9, 8),
        (2, 2, 2, 2, 100),
        (100, 2, 2, 2, 2),
        (1, 1, 1, 1001),
        (1000, 1000),
        (10, 784),
        (60000, 2, 2),
        (3, 20, 20),
        (4, 3, 2, 60),
    ]
    for index, size in enumerate(sizes):
        by_formula(size, torch.int64, 1, 10**9, 0, 1)
        by_formula(size, torch.float32, 1, 2**20, 0, 1)
        by_formula(size, torch.float32, 7919, 1009, 500, 128)
        by_formula(size, torch.float32, 7919, 65521, 3, 65536)
        by_formula(size, [torch.uint8, torch.bool][index % 2], 7, 2, 0, 1)
        by_formula(size, COMPLEX[index % 3], 31, 97, 48, 16)
        by_formula(size, [torch.float64, torch.float16, torch.bfloat16][index % 3], 13, 101, 50, 8)
    for options in [
        {"edgeitems": 1},
        {"edgeitems": 2, "linewidth": 40},
        {"edgeitems": 0},
        {"edgeitems": 10},
        {"threshold": 5},
        {"threshold": 10000},
        {"profile": "short"},
        {"threshold": 0},
        {"threshold": 0, "edgeitems": 0},
        {"threshold": 100, "edgeitems": 5, "linewidth": 120},
    ]:
        for size in [(1,), (), (6,), (7,), (30,), (12, 12), (3, 5, 7), (2, 2, 9)]:
            by_formula(size, torch.float32, 7919, 1009, 500, 128, options)
            by_formula(size, torch.int32, 3, 1000, 100, 1, options)
        by_formula((12, 120), torch.complex64, 31, 97, 48, 16, options)
        if options.get("threshold") != 10000:
            by_formula((40, 50), torch.float32, 7919, 1009, 500, 128, options)


def layouts_of_lines():
    for count in [1, 2, 7, 8, 9, 10, 11, 12, 17, 23, 24, 25, 100]:
        by_formula((count,), torch.float32, 7919, 1009, 500, 128)
        by_formula((count,), torch.int64, 1, 10**6, 0, 1)
        by_formula((2, count), torch.float64, 5, 64, 0, 64)
        by_formula((count,), torch.int32, 7, 11, 0, 1)
        by_formula((count,), torch.complex64, 31, 97, 48, 16)
        by_formula((count,), torch.float16, 3, 9, 0, 1)
    for width in [-5, 0, 1, 10, 20, 33, 80, 81, 120, 1000]:
        for size in [(12,), (2, 9), (2, 2, 5)]:
            by_formula(size, torch.float32, 7919, 1009, 500, 128, {"linewidth": width})
            by_formula(size, torch.int16, 7919, 1009, 500, 1, {"linewidth": width})
        by_formula((9,), torch.complex128, 31, 97, 48, 16, {"linewidth": width})
    for sizes in [(1, 1), (1, 1, 1), (2, 1, 2), (2, 2, 2, 2), (1, 2, 1, 2, 2), (2, 2, 2, 2, 2, 2)]:
        by_formula(sizes, torch.float32, 3, 64, 30, 2)
        by_formula(sizes, torch.int64, 3, 64, 30, 1)


def options():
    x = torch.tensor([[1.23456789, -22.5, 0.001], [3.0, 1e3, 7.77777]])
    y = torch.tensor([1e-9, 2.5, 3e12], dtype=torch.float64)
    z = torch.tensor([1.0, 2.0, 30.0])
    c = torch.tensor([1.5 + 2e6j, -3e-7j])
    for precision in [0, 1, 2, 3, 6, 8, 10, 15, 16, 17, 18, 19, 25, 60]:
        for tensor in [x, y, z, c]:
            dense(tensor, {"precision": precision})
            dense(tensor, {"precision": precision, "sci_mode": True})
            dense(tensor, {"precision": precision, "sci_mode": False})
    dense(torch.tensor([0.5, 1.5, 2.5, -0.5, 0.4]), {"precision": 0})
    dense(torch.tensor([0.125, 0.375, 1.005]), {"precision": 2})
    dense(torch.tensor([1250.0, 1350.0, 1450.0, 0.1]), {"precision": 1})
    dense(torch.tensor([1e15, 1e22, 12345678912345678.0], dtype=torch.float64), {"sci_mode": False})
    dense(torch.tensor([0.0, NAN]), {"sci_mode": True})
    sequences = [
        [{"profile": "full"}],
        [{"profile": "short"}, {"precision": 6}],
        [{"precision": 2}, {"profile": "default"}],
        [{"sci_mode": True}, {"precision": 2}],
        [{"sci_mode": True}, {"profile": "default", "sci_mode": True}],
        [{"profile": "full", "edgeitems": 1, "threshold": 2}],
        [{"threshold": INF}],
        [{"threshold": 2}, {"edgeitems": 1}, {"linewidth": 30}],
        [{"sci_mode": False}, {}],
    ]
    for sequence in sequences:
        for tensor in [x, y, z, c]:
            dense(tensor, *sequence)


def suffixes():
    a = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    b = torch.tensor([[0.5, 1.5], [2.5, 3.5]], requires_grad=True)
    for tensor in [a, b, a * 2, b.exp(), a.sum(), b[0], b.view(4), torch.softmax(b, 1), a.double(), b.to(torch.bfloat16)]:
        dense(tensor)
    dense(torch.nn.functional.binary_cross_entropy_with_logits(a, torch.ones(3)))
    dense(torch.nn.Parameter(torch.ones(2, 2)))
    dense(torch.nn.Parameter(torch.ones(3, dtype=torch.float64)))
    dense(torch.nn.Parameter(torch.ones(2), requires_grad=False))
    meta(torch.nn.Parameter(torch.empty(2, 2, device="meta")))
    changed = a.clone()
    changed[0:2].mul_(2)
    dense(changed)
    dense(changed[1:])
    # The suffix moves to a line of its own at one length and not at the next.
    for digits in range(1, 11):
        for count in range(5, 9):
            dense(torch.full((count,), 10 ** (digits - 1), dtype=torch.int32))
    for digits in range(1, 9):
        dense(torch.full((7,), 10.0 ** (digits - 1), requires_grad=True))
        dense(torch.full((2, 7), 10.0 ** (digits - 1), dtype=torch.float64, requires_grad=True).exp())
    for width in range(30, 62, 3):
        dense(torch.ones(3, dtype=torch.float64, requires_grad=True) * 2, {"linewidth": width})
        meta(torch.empty(3, 4, device="meta", dtype=torch.int32), {"linewidth": width})
    dense(torch.tensor([[1, 2], [3, 4]]).refine_names("A", ...))
    dense(torch.tensor([[1, 2], [3, 4]]).refine_names("N", "C"))
    dense(torch.tensor([1.0, 2.0], requires_grad=True).refine_names("N"))
    dense(torch.ones(2, 3).to_mkldnn())
    with torch.autograd.forward_ad.dual_level():
        dual = torch.autograd.forward_ad.make_dual(torch.ones(2), torch.full((2,), 0.5))
        dense(torch.ones(2), tangent=repr(torch.full((2,), 0.5)), repr=repr(dual))
    dense(torch.tensor([1 + 2j, 3 - 4j]).conj())
    dense(torch.tensor([1 + 2j, 3 - 4j]).conj().imag)
    for default in [torch.float64, torch.float16]:
        torch.set_default_dtype(default)
        for dtype in REAL + COMPLEX + [torch.int64, torch.bool, torch.int32]:
            dense(torch.ones(2, dtype=dtype))
            dense(torch.empty(0, dtype=dtype))
            meta(torch.empty(2, dtype=dtype, device="meta"))
        torch.set_default_dtype(torch.float32)


def layouts():
    eye = torch.eye(4)
    coordinate(eye.to_sparse())
    coordinate(torch.zeros(2, 3).to_sparse())
    coordinate(torch.zeros(3, dtype=torch.int32).to_sparse())
    coordinate(eye.double().requires_grad_().to_sparse())
    coordinate((torch.arange(12.0).reshape(3, 4) / 7).to_sparse().requires_grad_())
    coordinate(torch.arange(2000.0).reshape(20, 100).to_sparse())
    coordinate(torch.arange(24.0).reshape(2, 3, 4).to_sparse(2))
    coordinate(torch.tensor([[0, 1j], [2, 0]]).to_sparse())
    coordinate(torch.tensor(5.0).to_sparse())
    coordinate(eye.to_sparse(), {"edgeitems": 0, "threshold": 2})
    coordinate(eye.to_sparse(), {"linewidth": 30, "precision": 1})
    indices = torch.tensor([[0, 1], [1, 0]])
    coordinate(torch.sparse_coo_tensor(indices, torch.tensor([1.0, 2.0]), (2, 2), device="meta"))
    for kind in ["sparse_csr", "sparse_csc"]:
        layout = getattr(torch, kind)
        compressed(eye.to_sparse(layout=layout))
        compressed(torch.zeros(2, 3).to_sparse(layout=layout))
        compressed(eye.double().to_sparse(layout=layout))
        compressed((torch.arange(600.0).reshape(20, 30) / 7).to_sparse(layout=layout))
        compressed(torch.arange(6).reshape(2, 3).to_sparse(layout=layout), {"linewidth": 20})
        compressed(eye.clone().requires_grad_().to_sparse(layout=layout))
    for kind in ["sparse_bsr", "sparse_bsc"]:
        compressed(eye.to_sparse(layout=getattr(torch, kind), blocksize=(2, 2)))
        compressed(torch.arange(16).reshape(4, 4).to_sparse(layout=getattr(torch, kind), blocksize=(2, 2)))
    values = torch.arange(12.0).reshape(3, 4) / 4 - 1
    for dtype in [torch.quint8, torch.qint8, torch.qint32]:
        quantized(torch.quantize_per_tensor(values, 0.1, 3, dtype))
    quantized(torch.quantize_per_tensor(values, 1e-5, 0, torch.qint32))
    quantized(torch.quantize_per_tensor(torch.tensor(0.5), 0.25, 1, torch.quint8))
    scales, zeros = torch.tensor([0.1, 0.2, 0.3]), torch.tensor([0, 1, 2])
    quantized(torch.quantize_per_channel(values, scales, zeros, 0, torch.qint8))
    quantized(torch.quantize_per_channel(values, scales.double(), zeros, 0, torch.quint8))
    nested([torch.ones(2, 3), torch.ones(1, 2)])
    nested([torch.arange(3), torch.arange(5)])
    nested([torch.ones(2), torch.ones(1)], dtype=torch.float64, requires_grad=True)


def random_tensors():
    chooser = random.Random(5)
    generator = torch.Generator().manual_seed(5)
    for _ in range(320):
        dim = chooser.choice([0, 1, 1, 2, 2, 3, 4])
        longest = {0: 1, 1: 40, 2: 9, 3: 5, 4: 4}[dim]
        sizes = tuple(chooser.randint(1, longest) for _ in range(dim))
        dtype = chooser.choice(REAL + REAL + REAL + COMPLEX + WHOLE)
        scale = 10.0 ** chooser.choice([0, 0, 0, 1, 2, 3, 4, 5, 8, 12, -1, -2, -3, -4, -6])
        spread = chooser.choice([0, 0, 0, 0.3, 1, 2, 4])
        zeros = chooser.choice([0, 0, 0, 0.3])
        special = chooser.choice([0, 0, 0, 0.1])
        rounded = chooser.choice([False, False, False, True])

        def values():
            normal = torch.randn(sizes, generator=generator, dtype=torch.float64)
            magnitude = 10.0 ** (spread * torch.randn(sizes, generator=generator, dtype=torch.float64))
            result = normal * magnitude * scale
            if rounded:
                result = result.round()
            dice = torch.rand(sizes, generator=generator)
            result = torch.where(dice < zeros, torch.zeros(()), result)
            choices = torch.tensor([NAN, INF, -INF, -0.0], dtype=torch.float64)
            chosen = choices[torch.randint(0, 4, sizes, generator=generator)]
            return torch.where(dice > 1 - special, chosen, result)

        if dtype.is_complex:
            tensor = torch.complex(values(), values()).to(dtype)
        elif dtype.is_floating_point:
            tensor = values().to(dtype)
        else:
            info = torch.iinfo(dtype)
            tensor = values().nan_to_num(0, 1, -1).clamp(max(info.min, -(2**53)), min(info.max, 2**53)).to(dtype)
        chosen = {}
        if chooser.random() < 0.3:
            chosen["precision"] = chooser.randint(0, 9)
        if chooser.random() < 0.2:
            chosen["linewidth"] = chooser.randint(10, 140)
        if chooser.random() < 0.2:
            chosen["threshold"] = chooser.randint(0, 50)
        if chooser.random() < 0.2:
            chosen["edgeitems"] = chooser.randint(0, 4)
        if chooser.random() < 0.15:
            chosen["sci_mode"] = chooser.random() < 0.5
        if tensor.is_floating_point() and chooser.random() < 0.2:
            tensor.requires_grad_()
        dense(tensor, *([chosen] if chosen else []))


def main():
    folder = Path(sys.argv[1])
    scalars_and_empties()
    notations()
    whole_numbers()
    summaries()
    layouts_of_lines()
    options()
    suffixes()
    layouts()
    random_tensors()
    torch.set_printoptions(profile="default")
    (folder / "print-goldens.tsv").write_text("\n".join(LINES) + "\n", encoding="utf-8")
    (folder / "number-goldens.tsv").write_text("\n".join(numbers()) + "\n", encoding="utf-8")
    print(len(LINES), "tensors")


if __name__ == "__main__":
    main()
