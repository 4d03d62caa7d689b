"""Writes what torch.utils.benchmark.Measurement makes of times.

usage: python benchmark_goldens.py      (torch of LibTorch's version; writes into src/test/resources)

A line for each case: runs, label, sub-label, description, threads, times, median, mean, iqr, significant figures, whether it
warns, and how it prints, without the line with the address. Fields are parted by tabs; None is empty, line ends are "\\n".
"""

import pathlib

import torch
from torch.utils.benchmark import Measurement
from torch.utils.benchmark.utils.common import TaskSpec

TARGET = pathlib.Path(__file__).parent.parent / "resources/dev/obor/benchmark/measurements.tsv"


def times(seed, count, scale, spread):
    torch.manual_seed(seed)
    return (scale * (1 + spread * torch.rand(count, dtype=torch.float64))).tolist()


def cases():
    yield 1, "add", None, None, 1, [2.5e-7]
    yield 1000, "add", None, None, 1, times(0, 3, 1e-3, 0.01)
    yield 1000, "add", "1000 elements", None, 1, times(1, 4, 6e-3, 0.05)
    yield 100, "matmul", "64 x 64", "with MKL", 4, times(2, 37, 0.02, 0.4)
    yield 10, "step", None, "a description", 2, times(3, 100, 3e-2, 0.2)
    yield 1, "epoch", None, None, 1, times(4, 9, 2.0, 0.9)
    yield 10000, "tiny", None, None, 1, times(5, 20, 3e-6, 0.001)
    for power in range(-9, 3):
        yield 1, "power", str(power), None, 1, [10.0 ** power] * 2


def text(value):
    return "" if value is None else str(value)


with open(TARGET, "w") as out:
    for number, label, sub_label, description, threads, raw in cases():
        task = TaskSpec("stmt", "pass", label=label, sub_label=sub_label, description=description, num_threads=threads)
        m = Measurement(number, raw, task)
        printed = repr(m).split("\n", 1)[1].replace("\n", "\\n")
        fields = [number, label, sub_label, description, threads, " ".join(map(repr, raw)), repr(m.median), repr(m.mean),
                  repr(m.iqr), m.significant_figures, str(m.has_warnings).lower(), printed]
        out.write("\t".join(map(text, fields)) + "\n")
