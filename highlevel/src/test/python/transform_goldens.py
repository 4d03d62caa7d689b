"""Writes what torchvision's transforms make of small images, for TransformReplayTest.

Run: python highlevel/src/test/python/transform_goldens.py

An image of each mode and a tensor of each kind are drawn by code. Every expression below is evaluated and called with each
input of its group, twice in a row after the seed. A field holds a mode or dtype, a shape, and the numbers as base64 of their
compressed bytes, little-endian; or E, an error's type and the first line of its text.
"""

import base64
import random
import warnings
import zlib

import golden_lines
import numpy as np
import torch
import torchvision.transforms as T
import torchvision.transforms.functional as F
from PIL import Image
from torchvision.transforms import AutoAugmentPolicy, InterpolationMode

WIDTH, HEIGHT = 17, 13


def drawn(channels, height=HEIGHT, width=WIDTH):
    """Waves, edges and noise, of all levels."""
    y, x = np.mgrid[0:height, 0:width]
    noise = np.random.default_rng(7)
    planes = []
    for c in range(channels):
        wave = 127 + 120 * np.sin(0.5 * x + 0.3 * c * y + c) * np.cos(0.4 * y - c)
        edge = np.where((x + 2 * y + 5 * c) % 11 < 2, 255 * (c % 2), wave)
        planes.append(np.clip(edge + noise.integers(-9, 9, edge.shape), 0, 255))
    return np.stack(planes, -1).astype(np.uint8)


def images():
    gray = drawn(1)[:, :, 0]
    palette = Image.fromarray(gray // 16)
    palette = Image.frombytes("P", palette.size, palette.tobytes())
    palette.putpalette(bytes(range(0, 240, 5)))
    rgba = drawn(4)
    rgba[:, :, 3] = np.where(rgba[:, :, 3] > 200, 255, np.where(rgba[:, :, 3] < 40, 0, rgba[:, :, 3]))
    return {
        "RGB": Image.fromarray(drawn(3)),
        "L": Image.fromarray(gray),
        "RGBA": Image.fromarray(rgba),
        "LA": Image.merge("LA", [Image.fromarray(drawn(2)[:, :, i]) for i in (0, 1)]),
        "1": Image.fromarray(gray > 127),
        "P": palette,
        "I;16": Image.fromarray(gray.astype(np.uint16) * 200),
        "I": Image.fromarray(gray.astype(np.int32) * 70000 - 4000000),
        "F": Image.fromarray((gray / 100).astype(np.float32)),
    }


def tensors():
    u8 = torch.from_numpy(drawn(3, 11, 9)).permute(2, 0, 1).contiguous()
    return {
        "uint8": u8,
        "float32": u8.float() / 255,
        "float64": u8[:, :6, :7].double() / 255,
        "gray8": u8[:1],
        "batch": torch.stack([u8, u8.flip(-1)]).float() / 255,
        "flat": u8[0],
    }


COLORS = ["RGB", "L", "RGBA", "uint8", "float32", "gray8"]
PIXELS = ["RGB", "L", "RGBA", "LA", "1", "P", "I;16", "I", "F"]
BYTES = ["RGB", "L", "RGBA", "LA", "1", "P"]
TENSORS = ["uint8", "float32", "float64", "gray8", "batch", "flat"]
ALL = PIXELS + TENSORS
COMMON = ["RGB", "L", "uint8", "float32"]

CASES = {
    "T.ToTensor()": PIXELS + ["uint8"],
    "T.PILToTensor()": PIXELS + ["uint8"],
    "T.ToPILImage()": TENSORS + ["RGB"],
    "T.ToPILImage('F')": ["flat", "float32"],
    "T.ToPILImage('L')": ["flat", "float32"],
    "T.ConvertImageDtype(torch.float32)": TENSORS,
    "T.ConvertImageDtype(torch.float64)": TENSORS,
    "T.ConvertImageDtype(torch.uint8)": TENSORS,
    "T.ConvertImageDtype(torch.int16)": TENSORS,
    "T.ConvertImageDtype(torch.int32)": TENSORS,
    "T.ConvertImageDtype(torch.int64)": TENSORS,
    "T.Normalize((0.5, 0.4, 0.3), (0.5, 0.25, 0.2))": TENSORS + ["RGB"],
    "T.Normalize([0.5], [0.25])": ["float32", "float64", "batch"],
    "T.Normalize((0.5,), (0.0,))": ["float32"],
    "T.Resize(7)": ALL,
    "T.Resize(30)": ALL,
    "T.Resize((20, 9))": COMMON + ["RGBA", "LA"],
    "T.Resize([5, 40])": COMMON,
    "T.Resize((9,))": COMMON,
    "T.Resize(10, max_size=12)": COMMON,
    "T.Resize(10, max_size=9)": ["RGB"],
    "T.Resize(6, antialias=False)": COMMON,
    "T.Resize((20, 9), InterpolationMode.NEAREST)": ALL,
    "T.Resize((20, 9), InterpolationMode.NEAREST_EXACT)": COMMON,
    "T.Resize((20, 9), InterpolationMode.BICUBIC)": ALL,
    "T.Resize((6, 30), InterpolationMode.BICUBIC, antialias=False)": COMMON,
    "T.Resize((6, 30), InterpolationMode.BOX)": BYTES + ["float32"],
    "T.Resize((6, 30), InterpolationMode.HAMMING)": BYTES,
    "T.Resize((6, 30), InterpolationMode.LANCZOS)": BYTES + ["F", "I"],
    "T.CenterCrop(6)": ALL,
    "T.CenterCrop((5, 30))": ALL,
    "T.CenterCrop([20, 4])": COMMON,
    "T.CenterCrop(40)": COMMON,
    "T.Pad(3)": ALL,
    "T.Pad((1, 2), fill=9)": ALL,
    "T.Pad([1, 2, 3, 4], fill=(10, 20, 30))": ["RGB", "L", "uint8"],
    "T.Pad((2, -3, -1, 4), fill=300)": COMMON,
    "T.Pad(4, padding_mode='edge')": ALL,
    "T.Pad((4, 1, 2, 3), padding_mode='reflect')": ALL,
    "T.Pad((4, 1, 2, 3), padding_mode='symmetric')": ALL,
    "T.Pad((4, -1, -2, 3), padding_mode='symmetric')": COMMON,
    "T.RandomCrop(8)": ALL,
    "T.RandomCrop((4, 7), padding=3)": COMMON,
    "T.RandomCrop((4, 7), padding=(1, 2, 3, 4), fill=7)": COMMON,
    "T.RandomCrop((16, 20), pad_if_needed=True, padding_mode='symmetric')": COMMON,
    "T.RandomCrop(30)": COMMON,
    "T.RandomHorizontalFlip()": ALL,
    "T.RandomHorizontalFlip(1.0)": ALL,
    "T.RandomVerticalFlip()": ALL,
    "T.RandomVerticalFlip(1.0)": ALL,
    "T.RandomResizedCrop(8)": ALL,
    "T.RandomResizedCrop((6, 9), scale=(0.3, 0.6), ratio=(0.5, 2.0), interpolation=InterpolationMode.BICUBIC)": COMMON,
    "T.RandomResizedCrop(6, scale=(3.0, 4.0))": COMMON,
    "T.FiveCrop(5)": COMMON,
    "T.FiveCrop((4, 6))": COMMON,
    "T.FiveCrop(50)": ["RGB", "uint8"],
    "T.TenCrop(5)": COMMON,
    "T.TenCrop((4, 6), vertical_flip=True)": COMMON,
    "T.RandomRotation(30)": ALL[:-1],
    "T.RandomRotation((90, 90), expand=True)": ALL[:-1],
    "T.RandomRotation((180, 180))": BYTES,
    "T.RandomRotation((-70, -20), InterpolationMode.BILINEAR, expand=True, fill=50)": BYTES + TENSORS[:4],
    "T.RandomRotation(45, InterpolationMode.BICUBIC, center=(3, 4))": BYTES + ["float32"],
    "T.RandomRotation(45, center=(3, 4), fill=(1, 2, 3))": ["RGB", "L", "uint8", "float32"],
    "T.RandomRotation(45, InterpolationMode.LANCZOS)": ["RGB"],
    "T.RandomAffine(20)": ALL[:-1],
    "T.RandomAffine((10, 40), translate=(0.2, 0.3), scale=(0.7, 1.4), shear=10)": BYTES + TENSORS[:4],
    "T.RandomAffine(20, shear=(-5, 5, 3, 9), interpolation=InterpolationMode.BILINEAR, fill=99)": BYTES + TENSORS[:4],
    "T.RandomAffine(20, shear=(-5, 5), interpolation=InterpolationMode.BICUBIC, center=(0, 0))": BYTES,
    "T.RandomAffine(0, translate=(0.4, 0.4))": COMMON,
    "T.RandomAffine(0, scale=(0.3, 3.0), fill=(1, 2, 3))": ["RGB", "uint8"],
    "T.RandomPerspective(p=1.0)": BYTES + TENSORS[:5],
    "T.RandomPerspective(0.3, 0.7, InterpolationMode.NEAREST, fill=9)": BYTES + TENSORS[:5],
    "T.RandomPerspective(0.8, 1.0, InterpolationMode.BICUBIC)": ["RGB", "RGBA"],
    "T.ElasticTransform()": ["RGB", "L", "RGBA", "LA", "uint8", "float32", "batch"],
    "T.ElasticTransform(30.0, 2.0, InterpolationMode.NEAREST, fill=40)": ["RGB", "L", "uint8", "float32"],
    "T.Grayscale()": BYTES + TENSORS,
    "T.Grayscale(3)": BYTES + TENSORS,
    "T.Grayscale(2)": ["RGB", "uint8"],
    "T.RandomGrayscale(0.5)": COLORS,
    "T.ColorJitter()": COLORS,
    "T.ColorJitter(0.5)": BYTES + TENSORS,
    "T.ColorJitter(contrast=0.9)": BYTES + TENSORS,
    "T.ColorJitter(saturation=(0.0, 3.0))": BYTES + TENSORS,
    "T.ColorJitter(hue=0.4)": ["RGB", "L", "RGBA", "1"] + TENSORS,
    "T.ColorJitter(0.1, 0.2, 0.3, 0.1)": ["RGB", "L"] + TENSORS[:5],
    "T.RandomErasing(1.0)": TENSORS[:5],
    "T.RandomErasing(value=5)": TENSORS[:5],
    "T.RandomErasing(p=1.0, value=(1, 2, 3), scale=(0.1, 0.2), ratio=(0.5, 2.0))": TENSORS[:5],
    "T.RandomErasing(p=1.0, value='random')": TENSORS[:5],
    "T.RandomErasing(p=1.0, scale=(1.0, 1.0), ratio=(9.0, 9.0))": TENSORS[:2],
    "T.GaussianBlur(3)": ["RGB", "L", "RGBA", "LA"] + TENSORS[:5],
    "T.GaussianBlur((5, 3), (0.5, 3.0))": ["RGB", "L"] + TENSORS[:5],
    "T.GaussianBlur(5, 1.5)": COMMON,
    "T.RandomInvert(1.0)": BYTES + TENSORS,
    "T.RandomInvert()": COMMON,
    "T.RandomPosterize(3, 1.0)": ["RGB", "L", "RGBA"] + TENSORS,
    "T.RandomPosterize(0, 1.0)": ["RGB", "uint8"],
    "T.RandomPosterize(9, 1.0)": ["RGB", "uint8"],
    "T.RandomSolarize(100.5, 1.0)": ["RGB", "L", "RGBA"] + TENSORS,
    "T.RandomSolarize(0.5, p=0.9)": TENSORS,
    "T.RandomAdjustSharpness(2, 1.0)": BYTES + TENSORS[:5],
    "T.RandomAdjustSharpness(0.3)": COMMON,
    "T.RandomAutocontrast(1.0)": ["RGB", "L", "RGBA"] + TENSORS,
    "T.RandomEqualize(1.0)": ["RGB", "L", "RGBA", "P"] + TENSORS,
    "T.RandomApply([T.RandomHorizontalFlip(1.0), T.Pad(1)], p=0.6)": COMMON,
    "T.RandomOrder([T.Pad(1), T.CenterCrop(6), T.RandomHorizontalFlip()])": COMMON,
    "T.RandomChoice([T.Pad(1), T.CenterCrop(6), T.RandomHorizontalFlip(1.0)])": COMMON,
    "T.RandomChoice([T.Pad(1), T.CenterCrop(6), T.RandomHorizontalFlip(1.0)], p=[0.1, 0.7, 0.2])": COMMON,
    "T.Compose([T.Resize(9), T.CenterCrop(8), T.ToTensor(), T.Normalize((0.5,), (0.5,))])": ["RGB", "L", "uint8"],
    "T.Compose([T.RandomRotation(30), T.RandomResizedCrop(8), T.RandomHorizontalFlip(), T.ToTensor()])": ["RGB", "L"],
    "T.Compose([T.ToTensor(), T.Lambda(lambda x: x.view(-1))])": ["RGB"],
    "T.AutoAugment()": COMMON[:3],
    "T.AutoAugment(AutoAugmentPolicy.CIFAR10, fill=7)": COMMON[:3],
    "T.AutoAugment(AutoAugmentPolicy.SVHN, InterpolationMode.BILINEAR)": COMMON[:3],
    "T.RandAugment()": COMMON[:3],
    "T.RandAugment(4, 5, 11, fill=(1, 2, 3))": ["RGB", "uint8"],
    "T.TrivialAugmentWide()": COMMON[:3],
    "T.AugMix()": COMMON[:3],
    "T.AugMix(5, 2, 2, 0.5, all_ops=False)": COMMON[:3],
    "lambda img: F.adjust_gamma(img, 0.7)": ["RGB", "L", "RGBA", "uint8", "float32"],
    "lambda img: F.adjust_gamma(img, 2.2, 0.8)": ["RGB", "L", "uint8", "float32"],
    "lambda img: F.adjust_gamma(img, -1)": ["RGB", "uint8"],
    "lambda img: F.adjust_hue(img, 0.6)": ["RGB"],
    "lambda img: F.adjust_brightness(img, -1.0)": ["uint8"],
    "lambda img: F.gaussian_blur(img, 5)": ["RGB", "uint8"],
    "lambda img: F.gaussian_blur(img, 4)": ["RGB"],
    "lambda img: F.crop(img, -2, 3, 9, 30)": ALL,
    "lambda img: F.crop(img, 30, 30, 4, 5)": COMMON,
    "lambda img: F.perspective(img, [[0, 0], [8, 0], [8, 8], [0, 8]], [[1, 2], [9, 1], [7, 8], [0, 7]])": ["RGB", "float32"],
    "lambda img: F.affine(img, 15, [2, 1], 1.2, [3.0])": COMMON,
    "lambda img: F.affine(img, 0, [0, 0], 2.0, [0.0, 0.0])": COMMON,
    "lambda img: F.affine(img, 15, [2, 1], -1.2, [3.0])": ["RGB"],
    "lambda img: F.rotate(img, 90)": COMMON,
    "lambda img: F.rotate(img, -400.5, expand=True, center=[0, 0])": COMMON,
}

# Each in Python's form, with the text that it prints where this is not the expression's result on an image.
PRINTED = [
    "T.Resize(224)",
    "T.Resize([224])",
    "T.Resize((224, 320), InterpolationMode.NEAREST_EXACT, antialias=None)",
    "T.ToPILImage()",
    "T.RandomErasing()",
    "T.RandomErasing(0.3, value=(1.5, 2.0, 3.0))",
    "T.RandomAffine(10, fill=(1, 2, 3), center=(4.0, 5.0))",
    "T.RandomRotation([-10, 20], fill=(1, 2, 3))",
    "T.GaussianBlur(3, sigma=(0.1, 5.0))",
    "T.RandomCrop(32, padding=4)",
    "T.RandomCrop((16, 32), padding=(1, 2))",
    "T.LinearTransformation(torch.eye(2), torch.zeros(2))",
    "T.RandomApply([T.ToTensor()])",
    "T.Compose([T.Compose([T.ToTensor()]), T.Lambda(lambda x: x)])",
    "InterpolationMode.BILINEAR",
    "AutoAugmentPolicy.CIFAR10",
]

# What cannot be made.
REFUSED = [
    "T.Resize((1, 2, 3))",
    "T.CenterCrop((1, 2, 3))",
    "T.Pad((1, 2, 3))",
    "T.Pad(1, padding_mode='wrap')",
    "T.RandomRotation(-1)",
    "T.RandomAffine(-1)",
    "T.RandomAffine(1, translate=(0.5, 1.5))",
    "T.RandomAffine(1, scale=(0, 1))",
    "T.RandomAffine(1, shear=(1, 2, 3))",
    "T.RandomErasing(p=1.5)",
    "T.RandomErasing(scale=(0.1, 1.5))",
    "T.RandomErasing(value='noise')",
    "T.ColorJitter(-0.1)",
    "T.ColorJitter(hue=0.6)",
    "T.ColorJitter(brightness=(2.0, 1.0))",
    "T.GaussianBlur(4)",
    "T.GaussianBlur(3, sigma=(2.0, 1.0))",
    "T.GaussianBlur(3, 0.0)",
    "T.AugMix(severity=11)",
    "T.LinearTransformation(torch.zeros(2, 3), torch.zeros(2))",
    "T.LinearTransformation(torch.eye(2), torch.zeros(3))",
    "T.LinearTransformation(torch.eye(2), torch.zeros(2, dtype=torch.float64))",
]


def packed(data):
    return base64.b64encode(zlib.compress(data, 9)).decode()


def value(x):
    if isinstance(x, (tuple, list)):
        return ";".join(value(part) for part in x)
    if isinstance(x, torch.Tensor):
        if x.dtype == torch.bool:
            # numpy takes over the 255 that Pillow has for true
            x = x.contiguous().view(torch.uint8) != 0
        shape = ",".join(map(str, x.shape))
        return f"{str(x.dtype)[6:]}:{shape}:{packed(x.contiguous().numpy().tobytes())}"
    data = np.asarray(x)
    if x.mode == "1":
        data = data.astype(np.uint8) * 255
    return f"{x.mode}:{x.width},{x.height}:{packed(data.tobytes())}"


def palettes():
    return packed(bytes(images()["P"].getpalette("RGB")))


def outcome(action):
    try:
        return value(action())
    except Exception as e:
        text = str(e).split("\n")[0].replace("numpy.ndarray", "ndarray")
        return f"E:{type(e).__name__}:{text}"


def results():
    inputs = {**images(), **tensors()}
    lines = [{"input": name, "value": value(x)} for name, x in inputs.items()]
    lines.append({"input": "palette", "value": palettes()})
    for expression, names in CASES.items():
        transform = eval(expression)
        for name in names:
            torch.manual_seed(3)
            random.seed(5)
            made = [outcome(lambda: transform(inputs[name])) for _ in range(2)]
            lines.append({"case": expression, "input": name, "first": made[0], "second": made[1]})
    return lines


def printed():
    texts = [e for e in CASES if e.startswith("T.") and e not in PRINTED] + PRINTED
    return [{"case": e, "text": str(eval(e))} for e in texts if "lambda" not in e or "Compose" in e]


def refused():
    return [{"case": e, "error": golden_lines.error(lambda: eval(e)).split("\n")[0]} for e in REFUSED]


def draws():
    """Python's random after some seeds."""
    lines = []
    for seed in (0, 1, 42, 2**31, 2**40 + 7):
        random.seed(seed)
        numbers = [random.random().hex() for _ in range(700)]
        lines.append({"seed": seed, "first": ",".join(numbers[:3]), "last": ",".join(numbers[-3:])})
    return lines


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    # Other kernels change the last bits of floats, which the test allows for.
    golden_lines.CAPABILITIES = ["avx2"]
    golden_lines.main(
        {
            "vision/transforms.tsv": results,
            "vision/printed.tsv": printed,
            "vision/refused.tsv": refused,
            "vision/random.tsv": draws,
        }
    )
