"""Writes what Python's autograd says in scenarios that tests in dev.obor.autograd repeat.

usage: python autograd_goldens.py        (needs the torch of LibTorch's version)

A scenario is a function in one of the modules autograd_*.py. It tells lines; the fixture
src/test/resources/dev/obor/autograd/autograd-goldens.tsv has one line for each: the name of the scenario and the text, in
which a backslash, a tab and a line feed are escaped. The Java test of the same name must tell the same.
"""

import inspect
import pathlib
import warnings

import torch

import autograd_derivatives
import autograd_engine
import autograd_functions
import autograd_odd_functions
import autograd_profiler
import autograd_saving
import autograd_vmap

FIXTURE = pathlib.Path(__file__).parents[1] / "resources/dev/obor/autograd/autograd-goldens.tsv"


class Transcript:
    def __init__(self):
        self.lines = []

    def __call__(self, *values):
        self.lines.append(" ".join(str(value) for value in values))

    def error(self, action):
        """Tells the type of an error and the first line of its text."""
        try:
            result = action()
        except Exception as error:
            self(f"{type(error).__name__}: {str(error).splitlines()[0]}")
        else:
            raise AssertionError(f"no error, but {result}")


def escaped(text):
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def main():
    warnings.simplefilter("ignore")
    lines = []
    for module in (
        autograd_engine,
        autograd_functions,
        autograd_odd_functions,
        autograd_saving,
        autograd_derivatives,
        autograd_vmap,
        autograd_profiler,
    ):
        for name, scenario in inspect.getmembers(module, inspect.isfunction):
            if scenario.__module__ == module.__name__ and not name.startswith("_"):
                transcript = Transcript()
                torch.manual_seed(0)
                scenario(transcript)
                lines += [f"{name}\t{escaped(line)}\n" for line in transcript.lines]
    FIXTURE.parent.mkdir(parents=True, exist_ok=True)
    FIXTURE.write_text("".join(lines))
    print(f"{FIXTURE.name}: {len(lines)} lines")


if __name__ == "__main__":
    main()
