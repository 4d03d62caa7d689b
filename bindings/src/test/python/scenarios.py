"""Scenarios: functions that do something and tell what they see.

A line of the fixture has the scenario's name and its transcript. The Java test of the same name does the same and must
tell the same.
"""

import inspect

import torch

from golden_lines import line


def bits(tensor):
    """The bytes of all elements in row-major order, as hexadecimal digits."""
    plain = tensor.detach().to_dense() if tensor.layout != torch.strided else tensor.detach()
    plain = plain.resolve_conj().resolve_neg().contiguous().reshape(-1)
    return plain.view(torch.uint8).numpy().tobytes().hex()


def first_line(error):
    """The first line of a text, without the list of backends, which depends on how LibTorch was built."""
    return str(error).split("\n")[0].split(" is only available for these backends")[0]


def failure(error):
    """The type of an error and the first line of its text."""
    return f"{type(error).__name__}: {first_line(error)}"


class Transcript:
    def __init__(self):
        self.lines = []

    def __call__(self, *values):
        """Tells values as Python prints them."""
        self.lines.append(" ".join(str(value) for value in values))

    def bits(self, tensor):
        """Tells a tensor's dtype, its shape and its exact elements."""
        self("none" if tensor is None else f"{tensor.dtype} {list(tensor.shape)} {bits(tensor)}")

    def error(self, action):
        """Tells how an action fails."""
        try:
            result = action()
        except Exception as error:
            self(failure(error))
        else:
            raise AssertionError(f"no error, but {result}")


def transcripts(module):
    """Runs every public function that a module defines itself."""
    lines = []
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__ and not name.startswith("_"):
            transcript = Transcript()
            torch.manual_seed(0)
            function(transcript)
            text = "\n".join(transcript.lines)
            lines.append(line({"of": module.__name__, "scenario": name, "transcript": text}))
    return lines
