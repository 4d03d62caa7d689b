"""Checkpoints of a gigabyte in Python: torch.save, and torch.load into mapped memory.

usage: checkpoints.py FOLDER
"""

import collections
import os
import pathlib
import sys
import time

import torch

LAYERS = 64
ROWS, COLUMNS = 2048, 2048
REPEATS = int(os.environ.get("BENCHMARK_REPEATS") or 5)


def state_dict():
    state = collections.OrderedDict()
    for i in range(LAYERS):
        state[f"layers.{i}.weight"] = torch.full((ROWS, COLUMNS), float(i))
        state[f"layers.{i}.bias"] = torch.full((COLUMNS,), float(i))
    return state


def result(name, seconds):
    print(f"RESULT\tpython\t{name}\t{seconds * 1e9:.0f}\tns", flush=True)


def main(folder):
    torch.set_num_threads(1)
    state = state_dict()
    path = folder / "python.pt"
    for _ in range(REPEATS):
        begin = time.perf_counter()
        torch.save(state, path)
        result("save", time.perf_counter() - begin)
    for name, use in (("load mapped", lambda s: None), ("load mapped, use one", lambda s: s["layers.7.weight"].sum().item())):
        for _ in range(4 * REPEATS):
            begin = time.perf_counter()
            loaded = torch.load(path, mmap=True, weights_only=True)
            use(loaded)
            result(name, time.perf_counter() - begin)
            del loaded
    for _ in range(REPEATS):
        begin = time.perf_counter()
        loaded = torch.load(path, weights_only=True)
        result("load", time.perf_counter() - begin)
        del loaded


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
