"""Writes the fixtures that making tensors, reading them back, random numbers, gradients and errors are tested with.

Run it with Python's torch; it writes creation-goldens.tsv, reading-goldens.tsv, random-goldens.tsv, transcripts.tsv and
function-transcripts.tsv into the folder given as the only argument. A fixture is a list of lines, each of which is a
list of name=value fields as in golden_lines.py; the scripts that write them say what the fields mean. Kernels are those
of AVX2.
"""

import os
import sys
import warnings
from pathlib import Path

os.environ["ATEN_CPU_CAPABILITY"] = "avx2"

import torch  # noqa: E402

import autograd_scenarios  # noqa: E402
import device_scenarios  # noqa: E402
import error_scenarios  # noqa: E402
import function_scenarios  # noqa: E402
from creation_goldens import creations  # noqa: E402
from random_goldens import draws  # noqa: E402
from reading_goldens import readings  # noqa: E402
from scenarios import transcripts  # noqa: E402

warnings.filterwarnings("ignore")


def main():
    folder = Path(sys.argv[1])
    torch.set_num_threads(1)
    fixtures = {
        "creation-goldens.tsv": creations(),
        "reading-goldens.tsv": readings(),
        "random-goldens.tsv": draws(),
        "transcripts.tsv": [
            golden
            for module in (autograd_scenarios, error_scenarios, device_scenarios)
            for golden in transcripts(module)
        ],
        "function-transcripts.tsv": transcripts(function_scenarios),
    }
    for name, lines in fixtures.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(name, len(lines))


if __name__ == "__main__":
    main()
