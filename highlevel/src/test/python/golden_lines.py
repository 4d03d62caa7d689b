"""The lines of the fixtures of this module.

A fixture is a list of lines, each of which is a list of name=value fields separated by tabs; in values, tabs,
newlines and backslashes are written as \\t, \\n and \\\\.

The last bit of some kernels depends on the instructions that the CPU has. A script therefore runs once for each set of
kernels that ATEN_CPU_CAPABILITY can choose: a field that comes out the same every time is written once, one that does not is
written once for each outcome, separated by |.
"""

import gzip
import json
import os
import pathlib
import subprocess
import sys
import zlib

import torch

CAPABILITIES = ["avx2", "avx512", "default"]
RESOURCES = pathlib.Path(__file__).parent.parent / "resources" / "dev" / "obor"


def escaped(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def numbers(tensor):
    """All elements, exactly, as hexadecimal."""
    values = tensor.detach().to(torch.float64).reshape(-1).tolist()
    return ",".join(value.hex() if value == value else "nan" for value in values)


def first(tensor, count=4):
    return numbers(tensor.detach().reshape(-1)[:count])


def checksum(tensor):
    """CRC-32 of the elements' bytes, little-endian in row-major order."""
    return str(zlib.crc32(tensor.detach().contiguous().numpy().tobytes()))


def shape(tensor):
    return ",".join(map(str, tensor.shape))


def error(action):
    try:
        action()
    except Exception as e:  # the text is the fixture
        return e.args[0] if isinstance(e, KeyError) else str(e)
    raise AssertionError("no error")


def merged(runs):
    lines = []
    for variants in zip(*runs, strict=True):
        fields = []
        for name in variants[0]:
            values = list(dict.fromkeys(str(variant[name]) for variant in variants))
            assert all("|" not in value for value in values) or len(values) == 1, name
            fields.append(f"{name}={escaped('|'.join(values))}")
        lines.append("\t".join(fields))
    return lines


def main(fixtures):
    """Writes fixtures, given as a map from a path to a function that returns a list of maps of fields."""
    torch.set_num_threads(1)
    if len(sys.argv) > 1:
        print(json.dumps({path: make() for path, make in fixtures.items()}))
        return
    runs = []
    for capability in CAPABILITIES:
        environment = {**os.environ, "ATEN_CPU_CAPABILITY": capability}
        command = [sys.executable, sys.argv[0], capability]
        run = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        runs.append(json.loads(run.stdout))
    for path in fixtures:
        target = RESOURCES / path
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = merged([run[path] for run in runs])
        text = "\n".join(lines) + "\n"
        if path.endswith(".gz"):
            target.write_bytes(gzip.compress(text.encode(), mtime=0))
        else:
            target.write_text(text)
        print(f"{path}: {len(lines)} lines")
