#!/usr/bin/env python3
"""Records what mnist_logistic_regression.py prints, for the test that the Java program prints the same.

    python3 record_epochs.py

One file per run in src/test/resources/dev/obor/tutorials/epochs: the options of the run in the first line, then the
script's standard output. Needs torch 2.10.
"""

import subprocess
import sys
from pathlib import Path

MODULE = Path(__file__).resolve().parents[3]
SCRIPT = MODULE / "src/main/python/mnist_logistic_regression.py"
FOLDER = MODULE / "src/test/resources/dev/obor/tutorials/epochs"
RUNS = {
    "defaults": [],
    "small-batches": ["--epochs", "2", "--batch-size", "50", "--lr", "0.02", "--seed", "7"],
    "one-step-an-epoch": ["--epochs", "3", "--batch-size", "10000", "--lr", "0.5", "--seed", "-1"],
    "untrained": ["--epochs", "0", "--seed", "199"],
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, options in RUNS.items():
        run = subprocess.run([sys.executable, SCRIPT, *options], check=True, stdout=subprocess.PIPE, text=True)
        header = " ".join(["options:", *options])
        (FOLDER / f"{name}.txt").write_text(f"{header}\n{run.stdout}", encoding="ascii")


if __name__ == "__main__":
    main()
