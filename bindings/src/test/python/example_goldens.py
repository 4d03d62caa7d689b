"""Writes what Python prints for the worked examples of the Javadoc.

usage: python bindings/src/test/python/example_goldens.py     (from the root of the project; needs torch 2.10.0)

Reads native-config/src/main/schemas/examples.txt, and writes examples-printed.txt
beside it: "= name" as there, then for each printed expression a line "> text", whose further lines
begin with "| ".
"""
import math
import pathlib

import torch

FILE = "native-config/src/main/schemas/examples.txt"


def is_expression(line):
    try:
        compile(line, "example", "eval")
        return True
    except SyntaxError:
        return False


def run(lines):
    """What the printed lines of one example print; a statement may span several lines that end in a colon or are indented."""
    names = {"torch": torch, "math": math, "nn": torch.nn, "F": torch.nn.functional}
    printed, at = [], 0
    torch.manual_seed(0)
    while at < len(lines):
        line, at = lines[at], at + 1
        while at < len(lines) and lines[at].startswith(" "):
            line, at = line + "\n" + lines[at], at + 1
        if is_expression(line) and not line.endswith(";"):
            printed.append(str(eval(line, names)))
        else:
            exec(line, names)
    return printed


def blocks(path):
    name, lines = None, []
    for line in path.read_text().splitlines():
        if line.startswith("= "):
            if name:
                yield name, lines
            name, lines = line[2:], []
        elif line.startswith("p "):
            lines.append(line[2:])
    if name:
        yield name, lines


def main():
    path = pathlib.Path(FILE)
    out = ["# What Python prints for " + path.name + ". Written by example_goldens.py; do not edit."]
    for name, lines in blocks(path):
        out += ["", "= " + name]
        try:
            texts = run(lines)
        except Exception as e:
            raise SystemExit(f"{name}: {type(e).__name__}: {e}")
        for text in texts:
            first, *rest = text.split("\n")
            out.append("> " + first)
            out.extend("| " + more for more in rest)
    path.with_name(path.stem + "-printed.txt").write_text("\n".join(out) + "\n")


main()
