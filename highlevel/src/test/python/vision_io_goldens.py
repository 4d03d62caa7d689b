"""Writes image files and what Python reads in them, for IoTest and UtilsTest.

Run: python highlevel/src/test/python/vision_io_goldens.py
"""

import io
import random
import struct
import warnings
import zlib

import golden_lines
import numpy as np
import torch
import torchvision.io
import torchvision.utils
from PIL import Image
from transform_goldens import drawn, images, packed, value


def saved(image, format, **options):
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def turned(format, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(images()["RGB"], format, exif=exif, **({"quality": 95} if format == "JPEG" else {}))


def png(numbers, *chunks):
    """A PNG file as numpy has its numbers, of 8 or 16 bits; Pillow writes no colours of 16 bits."""
    rows = b"".join(b"\0" + row.astype(numbers.dtype.newbyteorder(">")).tobytes() for row in numbers)
    height, width, channels = numbers.shape
    kinds = {1: 0, 2: 4, 3: 2, 4: 6}
    header = struct.pack(">IIBBBBB", width, height, 8 * numbers.itemsize, kinds[channels], 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    made = [struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts]
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def noise(channels, dtype):
    return np.random.default_rng(channels).integers(0, np.iinfo(dtype).max + 1, (7, 5, channels), dtype=dtype)


def deep_turned():
    """torchvision cannot turn 16 bits; the same image with 8 bits says where each number goes."""
    lines = []
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        chunk = (b"eXIf", exif.tobytes()[6:])
        levels = noise(2, np.uint8)
        file = png(levels, chunk)
        turned = torchvision.io.decode_image(
            torch.frombuffer(bytearray(file), dtype=torch.uint8), apply_exif_orientation=True
        )
        image = (turned.int() * 257).to(torch.uint16)
        lines.append(
            {
                "file": f"png deep exif {orientation}",
                "data": packed(png(levels.astype(np.uint16) * 257, chunk)),
                "UNCHANGED": value(image),
            }
        )
    return lines


def files():
    pictures = images()
    rgb, gray = pictures["RGB"], pictures["L"]
    large = Image.fromarray(np.kron(drawn(3), np.ones((4, 4, 1), np.uint8)))
    frames = [Image.fromarray(drawn(3)[:, ::step]).resize((17, 13)).quantize(16) for step in (1, -1)]
    result = {
        "jpeg": saved(large, "JPEG", quality=90),
        "jpeg 4:4:4": saved(rgb, "JPEG", quality=95, subsampling=0),
        "jpeg gray": saved(gray, "JPEG", quality=80),
        "jpeg progressive": saved(large, "JPEG", quality=85, progressive=True),
        "png": saved(rgb, "PNG"),
        "png gray": saved(gray, "PNG"),
        "png gray alpha": saved(pictures["LA"], "PNG"),
        "png alpha": saved(pictures["RGBA"], "PNG"),
        "png palette": saved(pictures["P"], "PNG"),
        "png one bit": saved(pictures["1"], "PNG"),
        "png 16 bit": saved(pictures["I;16"], "PNG"),
        "gif": saved(frames[0], "GIF"),
        "gif frames": saved(frames[0], "GIF", save_all=True, append_images=frames[1:], disposal=2),
    }
    for channels, name in enumerate(["gray", "gray alpha", "rgb", "rgba"], 1):
        result[f"png deep {name}"] = png(noise(channels, np.uint16))
    for orientation in range(1, 9):
        result[f"jpeg exif {orientation}"] = turned("JPEG", orientation)
    result["png exif 6"] = turned("PNG", 6)
    return result


def read():
    lines = []
    for name, data in files().items():
        tensor = torch.frombuffer(bytearray(data), dtype=torch.uint8)
        fields = {"file": name, "data": packed(data)}
        modes = ["UNCHANGED"] if "16" in name or "gif" in name else ["UNCHANGED", "GRAY", "RGB", "RGB_ALPHA"]
        if "deep" in name:
            modes = ["UNCHANGED", "GRAY", "GRAY_ALPHA", "RGB", "RGB_ALPHA"]
        if "palette" in name:
            # Of four bits a pixel Python leaves half of each row as the memory happened to be, and with opacity it takes
            # pixels of three bytes for pixels of four.
            modes = ["GRAY", "RGB"]
        if "jpeg" in name:
            modes.remove("RGB_ALPHA")
        for mode in modes:
            image = torchvision.io.decode_image(
                tensor, torchvision.io.ImageReadMode[mode], apply_exif_orientation="exif" in name
            )
            fields[mode] = value(image)
        lines.append(fields)
    lines += deep_turned()
    bmp = saved(images()["RGB"], "BMP")
    lines.append({"file": "bmp", "data": packed(bmp), "UNCHANGED": value(torch.from_numpy(drawn(3)).permute(2, 0, 1))})
    return lines


def grids():
    cases = {
        "plain": {},
        "nrow": {"nrow": 2, "padding": 1, "pad_value": 0.5},
        "normalize": {"normalize": True},
        "value range": {"normalize": True, "value_range": (0.2, 0.7)},
        "each": {"normalize": True, "scale_each": True, "nrow": 3},
    }
    lines = []
    for channels in (1, 3):
        torch.manual_seed(1)
        batch = torch.rand(5, channels, 4, 3)
        for name, options in cases.items():
            lines.append(
                {
                    "case": name,
                    "channels": channels,
                    "grid": value(torchvision.utils.make_grid(batch, **options)),
                    "one": value(torchvision.utils.make_grid(batch[0], **options)),
                }
            )
    return lines


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    random.seed(0)
    golden_lines.CAPABILITIES = ["avx2"]
    golden_lines.main({"vision/files.tsv": read, "vision/grids.tsv": grids})
