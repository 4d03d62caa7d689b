#!/usr/bin/env python3
"""Runs the code blocks of a note under torch 2.10 and records what they print, for the tests of the notes' ports.

    java -cp … dev.obor.tutorials.drawn.TutorialData FOLDER     # the data that the ports read too
    python3 note_outputs.py SEEDS 003 FOLDER
    python3 note_outputs.py SEEDS 004 FOLDER

SEEDS is the folder with the notes' blocks (snippets/*.py) and what each prints (snippets.tsv). The blocks run in their order
in one namespace. Every chapter begins with the seed 42, as the port's does. What a block does otherwise than in the note stands in
CHANGES: names that have gone, typing errors, paths, and fewer epochs and smaller pictures, so that the test is quick. What the note
prints and torch 2.10 prints alike must come out here too, or the script fails.

The fixture has these entries for a block that prints, as record_notes.py writes them:

    == 003-02 note     what the note shows, where the block prints the same here
    == 003-02 run      what the block prints here
    == 003-14 error    the text of the error that it raises

Needs torch 2.10 and torchvision 0.25.
"""

import ast
import contextlib
import csv
import io
import os
import re
import sys
import tempfile
import warnings
from pathlib import Path
from unittest.mock import MagicMock

import torch

from note_changes import CHANGES, CHAPTERS, RAISES, SCALED, SHOWN, modules

MODULE = Path(__file__).resolve().parents[3]
FIXTURES = MODULE / "src/test/resources/dev/obor/tutorials/notes"
SEED = 42
EPOCHS = 1


def shown(value: object) -> str:
    """A value as a notebook shows it."""
    if type(value) is tuple:
        parts = [shown(part) for part in value]
        line = "(" + ", ".join(parts) + ")"
        if "\n" not in line and len(line) <= 79:
            return line
        return "(" + ",\n ".join(part.replace("\n", "\n ") for part in parts) + ")"
    return repr(value)


def prepared(block: str, source: str) -> str:
    change = CHANGES.get(block, [])
    if isinstance(change, str):
        source = change
    for old, new in change if isinstance(change, list) else []:
        if old not in source:
            raise ValueError(f"{block}: nothing to change: {old}")
        source = source.replace(old, new)
    source = re.sub(r"^epochs = (\d+)", lambda m: f"epochs = {min(int(m[1]), EPOCHS)}", source, flags=re.M)
    source = re.split(r"^[> ]*ou[pt]*ut ?:? *$", source, flags=re.M)[0]
    source = re.sub(r"^%.*$", "", source, flags=re.M)
    source = source.replace("~/.pytorch/MNIST_data/", "digits").replace("~/.pytorch/F_MNIST_data/", "data")
    return source.replace("pretrained=True", "").replace("224", "32").replace("255", "36")


def run(block: str, source: str, namespace: dict, shows: bool) -> tuple[str, str]:
    """What a block prints, with what its last expression shows, and the text of its error."""
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            if shows and isinstance(last, ast.Expr):
                exec(compile(ast.Module(tree.body[:-1], []), block, "exec"), namespace)
                value = eval(compile(ast.Expression(last.value), block, "eval"), namespace)
                if value is not None and not isinstance(value, MagicMock):
                    print(shown(value))
            else:
                exec(compile(tree, block, "exec"), namespace)
        except RuntimeError as e:
            if block not in RAISES:
                raise
            return out.getvalue(), f"{e}\n"
    return out.getvalue(), ""


def in_java(line: str) -> str:
    """A line with what prints otherwise in Java: values that are not elements of a tensor."""
    words = {"True": "true", "False": "false", "None": "null"}
    return line.replace(line.strip(), words.get(line.strip(), line.strip()))


def squeezed(text: str) -> list[str]:
    """The lines of a text without the blank ones and the spaces at their ends, which the notes lost."""
    return [line.rstrip() for line in text.replace("RuntimeError: ", "").split("\n") if line.strip()]


def main() -> None:
    seeds, note, data = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]).resolve()
    with open(seeds / "snippets.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    facts = {row[0]: dict(zip(rows[0], row)) for row in rows[1:]}
    sys.path.insert(0, str(Path(__file__).parent))
    import torchvision.models  # looks for the real modules below

    for name in ("matplotlib", "matplotlib.pyplot", "pandas", "helper"):
        sys.modules[name] = MagicMock()
    sys.modules.update(modules())
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    namespace: dict = {"__name__": "note"}
    entries = []
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.symlink(data / "drawn", "data")
        os.symlink(data / "digits", "digits")
        os.symlink(data / "drawn/custom_dataset", "custom_dataset")
        os.symlink(data / "drawn/Cat_Dog_data", "Cat_Dog_data")
        os.makedirs("model/path")
        for file in sorted((seeds / "snippets").glob(f"{note[1:]}-*.py"), key=lambda path: int(path.stem.split("-")[-1])):
            number = file.stem.split("-")[-1]
            block = f"{note}-{int(number):02d}"
            if int(number) in CHAPTERS[note]:
                torch.manual_seed(SEED)
            fact = facts[file.stem]
            documented = fact["documented output"].encode().decode("unicode_escape")
            shows = SHOWN.get(block, bool(documented))
            source = prepared(block, file.read_text(encoding="utf-8"))
            printed, error = run(block, source, namespace, shows)
            exact = fact["output match"] == "exact" and block not in SCALED
            if exact and squeezed(printed + error) != squeezed(documented):
                raise ValueError(f"{block}: prints\n{printed}{error}\nand not what the note has\n{documented}")
            printed = "".join(in_java(line) + "\n" for line in printed.split("\n")[:-1])
            for kind, text in (("note", printed if exact else ""), ("run", printed), ("error", error)):
                if text:
                    entries.append(f"== {block} {kind}\n{text}")
        os.chdir("/")
    FIXTURES.mkdir(parents=True, exist_ok=True)
    (FIXTURES / f"{note}.txt").write_text("".join(entries), encoding="utf-8")


if __name__ == "__main__":
    main()
