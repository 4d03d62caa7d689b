"""Runs notebooks from top to bottom: run.py [--record] NOTEBOOK...

Without --record what the cells print must be what is stored in the notebooks. Text must be the same; numbers in it may
differ by a thousandth, as processors round differently; in cells with the tag "varies" (times, and a few steps of training
on pictures, which each reader of images rounds in its way) numbers may be any. Of a picture only its being there is
compared. With --record the outputs are stored.

Each notebook has a working folder of its own, so that what one leaves behind helps no other.
"""

import argparse
import json
import os
import re
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

NUMBER = re.compile(r"-?\d+\.?\d*(?:e[+-]?\d+)?")
ATTEMPTS = 3


def outputs_of(cell):
    """What a cell has put out: its text, and the types of the rest."""
    text, others = "", []
    for output in cell.outputs:
        if output.output_type == "stream":
            text += output.text
            continue
        for kind, data in sorted(output.get("data", {}).items()):
            if kind == "text/plain":
                text += "".join(data) + "\n"
            else:
                others.append(kind)
    return text, others


def is_alike(fresh, stored, any_numbers):
    # Blanks stand before numbers, as many as their columns need.
    if [part.strip(" ") for part in NUMBER.split(fresh)] != [part.strip(" ") for part in NUMBER.split(stored)]:
        return False
    pairs = zip(NUMBER.findall(fresh), NUMBER.findall(stored))
    return any_numbers or all(
        abs(float(a) - float(b)) <= 1e-3 * max(1, abs(float(b))) for a, b in pairs)


def differences(fresh, stored):
    found = []
    for new, old in zip(fresh.cells, stored.cells):
        if new.cell_type != "code":
            continue
        text, others = outputs_of(new)
        old_text, old_others = outputs_of(old)
        any_numbers = "varies" in new.metadata.get("tags", [])
        if others != old_others or not is_alike(text, old_text, any_numbers):
            found.append(f"{new.source}\n--- stored, {old_others}\n{old_text}\n--- now, {others}\n{text}")
    return found


def execute(notebook):
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook, timeout=300, startup_timeout=60, kernel_name=notebook.metadata.kernelspec.name,
            record_timing=False, coalesce_streams=True, resources={"metadata": {"path": folder}})
        client.execute()


def run(path):
    """Executes a notebook, again if its kernel does not start."""
    for attempt in range(ATTEMPTS):
        notebook = nbformat.read(path, as_version=4)
        try:
            execute(notebook)
            return notebook
        except CellExecutionError:
            raise
        except RuntimeError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
    raise SystemExit(f"{path.name}: the kernel has not started {ATTEMPTS} times")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("notebooks", nargs="+", type=Path)
    arguments = parser.parse_args()
    # One thread adds up in one order.
    os.environ["OMP_NUM_THREADS"] = "1"
    failed = 0
    for path in arguments.notebooks:
        began = time.monotonic()
        stored = nbformat.read(path, as_version=4)
        try:
            fresh = run(path)
        except CellExecutionError as error:
            print(f"{path.name}: {error}")
            failed += 1
            continue
        took = time.monotonic() - began
        if arguments.record:
            text = json.dumps(fresh, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
            path.write_text(text, encoding="utf-8")
            print(f"{path.name}: recorded, {len(text) / 1024:.0f} kB, {took:.0f} s")
            continue
        found = differences(fresh, stored)
        failed += bool(found)
        for difference in found:
            print(f"{path.name}: a cell puts out something else:\n{difference}")
        cells = sum(cell.cell_type == "code" for cell in fresh.cells)
        print(f"{path.name}: {cells} cells, {len(found)} differ, {took:.0f} s", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
