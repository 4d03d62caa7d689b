#!/usr/bin/env python3
"""Writes what numpy.histogram counts, for HistogramTest.

Run from the project's root with a Python that has numpy:
    python3 plot/src/test/python/histogram_goldens.py

A line has the numbers, the bins or their edges, the range or -, the counts, the edges, and the densities or -, separated
by tabs; the numbers of a field by spaces.
"""
import pathlib

import numpy as np

OUT = pathlib.Path("plot/src/test/resources/dev/obor/plot/histograms.tsv")


def row(values):
    return " ".join(repr(float(v)) for v in values)


def main():
    rng = np.random.default_rng(0)
    cases = [
        ([1.0, 2.0, 2.0, 3.0, 5.0], 4, None),
        (list(rng.standard_normal(200)), 10, None),
        (list(rng.integers(0, 10, 300).astype(float)), 20, None),
        (list(rng.integers(0, 10, 300).astype(float)), 9, None),
        (list(np.arange(0, 1.05, 0.1)), 10, None),
        (list(np.arange(0, 1.05, 0.05)), 20, (0.2, 0.9)),
        ([3.0, 3.0], 5, None),
        ([], 3, None),
        ([-2.5e6, 1e-3, 7.0, 7.1e6], 7, None),
        ([1.0, 2.0, 4.0, 4.5, 9.0], [1.0, 2.0, 4.0, 9.0], None),
        ([0.5, 1.0, 2.0, 9.5], [1.0, 2.0, 9.0], None),
    ]
    lines = []
    for values, bins, limits in cases:
        counts, edges = np.histogram(np.array(values, dtype=np.float64), bins=bins, range=limits)
        density, _ = np.histogram(np.array(values or [0.5]), bins=bins, range=limits, density=True)
        lines.append("\t".join([
            row(values),
            str(bins) if isinstance(bins, int) else row(bins),
            row(limits) if limits else "-",
            row(counts),
            row(edges),
            row(density) if values else "-",
        ]))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
