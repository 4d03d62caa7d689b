"""Writes the fixtures that the ports of the notes are compared with, to tutorials/src/test/resources/dev/obor/tutorials/notes.

usage: python tutorials/src/test/python/record_notes.py SEEDS DIGITS     (from the root of the project)

SEEDS    a folder with the notes' code blocks (snippets/) and the table of what the notes print (snippets.tsv)
DIGITS   the root of MNIST: tutorial-output/digits, which a run of a tutorial makes

Needs torch 2.10.0, torchvision 0.25.0 and IPython, which says how a notebook shows a value.

blocks.txt lists the blocks of all notes. 000.txt and so on have, for each block that prints, up to three entries:

    == 000-05 note    what the note shows and torch 2.10 prints, or nothing where they differ
    == 000-05 run     what the block prints here: the blocks of a note run in their order, after manual_seed(42) at the
                      start and wherever the port begins a chapter
    == 000-04 error   the text of the error that it raises
"""
import ast
import contextlib
import csv
import io
import os
import pathlib
import sys
import tempfile
import unittest.mock

import torch
import torch._dynamo  # before the stubs are there, which it would look into
from IPython.lib.pretty import pretty

OUT = pathlib.Path("tutorials/src/test/resources/dev/obor/tutorials/notes").absolute()
SEED = 42
# Where the ports set the seed anew: the first blocks of their chapters.
CHAPTERS = {"000-18", "000-29", "000-45"}
RAN = ["000", "001", "002"]
# The note shows all values of these blocks, and not only the last one as a notebook does.
SHOWS_ALL = {"000-06", "000-15"}
RAISES = {"000-04", "000-62", "002-19"}
STUBS = ["matplotlib", "matplotlib.pyplot", "pandas", "seaborn"]


def block_id(name):
    """00-000_8791-05 is 000-05."""
    return name.split("_")[0][3:] + "-" + name.split("-")[2]


def read_blocks(seeds):
    with open(seeds / "snippets.tsv", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    fields = {name: at for at, name in enumerate(rows[0])}
    blocks = []
    for row in rows[1:]:
        code = (seeds / "snippets" / f"{row[fields['id']]}.py").read_text()
        match = row[fields["output match"]]
        same = match.startswith("exact")
        printed = row[fields["documented output"]].replace("\\n", "\n") if same else ""
        if match == "exact-mod-space":
            printed = row[fields["output here"]].replace("\\n", "\n")
        blocks.append((block_id(row[fields["id"]]), code, printed))
    return blocks


def prepared(code):
    code = "\n".join(line for line in code.splitlines() if not line.startswith("%"))
    return code.replace("[50000, 10000]", "[50000,10000]").replace(
        "[50000,10000]", "[len(dataset) - len(dataset) // 6, len(dataset) // 6]"
    )


def show(value):
    if value is not None and not isinstance(value, unittest.mock.Mock):
        print(pretty(value))


def run(block, code, names):
    """Runs a block as a notebook does: the value of the last expression is shown."""
    tree = ast.parse(code)
    for at, statement in enumerate(tree.body):
        last = at == len(tree.body) - 1 and not code.rstrip().endswith(";")
        if isinstance(statement, ast.Expr) and (last or block in SHOWS_ALL):
            show(eval(compile(ast.Expression(statement.value), block, "eval"), names))
        else:
            exec(compile(ast.Module([statement], []), block, "exec"), names)


def record(note, blocks, digits):
    entries = []
    names = {"__name__": "__main__"}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        os.symlink(digits, "data")
        torch.manual_seed(SEED)
        for block, code, printed in blocks:
            if block in CHAPTERS:
                torch.manual_seed(SEED)
            out = io.StringIO()
            error = ""
            with contextlib.redirect_stdout(out):
                try:
                    if "for batch in train_loader:\n        # Generate" not in code:  # not the pseudo-code
                        run(block, prepared(code), names)
                except (RuntimeError, ValueError) as e:
                    if block not in RAISES:
                        raise
                    error = str(e)
            for kind, text in (("note", printed), ("run", out.getvalue()), ("error", error)):
                if text:
                    entries.append(f"== {block} {kind}\n{text.rstrip()}\n" if kind != "run" else f"== {block} {kind}\n{text}")
    (OUT / f"{note}.txt").write_text("".join(entries))
    print(note, len(entries), "entries")


def main():
    seeds, digits = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    torch.set_num_threads(1)
    for name in STUBS:
        sys.modules[name] = unittest.mock.MagicMock()
    OUT.mkdir(parents=True, exist_ok=True)
    blocks = read_blocks(seeds)
    (OUT / "blocks.txt").write_text("".join(f"{block}\n" for block, _, _ in blocks))
    for note in RAN:
        record(note, [entry for entry in blocks if entry[0].startswith(note)], digits)


main()
