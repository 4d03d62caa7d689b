"""Writes indexing-goldens.tsv: what Python's brackets read, write and refuse.

Run it with Python's torch; it writes into the folder given as the only argument. Every line is one case, of fields as
in golden_lines.py:

  kind      get, set, or setgrad: a write of a tensor, with the gradients that come back through it
  shape, dtype, order
            the tensor that is indexed: its elements count up from 0, modulo 2 for bool; with order=transposed it is
            the transpose of a dense tensor of the reversed shape
  text      the indices as Python writes them
  index     else the indices as items separated by spaces: i5 a whole number, s1,_,2 a slice, e the ellipsis, n None,
            b1 a truth value, f1.5 a real number, z a complex one, w a word, d a dictionary, lK a list of the K items
            that follow, tDTYPE/SIZES/ELEMENTS a tensor
  tuple     there where the indices are a tuple
  value     what is written: one item
  error, message
            the exception, and the first line of its text
  view      there where the result shares the tensor's memory; strides and offset say how
  result_shape, result_dtype, data
            the result, or the tensor after the write
  grad, value_grad
            the gradients of the tensor and of the value for the loss sum(result * (1 + position))
"""

import random
import sys
import warnings
from pathlib import Path

import torch

from golden_lines import elements, line, shape

LINES = []
CHOOSER = random.Random(11)
T = torch.tensor


def base(sizes, dtype=torch.float32, order=None):
    count = 1
    for size in sizes:
        count *= size
    values = torch.arange(count)
    values = (values % 2).bool() if dtype == torch.bool else values.to(dtype)
    if order == "transposed":
        return values.reshape(tuple(reversed(sizes))).permute(*reversed(range(len(sizes))))
    return values.reshape(sizes)


def item(value):
    if value is None:
        return "n"
    if value is Ellipsis:
        return "e"
    if isinstance(value, bool):
        return f"b{int(value)}"
    if isinstance(value, int):
        return f"i{value}"
    if isinstance(value, float):
        return f"f{value!r}"
    if isinstance(value, complex):
        return f"z{value.real!r},{value.imag!r}"
    if isinstance(value, str):
        return f"w{value}"
    if isinstance(value, dict):
        return "d"
    if isinstance(value, slice):
        return "s" + ",".join("_" if part is None else str(int(part)) for part in (value.start, value.stop, value.step))
    if isinstance(value, list):
        return " ".join([f"l{len(value)}", *map(item, value)])
    return f"t{str(value.dtype).removeprefix('torch.')}/{shape(value)}/{elements(value)}"


def encoded(index):
    if isinstance(index, tuple):
        return {"tuple": 1, "index": " ".join(map(item, index))}
    return {"index": item(index)}


def failure(error):
    return {"error": type(error).__name__, "message": str(error).splitlines()[0]}


def described(tensor):
    return {
        "result_shape": shape(tensor),
        "result_dtype": str(tensor.dtype).removeprefix("torch."),
        "data": elements(tensor),
    }


def emit(kind, sizes, dtype, order, fields):
    LINES.append(
        line(
            {
                "kind": kind,
                "shape": ",".join(map(str, sizes)),
                "dtype": str(dtype).removeprefix("torch."),
                "order": order,
                **fields,
            }
        )
    )


def weights(tensor):
    return torch.arange(1.0, tensor.numel() + 1).reshape(tensor.shape)


def read(sizes, index, dtype=torch.float32, order=None, text=None):
    tensor = base(sizes, dtype, order)
    fields = {"text": text} if text is not None else encoded(index)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = tensor[index]
        except Exception as error:
            emit("get", sizes, dtype, order, {**fields, **failure(error)})
            return
        if result.untyped_storage().data_ptr() == tensor.untyped_storage().data_ptr() and tensor.numel():
            fields["view"] = 1
            fields["strides"] = ",".join(map(str, result.stride()))
            fields["offset"] = result.storage_offset()
        fields.update(described(result))
        if dtype == torch.float32:
            leaf = base(sizes, dtype, order).requires_grad_()
            part = leaf[index]
            (part * weights(part)).sum().backward()
            fields["grad"] = elements(leaf.grad)
    emit("get", sizes, dtype, order, fields)


def read_text(sizes, text, dtype=torch.float32):
    read(sizes, eval("BRACKETS[" + text + "]"), dtype, text=text)


class Brackets:
    def __getitem__(self, index):
        return index


BRACKETS = Brackets()


def write(sizes, index, value, dtype=torch.float32, order=None):
    tensor = base(sizes, dtype, order)
    fields = {**encoded(index), "value": item(value)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tensor[index] = value
            fields.update(described(tensor))
        except Exception as error:
            fields.update(failure(error))
    emit("set", sizes, dtype, order, fields)


def write_with_gradients(sizes, index, value):
    leaf = base(sizes).requires_grad_()
    written = value.clone().requires_grad_()
    tensor = leaf.clone()
    tensor[index] = written
    (tensor * weights(tensor)).sum().backward()
    emit(
        "setgrad",
        sizes,
        torch.float32,
        None,
        {
            **encoded(index),
            "value": item(value),
            **described(tensor),
            "grad": elements(leaf.grad),
            "value_grad": elements(written.grad),
        },
    )


# ---- by hand

TEXTS = {
    (): ["...", "None", "None, None", "..., None", "True", "False", "0", "1", "-1", ":", "0, 0", "[0]"],
    (5,): ["0", "-1", "4", "5", "-6", ":", "::", "1:", ":3", "1:3", "::2", "1::2", ":4:3", "1:4:2", "-3:", ":-2", "3:1",
           "7:", "-9:2", "::-1", "::0", "...", "None", "True", "False", "[0, 2]", "[0, -1, 0]", "[]", "[True, False, True, "
           "False, True]", "[5]", "[True, False]", "..., 1", "1, ...", "None, 1:3", "1:3, None", "0, 0", "[0], [1]",
           "[[0, 1], [2, 3]],", "+1", " 1 : 3 ", "1,", "[1, 2,]", "None, :", "9223372036854775808",
           "-9223372036854775808", "9223372036854775807:", "True, 1", "1, True", "False, 1"],
    (3, 4): [":, 0", "0, :", "1", "1, 2", "-1, -1", "::2, 1::2", "..., 0", "0, ...", "..., None", "None, ..., None", ":, None",
             ":, None, :", "None, 1", "1, None", ":, [0, 2]", "[0, 2]", "[0, 2], [1, 3]", "[0, 2], 1", "1, [0, 2]", "[[0], "
             "[2]], [1, 3]", "[0, 1, 2], None, [0, 1, 2]", "None, [0, 1]", "[0, 1], None", ":, [True, False, True, False]",
             "[True, False, True]", "[True, False, True], [0, 1]", "[True, False, True], 1", "1:, [0, 1]", "..., [0, 1]", "...,"
             " ...", ":, ..., :", "0, 4", "3, 0", "0, 0, 0", ":, :, :", "[0, 1], [0, 1, 2]", "[0, 1], [0, 1], [0, 1]", "0, [4]",
             "True, 0", "0, True", "True, [0, 2]", "[0, 2], True", "False, [0, 2]", "False", "True, False", "0:0", "0:0, [1]",
             "[], [0]", "[[]], 0", "0, [[0, 1], [2]]", "0, [0, [1]]", "5:, 0", "1:2:-1, 0", "0, ::0", "[[0, 1], [2, 1]]",
             "[[0, 1], 2]", "[None, 0]", "[..., 0]", "[[0, 1], None]", "[[True, False, True]]"],
    (2, 3, 4): [":, :, 0", "..., 0", "0, ..., 0", ":, 1", ":, 1, :", "0, 1, 2", "1, ::2, 1:3", "[0, 1], :, [1, 3]", ":, [0, 2], "
                "[1, 3]", "[0, 1], [0, 2]", "0, :, [0, 1]", "0, [0, 1], :", ":, 0, [0, 1]", "[0, 1], 0, [0, 1]", "[0, 1], ..., "
                "[0, 1]", "..., [0, 1], [0, 1]", "None, [0, 1], :, None, [0, 1]", ":, None, [0, 1]", "[[0], [1]], :, [[0, 1]]",
                "[[0], [1]], [0, 2], [3]", "..., None, 0", "1:, ..., ::3", "0, None, 1", "True, 0, [1]", ":, [False, True, True]",
                ":, [False, True, True], [1, 3]", ":, [False, True, True], :2", "[True, False], [False, True, True]", "2", "0, 3",
                "0, 0, 4", "0, 0, 0, 0", ":, [3]", ":, :, [4]", "[2], :, [0]", "1, [2, 0], None", "[1, 0], None, 2",
                "[[[0]], [[1]]],"],
    (0, 3): ["0", ":", ":, 0", "...", "[]", "None", "True", "[0]", "[], [0]", ":, [0, 1]", "0:, ::2"],
    (1, 2, 1, 3): ["0", "0, 0, 0, 0", "..., 0", ":, :, 0", "0, ..., [0, 2]", "[0], :, [0]", ":, [1], :, [2]", "None, ..., None",
                   "0, 1, 0", "[0, 0], [0, 1], 0", "..., -1, ::2", ":, :, 1"],
}

MASK34 = T([[True, False, True, False], [False, False, True, True], [True, True, False, False]])

READS = [
    ((3, 4), MASK34),
    ((3, 4), MASK34.to(torch.uint8)),
    ((3, 4), T([True, False, True])),
    ((3, 4), (slice(None), T([True, False, True, False]))),
    ((3, 4), T([True, False])),
    ((3, 4), T([[True]])),
    ((3, 4), T([[[True]]])),
    ((3, 4), (MASK34, None)),
    ((3, 4), (None, MASK34)),
    ((3, 4), (MASK34, 0)),
    ((3, 4), (..., MASK34)),
    ((2, 3, 4), (..., MASK34)),
    ((2, 3, 4), (0, MASK34)),
    ((2, 3, 4), (slice(None), MASK34)),
    ((2, 3, 4), (T([0]), MASK34)),
    ((2, 3, 4), (T([1, 0, 1, 0, 1, 0]), MASK34)),
    ((2, 3, 4), (T([True, False]), slice(None), T([True, False, False, True]))),
    ((3, 4), T(1)),
    ((3, 4), T(-1)),
    ((3, 4), T(3)),
    ((3, 4), T(True)),
    ((3, 4), T(False)),
    ((3, 4), T(1, dtype=torch.uint8)),
    ((3, 4), T(0, dtype=torch.uint8)),
    ((3, 4), T(1, dtype=torch.int8)),
    ((3, 4), T(1, dtype=torch.int16)),
    ((3, 4), T(1, dtype=torch.int32)),
    ((3, 4), T(1.0)),
    ((3, 4), T([1.0])),
    ((3, 4), T([0, 2], dtype=torch.int32)),
    ((3, 4), T([0, 2], dtype=torch.int16)),
    ((3, 4), T([0, 2], dtype=torch.int8)),
    ((3, 4), T([1, 0, 1], dtype=torch.uint8)),
    ((3, 4), T([[0, 2], [1, 1]])),
    ((3, 4), (T([[0, 2], [1, 1]]), T([3, 0]))),
    ((3, 4), (T([0, 2]), T([1, 3], dtype=torch.int32))),
    ((3, 4), (T(1), T(2))),
    ((3, 4), (T([0, 1]), T(2))),
    ((3, 4), (T(2), T([0, 1]))),
    ((3, 4), (slice(None), T([0, 1]), T([0, 1]))),
    ((3, 4), T([], dtype=torch.int64)),
    ((3, 4), T([7])),
    ((3, 4), T([-4])),
    ((3, 4), [T(0), T(1)]),
    ((3, 4), [T([0, 1]), T([1, 2])]),
    ((3, 4), [slice(0, 2), 1]),
    ((3, 4), [slice(0, 2)]),
    ((3, 4), [None, 0]),
    ((3, 4), [None]),
    ((3, 4), [..., 0]),
    ((3, 4), [1, None]),
    ((3, 4), [T(True), False, True]),
    ((3, 4), [0] * 40),
    ((3, 4), [[0, 1]] * 32),
    ((3, 4), [True, 0]),
    ((3, 4), [0.5]),
    ((5,), [0.5, 1.9]),
    ((3, 4), [-0.5]),
    ((3, 4), [1e300]),
    ((3, 4), [float("nan")]),
    ((3, 4), [1j]),
    ((3, 4), [{}]),
    ((3, 4), [2**63]),
    ((3, 4), 2**63),
    ((3, 4), 1.5),
    ((3, 4), 1j),
    ((3, 4), {}),
    ((3, 4), (0, 1.5)),
    ((3, 4), (0, {})),
    ((3, 4), (0, [None])),
    ((3, 4), (0, ["a"])),
    ((3, 4), (0, [{}])),
    ((3, 4), (0, [1j])),
    ((3, 4), (0, [1, None])),
    ((3, 4), (0, [T(1), 2])),
    ((3, 4), (0, [T(1, dtype=torch.int32)])),
    ((3, 4), (0, [T(1.5)])),
    ((3, 4), (0, [T([1, 2]), T([0, 1])])),
    ((3, 4), (0, [[T(1)], [2]])),
    ((3, 4), (0, [T(True), T(False), T(True), T(True)])),
    ((3, 4), (0, [[], [1]])),
    ((3, 4), (0, [[0, 1], [2]])),
    ((3, 4), (0, [[0, 1], 2])),
    ((3, 4), (0, [0, [1, 2]])),
    ((), T(True)),
    ((), T(0)),
    ((), T([True])),
    ((), (None, T([0]))),
    ((), ()),
    ((3, 4), ()),
]

VALUES = [1, -2, 2.5, True, False, 300, -1, 1e40, float("nan"), 1j, 2 + 0j, 2**63, None, "a", {}, [1, 2, 3, 4]]
WRITES = [
    ((3, 4), False, torch.ones(7)),
    ((3, 4), False, 1),
    ((3, 4), True, 1),
    ((3, 4), None, 2),
    ((3, 4), ..., 3),
    ((3, 4), (), 4),
    ((3, 4), 5, 1),
    ((3, 4), (0, 4), 1),
    ((3, 4), (0, 0, 0), 1),
    ((3, 4), slice(None, None, -1), 1),
    ((3, 4), slice(None, None, 0), 1),
    ((3, 4), 1.5, 1),
    ((3, 4), {}, 1),
    ((3, 4), 0, torch.ones(3)),
    ((3, 4), 0, torch.ones(1)),
    ((3, 4), 0, torch.ones(1, 1, 4)),
    ((3, 4), 0, T([9.0, 8.0, 7.0, 6.0])),
    ((3, 4), 0, T([9, 8, 7, 6])),
    ((3, 4), 0, T([9.0, 8.0, 7.0, 6.0], dtype=torch.float64)),
    ((3, 4), 0, T([True, False, True, False])),
    ((3, 4), 0, T(5)),
    ((3, 4), 0, T([5])),
    ((3, 4), (slice(None), 0), torch.full((1, 1, 3), 7.0)),
    ((3, 4), (slice(None), 0), T([9.0, 8.0, 7.0])),
    ((3, 4), (slice(None), slice(0, 1)), T([[9.0], [8.0], [7.0]])),
    ((3, 4), (..., None), T([9.0])),
    ((3, 4), (None, 1), T([[9.0, 8.0, 7.0, 6.0]])),
    ((3, 4), [0, 2], T([9.0, 8.0, 7.0, 6.0])),
    ((3, 4), [0, 2], torch.ones(1, 1, 2, 4)),
    ((3, 4), [0, 2], torch.ones(3)),
    ((3, 4), [0, 2], 5),
    ((3, 4), [0, 0], T([[1.0, 1, 1, 1], [2, 2, 2, 2]])),
    ((3, 4), [0, 2], T([1, 2, 3, 4])),
    ((3, 4), [7], 1),
    ((3, 4), ([0, 1], [0, 1, 2]), 1),
    ((3, 4), ([0, 1], [2, 3]), T([9.0, 8.0])),
    ((3, 4), ([0, 1], [2, 3]), T(9.0)),
    ((3, 4), (slice(None), [True, False, True, False]), T([9.0, 8.0])),
    ((3, 4), [True, False, True], 0.5),
    ((3, 4), T([[True]]), 1),
    ((3, 4), MASK34, 0),
    ((3, 4), MASK34, torch.arange(6.0)),
    ((3, 4), MASK34, torch.ones(3)),
    ((3, 4), MASK34, T([1, 2, 3, 4, 5, 6])),
    ((3, 4), MASK34.to(torch.uint8), -1),
    ((3, 4), T(1), 9),
    ((3, 4), T(True), 9),
    ((3, 4), T(False), 9),
    ((3, 4), (0, T(1.5)), 9),
    ((3, 4), (True, 0), 9),
    ((3, 4), (False, 0), 9),
    ((3, 4), (True, False), T([1.0, 2.0])),
    ((), ..., 1),
    ((), (), 1),
    ((), None, 1),
    ((), True, 1),
    ((), False, 1),
    ((), 0, 1),
    ((), 1, 1),
    ((), slice(None), 1),
    ((), T(True), 3),
    ((0, 3), slice(None), 1),
    ((0, 3), 0, 1),
    ((0, 3), [], 1),
    ((2, 3, 4), (slice(None), 1), T([9.0, 8.0, 7.0, 6.0])),
    ((2, 3, 4), (..., [0, 3]), T([9.0, 8.0])),
    ((2, 3, 4), ([0, 1], slice(None), [0, 3]), T([9.0, 8.0, 7.0])),
    ((2, 3, 4), (slice(None), MASK34), torch.arange(12.0).reshape(2, 6)),
    ((2, 3, 4), (1, [0, 2], slice(1, 3)), T([[9.0], [8.0]])),
]


def handwritten():
    for sizes, texts in TEXTS.items():
        for text in texts:
            read_text(sizes, text)
    for sizes, index in READS:
        read(sizes, index)
    for dtype in (torch.int64, torch.bool, torch.uint8, torch.float64, torch.complex64, torch.bfloat16, torch.int16):
        for index in (1, (slice(1, None), 0), (..., None), MASK34, ([0, 2], [1, 3]), True):
            read((3, 4), index, dtype)
    for sizes, index, value in WRITES:
        write(sizes, index, value)
    for dtype in (torch.float32, torch.float64, torch.float16, torch.int64, torch.int32, torch.int8, torch.uint8, torch.bool,
                  torch.complex64):
        for value in VALUES:
            write((2, 4), 0, value, dtype)
            if not isinstance(value, (str, dict, list)) and value is not None:
                write((2, 4), ([0, 1], [1, 3]), value, dtype)
        for source in (T([1.5, 2.5, -3.5, 0.0]), T([1, 2, 300, 0]), T([True, False, True, True])):
            write((2, 4), 1, source, dtype)
            write((2, 4), [1], source, dtype)


# ---- by chance


def random_slice(size):
    bounds = [None, *range(-size - 2, size + 3)]
    return slice(CHOOSER.choice(bounds), CHOOSER.choice(bounds), CHOOSER.choice([None, None, 1, 2, 3]))


def random_positions(size, dims):
    sizes = [CHOOSER.choice([1, 2, 3]) for _ in range(dims)]
    low, high = (-size, size - 1) if size else (0, 0)
    if CHOOSER.random() < 0.05:
        high += 1
    count = 1
    for length in sizes:
        count *= length
    return T([CHOOSER.randint(low, high) for _ in range(count)]).reshape(sizes)


def random_index(sizes):
    """A tuple of indices that mostly fit."""
    items, dim, ellipsis = [], 0, False
    while dim < len(sizes) and CHOOSER.random() < 0.85:
        kind = CHOOSER.choice("iiisssssettlmnnb" if not ellipsis else "iissstlmn")
        size = sizes[dim]
        if kind == "i":
            items.append(CHOOSER.randint(-size, size - 1) if size and CHOOSER.random() < 0.97 else size)
            dim += 1
        elif kind == "s":
            items.append(random_slice(size))
            dim += 1
        elif kind == "e":
            items.append(...)
            ellipsis = True
            dim += CHOOSER.randint(0, len(sizes) - dim)
        elif kind == "t":
            items.append(random_positions(size, CHOOSER.choice([0, 1, 1, 2])) if size else T([], dtype=torch.int64))
            dim += 1
        elif kind == "l":
            items.append(random_positions(size, CHOOSER.choice([1, 1, 2])).tolist() if size else [])
            dim += 1
        elif kind == "m":
            wide = dim + 1 < len(sizes) and CHOOSER.random() < 0.3
            dims = sizes[dim : dim + 2] if wide else sizes[dim : dim + 1]
            items.append(torch.tensor([CHOOSER.random() < 0.6 for _ in range(torch.Size(dims).numel())]).reshape(dims))
            dim += len(dims)
        elif kind == "n":
            items.append(None)
        else:
            items.append(CHOOSER.random() < 0.7)
    return tuple(items)


def by_chance(count):
    shapes = [(), (4,), (3, 4), (2, 3, 4), (2, 1, 3, 2), (0, 2), (3, 0, 2), (1, 1)]
    for _ in range(count):
        sizes = CHOOSER.choice(shapes)
        index = random_index(sizes)
        order = "transposed" if len(sizes) > 1 and CHOOSER.random() < 0.3 else None
        if len(index) == 1:
            index = index[0]
        read(sizes, index, order=order)
        if CHOOSER.random() < 0.5:
            try:
                result = base(sizes)[index]
            except Exception:
                write(sizes, index, 7, order=order)
                continue
            if CHOOSER.random() < 0.4:
                write(sizes, index, CHOOSER.choice([7, 0.5, True]), order=order)
                continue
            value_sizes = [1 if CHOOSER.random() < 0.2 else size for size in result.shape]
            value_sizes = value_sizes[CHOOSER.randint(0, len(value_sizes)) :] if CHOOSER.random() < 0.3 else value_sizes
            value = -1.0 - torch.arange(float(torch.Size(value_sizes).numel())).reshape(value_sizes)
            unique = torch.bincount(base(sizes, torch.int64)[index].flatten(), minlength=1).max() <= 1 if result.numel() else True
            if unique:
                write(sizes, index, value, order=order)
                if not isinstance(index, bool) and CHOOSER.random() < 0.5:
                    try:
                        write_with_gradients(sizes, index, value)
                    except RuntimeError:
                        pass


def main():
    handwritten()
    by_chance(420)
    target = Path(sys.argv[1]) / "indexing-goldens.tsv"
    target.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    print(len(LINES), "cases")


if __name__ == "__main__":
    main()
