"""The cases for torch.tensor and for factories with options.

data     a literal: numbers, True, False, None, nan, inf, complex(real,imaginary), 'text' and lists of them
dtype    the argument dtype, default the default dtype, requires_grad the argument, where they are given
result   the dtype, the shape and the bytes of the elements; or
error    the type of the error and the first line of its text
"""

import math

import torch

from golden_lines import line
from scenarios import bits, failure

NAN, INF = math.nan, math.inf

WHOLE = [torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.uint16, torch.uint32, torch.uint64]
REAL = [torch.float16, torch.bfloat16, torch.float32, torch.float64]
SHORT = [torch.float8_e5m2, torch.float8_e4m3fn, torch.float8_e5m2fnuz, torch.float8_e4m3fnuz]
COMPLEX = [torch.complex32, torch.complex64, torch.complex128]

SHAPES = [
    [],
    [[]],
    [[], []],
    [[[]], [[]]],
    [1, 2, 3],
    [[1, 2], [3, 4], [5, 6]],
    [[[1, 2], [3, 4]], [[5, 6], [7, 8]]],
    [[[[1], [2]], [[3], [4]]]],
    [[[[1.5, -2.5]]], [[[0.0, 3.0]]]],
    [[[[True]], [[False]]]],
    [[[[[1, 2]]]]],
    [[0.25]],
    [[[0.5, 1.0, 1.5]]],
    [[True, False], [False, True]],
    [list(range(100))],
    [[i * 0.125 for i in range(17)] for _ in range(3)],
]
NUMBERS = [
    0,
    1,
    -1,
    7,
    2**31 - 1,
    2**31,
    -(2**31),
    2**53 + 1,
    2**62 + 2**38 + 1,
    2**63 - 1,
    -(2**63),
    True,
    False,
    0.0,
    -0.0,
    0.1,
    -2.5,
    1e-45,
    5e-324,
    3.4e38,
    1e39,
    1e300,
    65504.0,
    65520.0,
    NAN,
    INF,
    -INF,
    1j,
    1 + 2j,
    -0.5 - 0.0j,
    complex(NAN, INF),
    complex(0.1, 1e300),
]
MIXED = [
    [1, 2.5],
    [True, 2],
    [True, 2.5],
    [True, 1j],
    [1, 2.5, 1j],
    [[1, 2], [3.5, True]],
    [[True, 2], [False, 0]],
    [0.5, 0.0, NAN, -0.0],
    [1j, 0j, complex(0, NAN)],
    [2**53 + 1, 0.5],
    [2**24 + 1, 1j],
]
LIMITS = [
    127, 128, -128, -129, 255, 256, -255, -256, 32767, 32768, -32768, -32769, 65535, 65536, -65535, -65536,
    2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**32 - 1, 2**32, -(2**32) + 1, -(2**32), 2**63 - 1, -(2**63),
    127.9, 128.0, -128.0, -128.5, -129.0, 255.0, 255.5, -0.5, -1.0, 300.7, 3.7, 1e10, 1e20, NAN, INF, -INF, 2.0**62,
]  # fmt: skip
WRONG = [
    [[1, 2, 3], [4, 5]],
    [[1, 2], [3, 4, 5]],
    [[1.5, 2.5, 3.5], [4.5, 5.5]],
    [[True, False], [True]],
    [[[1, 2], [3, 4]], [[5, 6], [7]]],
    [[[1], [2]], [[3]]],
    [[[[1, 2]], [[3]]]],
    [[1], []],
    [[], [1]],
    [[], 2],
    [[1, 2], 3],
    [[1.5], 3.5],
    [1, [2, 3]],
    [1.5, [2, 3]],
    [1, [2.5]],
    [1, [2j]],
    [1, []],
    [1j, [2]],
    [True, [False]],
    [[1], [2, [3]]],
    [[1.0], [[3]]],
    "abc",
    ["a"],
    [["a", "bc"]],
    [1, "a"],
    [1.5, "a"],
    None,
    [None],
    [1, None],
    [1.0, None],
    [1j, None],
    [[1], None],
    [[1], [None]],
    2**63,
    [2**63],
    [1, 2**64],
    [1.0, 2**64],
    -(2**63) - 1,
]


def literal(value):
    if isinstance(value, list):
        return "[" + ",".join(literal(element) for element in value) + "]"
    if isinstance(value, complex):
        return f"complex({value.real!r},{value.imag!r})"
    return repr(value)


def attempt(fields, make):
    try:
        tensor = make()
    except Exception as error:
        result = {"error": failure(error)}
    else:
        sizes = ",".join(map(str, tensor.shape))
        result = {"result": f"{tensor.dtype} [{sizes}] {bits(tensor)}", "grad": tensor.requires_grad or None}
    return line({**fields, **result})


def case(data, dtype=None, requires_grad=None, default=None):
    fields = {"data": literal(data), "dtype": dtype, "requires_grad": requires_grad, "default": default}
    arguments = {}
    if dtype is not None:
        arguments["dtype"] = dtype
    if requires_grad is not None:
        arguments["requires_grad"] = requires_grad
    if default is not None:
        torch.set_default_dtype(default)
    try:
        return attempt(fields, lambda: torch.tensor(data, **arguments))
    finally:
        torch.set_default_dtype(torch.float32)


def creations():
    lines = []
    for data in SHAPES + NUMBERS + MIXED + WRONG:
        lines.append(case(data))
    for data in SHAPES[:13] + NUMBERS + MIXED:
        for dtype in [torch.float64, torch.float16, torch.int32, torch.bool, torch.complex64]:
            lines.append(case(data, dtype))
    for data in NUMBERS:
        for dtype in [torch.bfloat16, torch.complex32, torch.complex128, torch.int64]:
            lines.append(case(data, dtype))
    for data in LIMITS:
        for dtype in WHOLE:
            lines.append(case(data, dtype))
            lines.append(case([0, data], dtype))
    for value in [0.0, 0.3, -1.7, 448.0, 500.0, 1e5, NAN, INF, 3]:
        for dtype in SHORT:
            lines.append(case([value], dtype))
    for data in WRONG:
        for dtype in [torch.float32, torch.int64, torch.bool, torch.complex64]:
            lines.append(case(data, dtype))
    for data in [None, [1, None], "abc", ["a"], [1, "a"], [1, [2]], [1.5], 2.5, [1j], -1, 2**64, [1, 2**64 - 1], True]:
        lines.append(case(data, torch.uint64))
    for data in [[1.5, 2.5], [[1.0], [2.0]], 4.0, 1j, [1, 2], [True, False], 3, []]:
        for requires_grad in [True, False]:
            lines.append(case(data, requires_grad=requires_grad))
            lines.append(case(data, torch.float64, requires_grad))
            lines.append(case(data, torch.int16, requires_grad))
    for default in [torch.float64, torch.float16, torch.bfloat16]:
        for data in [[1.5, 2.5], 4.0, 1j, [1, 2], True, [], [1, 0.1]]:
            lines.append(case(data, default=default))
    for dtype in [torch.qint8, torch.quint8, torch.bits8, torch.uint1, torch.int4, torch.float4_e2m1fn_x2]:
        lines.append(case(1, dtype))
    return lines
