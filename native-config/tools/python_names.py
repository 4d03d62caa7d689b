"""Writes the table that tells where Python shows each ATen operator: on torch, on Tensor, in torch.linalg, ...

usage: python python_names.py SCHEMAS > python-names.tsv     (needs torch 2.10.0)

One line an operator (without its overloads): name, then the places, separated by tabs. Operators that Python shows
nowhere are left out.
"""
import re
import sys

import torch

names = set()
for line in open(sys.argv[1]):
    found = re.match(r"aten::(\w+)[.(]", line)
    if found:
        names.add(found.group(1))

MODULES = {"linalg": torch.linalg, "fft": torch.fft, "special": torch.special}
print(f"# torch {torch.__version__.split('+')[0]}: where Python shows each ATen operator")
for name in sorted(names):
    places = []
    if not (name.startswith("__")):
        if callable(getattr(torch, name, None)):  # torch.random is a module
            places.append("torch")
        if hasattr(torch.Tensor, name):
            places.append("Tensor")
        if name.startswith("_") is False and hasattr(torch._C._nn, name):
            places.append("nn")
    for module, holder in MODULES.items():
        prefix = module + "_"
        if name.startswith(prefix) and hasattr(holder, name[len(prefix):]):
            places.append(module)
    if places:
        print("\t".join([name] + places))
