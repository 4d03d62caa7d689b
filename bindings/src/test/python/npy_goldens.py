"""Writes npy-goldens.tsv: .npy and .npz files that numpy wrote, and what numpy reads from good and bad ones.

Run it with Python's torch and numpy; it writes into the folder given as the only argument. Every line is one case, of
fields as in golden_lines.py:

  kind     read, a file to read; write, a tensor and the file that numpy writes for it; zip, a .npz file to read
  file     the bytes of the file, base64
  dtype, shape, strides, data
           the tensor that torch.from_numpy makes of what numpy reads
  error    the exception, where numpy or torch refuses the file; message is the first line of its text
  names    the arrays of a .npz file, in order; each has fields NAME_dtype and so on
"""

import base64
import io
import sys
import warnings
from pathlib import Path

import numpy
import torch

from golden_lines import elements, line, shape

LINES = []
TYPES = ["?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"]
SHAPES = [(), (3,), (2, 3), (0, 2), (2, 1, 3)]


def described(array, prefix=""):
    tensor = torch.from_numpy(array)
    return {
        prefix + "dtype": tensor.dtype,
        prefix + "shape": shape(tensor),
        prefix + "strides": ",".join(map(str, tensor.stride())),
        prefix + "data": elements(tensor.contiguous()),
    }


def text(content):
    return base64.b64encode(content).decode()


def emit(kind, content, answer):
    try:
        fields = answer()
    except Exception as error:
        text_of_error = (str(error).splitlines() or [""])[0].split(" <ast")[0]
        fields = {"error": type(error).__name__, "message": text_of_error}
    LINES.append(line({"kind": kind, "file": text(content), **fields}))


def read(content):
    def answer():
        array = numpy.lib.format.read_array(io.BytesIO(content), allow_pickle=False)
        return described(array.astype(array.dtype.newbyteorder("=")) if array.dtype.kind in "biufc" else array)

    emit("read", content, answer)


def saved(array, version=None):
    out = io.BytesIO()
    numpy.lib.format.write_array(out, array, version=version)
    return out.getvalue()


def values(kind, sizes):
    count = int(numpy.prod(sizes))
    numbers = numpy.arange(count, dtype="f8") * 3 - 2
    if kind[0] == "?":
        numbers = numbers % 2
    if kind[0] == "u":
        numbers = numpy.abs(numbers) + 200
    if kind[0] == "f" and count > 2:
        numbers[:3] = [numpy.nan, -numpy.inf, 0.1]
    if kind[0] == "c":
        numbers = numbers + 1j * (numbers * 0.5)
    return numbers.reshape(sizes).astype(kind)


def good():
    for kind in TYPES:
        for sizes in SHAPES:
            array = values(kind, sizes)
            read(saved(array))
            if array.dtype.itemsize > 1:
                read(saved(array.astype(array.dtype.newbyteorder(">"))))
        read(saved(numpy.asfortranarray(values(kind, (2, 3)))))
        read(saved(numpy.asfortranarray(values(kind, (2, 3, 2)))))
    array = values("f4", (2, 3))
    for version in ((1, 0), (2, 0), (3, 0)):
        read(saved(array, version))
    read(saved(array) + b"what follows is not the array's")
    for kind in TYPES:
        for tensor in (torch.from_numpy(values(kind, sizes)) for sizes in SHAPES):
            emit("write", saved(tensor.numpy()), lambda: described(tensor.numpy()))
        tensor = torch.from_numpy(values(kind, (3, 2))).t()
        emit("write", saved(tensor.numpy()), lambda: described(tensor.numpy()))


def with_header(header, version=1, data=b"\0" * 400):
    size = len(header).to_bytes(2 if version == 1 else 4, "little")
    return b"\x93NUMPY" + bytes([version, 0]) + size + header.encode("utf8" if version == 3 else "latin1") + data


def bad():
    whole = saved(values("f4", (2, 3)))
    for length in (0, 3, 7, 8, 9, 10, 11, 60, 127, 128, 129, 151):
        read(whole[:length])
    read(b"\x94" + whole[1:])
    read(whole[:6] + b"\x04\x00" + whole[8:])
    read(whole[:6] + b"\x01\x01" + whole[8:])
    good_header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
    for header in [
        good_header, good_header + "   \n", "", "{}", "[]", "{'descr': '<f4'}", good_header[:-1],
        good_header.replace("'descr'", "'desc'"), good_header.replace("}", "'more': 1}"),
        good_header.replace("False", "0"), good_header.replace("False", "'False'"), good_header.replace("False", "None"),
        good_header.replace("(2, 3)", "(2, -3)"), good_header.replace("(2, 3)", "6"), good_header.replace("(2, 3)", "(6)"),
        good_header.replace("(2, 3)", "(6,)"), good_header.replace("(2, 3)", "[2, 3]"), good_header.replace("(2, 3)", "(2, 'a')"),
        good_header.replace("(2, 3)", "(2, 1.5)"), good_header.replace("(2, 3)", "(2L, 3L)"), good_header.replace("(2, 3)", "()"),
        good_header.replace("(2, 3)", "(1000000, 1000000)"), good_header.replace("(2, 3)", "(4611686018427387904, 4)"),
        good_header.replace("(2, 3)", "(0, 4611686018427387904, 4)"), good_header.replace("<f4", "<x4"),
        good_header.replace("<f4", "f4"), good_header.replace("<f4", "=f4"), good_header.replace("<f4", "|b1"),
        good_header.replace("<f4", "<f16"), good_header.replace("<f4", "<U3"), good_header.replace("<f4", "|S4"),
        good_header.replace("<f4", "|O"), good_header.replace("<f4", "<M8[s]"), good_header.replace("<f4", "|V4"),
        good_header.replace("'<f4'", "[('a', '<f4')]"), good_header.replace("'<f4'", "4"), good_header.replace("'<f4'", "''"),
        good_header.replace("(2, 3)", "__import__('os')"), "{" * 50 + "}" * 50, good_header.replace("'", '"'),
        good_header + " + 1", good_header.replace("(2, 3)", "((2, 3))"), good_header.replace("(2, 3)", "((2,), 3)"),
        good_header + " " * 10000,
    ]:
        read(with_header(header))
    read(with_header(good_header, version=2))
    read(with_header(good_header, version=3))


def zips():
    arrays = {"x": values("f4", (2, 3)), "a/b": values("i8", (3,)), "empty": values("?", (0, 2)), "é": values("c16", ())}
    for save in (numpy.savez, numpy.savez_compressed):
        out = io.BytesIO()
        save(out, **arrays)
        fields = {}
        for name, array in arrays.items():
            fields.update(described(array, name + "_"))
        emit("zip", out.getvalue(), lambda: {"names": ",".join(arrays), **fields})


def main():
    warnings.filterwarnings("ignore")
    good()
    bad()
    zips()
    (Path(sys.argv[1]) / "npy-goldens.tsv").write_text("\n".join(LINES) + "\n", encoding="utf-8")
    print(len(LINES), "cases")


if __name__ == "__main__":
    main()
