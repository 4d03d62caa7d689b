"""Writes what Python prints into the last column of the tables in docs/python-to-java.md.

usage: python tutorials/src/test/python/python_to_java.py     (from the root of the project; needs torch 2.10.0, torchvision)

Each row is run for itself, after the block of Python lines that the page shows first; and so is each later block that is
followed by one of Java and one of text, which is written too.
"""
import pathlib
import re

import torch

PAGE = pathlib.Path("docs/python-to-java.md")
BREAK = "<br>"


def names():
    from torch import distributions, func, optim
    from torch.optim import lr_scheduler
    from torch.utils import data
    from torchvision import datasets, models, ops, transforms, utils

    known = {"torch": torch, "nn": torch.nn, "F": torch.nn.functional, "optim": optim, "lr_scheduler": lr_scheduler}
    known |= {"distributions": distributions, "datasets": datasets, "models": models, "transforms": transforms}
    known |= {"func": func, "ops": ops, "utils": utils}
    return known | {name: getattr(data, name) for name in data.__all__}


def is_expression(line):
    try:
        compile(line, "line", "eval")
        return True
    except SyntaxError:
        return False


def lines(cell):
    return [code for code in re.findall(r"`([^`]*)`", cell)]


def printed(setup, code):
    """What the lines print; those that begin with a space belong to the one before."""
    known = names()
    torch.manual_seed(0)
    exec(setup, known)
    out, at = [], 0
    while at < len(code):
        line, at = code[at], at + 1
        while at < len(code) and code[at].startswith(" "):
            line, at = line + "\n" + code[at], at + 1
        if is_expression(line) and not line.startswith("torch.manual_seed"):
            value = eval(line, known)
            out += [] if value is None else str(value).split("\n")
        else:
            exec(line, known)
    return out


def longer(match):
    code = [line for line in match.group(1).split("\n") if line]
    return match.group(0)[: match.start(2) - match.start(0)] + "\n".join(printed(setup, code)) + "\n```"


page = PAGE.read_text()
setup = re.search(r"```python\n(.*?)```", page, re.S).group(1)
written, table = [], False
for line in page.splitlines():
    cells = line.split(" | ")
    if line == "| Python | Java | prints |":
        table = True
    elif not line.startswith("|"):
        table = False
    elif table and not line.startswith("|---"):
        shown = BREAK.join(f"`{text}`" for text in printed(setup, lines(cells[0])))
        line = f"{cells[0]} | {cells[1]} | {shown} |"
    written.append(line)
page = "\n".join(written) + "\n"
PAGE.write_text(re.sub(r"```python\n((?:(?!```).)*)```\n\n```java\n(?:(?!```).)*```\n\n```text\n((?:(?!```).)*)```", longer, page, flags=re.S))
