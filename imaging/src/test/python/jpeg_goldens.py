"""Writes jpegs.tsv.gz: JPEG files of all kinds, and the pixels that Pillow reads out of them.

usage: jpeg_goldens.py    (with Pillow 12 or later and numpy; it writes into ../resources/dev/obor/imaging)

Each line is a name, a mode of Pillow, width, height, the file and the pixels, these two in base64. Pixels of four inks are
converted to RGB by Pillow.
"""

import base64
import gzip
import io
import pathlib

import numpy as np
from PIL import Image

TARGET = pathlib.Path(__file__).parent.parent / "resources/dev/obor/imaging/jpegs.tsv.gz"
random = np.random.default_rng(0)


def picture(width, height, channels):
    """Smooth shapes with some grain."""
    coarse = random.integers(0, 256, (height // 8 + 2, width // 8 + 2, channels), dtype=np.uint8)
    bands = [Image.fromarray(coarse[:, :, c]).resize((width, height), Image.BICUBIC) for c in range(channels)]
    levels = np.stack([np.asarray(band) for band in bands], 2).astype(np.int16)
    levels += random.integers(-9, 10, levels.shape, dtype=np.int16)
    return levels.clip(0, 255).astype(np.uint8)


def encoded(levels, mode, **options):
    target = io.BytesIO()
    image = Image.fromarray(levels[:, :, 0] if levels.shape[2] == 1 else levels, mode)
    image.save(target, "JPEG", **options)
    return target.getvalue()


def exif(orientation):
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags.tobytes()


def main():
    files = {}
    for name, subsampling in (("444", 0), ("422", 1), ("420", 2)):
        for width, height in ((1, 1), (7, 5), (16, 16), (33, 47), (64, 20)):
            levels = picture(width, height, 3)
            files[f"{name} {width}x{height}"] = encoded(levels, "RGB", quality=90, subsampling=subsampling)
    files["grey"] = encoded(picture(37, 23, 1), "L", quality=85)
    files["progressive"] = encoded(picture(61, 45, 3), "RGB", quality=85, progressive=True)
    files["progressive grey"] = encoded(picture(30, 45, 1), "L", quality=85, progressive=True)
    files["optimized"] = encoded(picture(50, 31, 3), "RGB", quality=40, optimize=True)
    files["restarts"] = encoded(picture(64, 48, 3), "RGB", quality=75, restart_marker_blocks=2)
    files["stored as RGB"] = encoded(picture(24, 24, 3), "RGB", quality=90, keep_rgb=True)
    files["inks"] = encoded(picture(24, 20, 4), "CMYK", quality=90)
    files["profile"] = encoded(picture(20, 20, 3), "RGB", quality=90, icc_profile=b"\0" * 200)
    files["turned"] = encoded(picture(21, 12, 3), "RGB", quality=90, exif=exif(6))
    with io.BytesIO() as text:
        for name, file in files.items():
            image = Image.open(io.BytesIO(file))
            if image.mode == "CMYK":
                image = image.convert("RGB")
            fields = [name, image.mode, str(image.width), str(image.height)]
            fields += [base64.b64encode(data).decode() for data in (file, image.tobytes())]
            text.write(("\t".join(fields) + "\n").encode())
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_bytes(gzip.compress(text.getvalue(), mtime=0))


if __name__ == "__main__":
    main()
