"""The time of single image transforms, in Python: what Transforms.java does in Obor.

usage: transforms.py FOLDER GROUP
"""

import functools
import sys
import time

import torch
from PIL import Image
from torchvision import io
from torchvision.transforms import InterpolationMode, functional
from torchvision.transforms import transforms as v1
from torchvision.transforms import autoaugment, v2

CALLS = 40
WARM_UP = 0.3
MEASURED = 0.8
NEAREST, BILINEAR, BICUBIC = InterpolationMode.NEAREST, InterpolationMode.BILINEAR, InterpolationMode.BICUBIC
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def measure(name, sample, transform):
    least, passes = float("inf"), 0
    begun = time.perf_counter()
    while passes < 3 or time.perf_counter() - begun < WARM_UP + MEASURED:
        is_warm = time.perf_counter() - begun > WARM_UP
        torch.manual_seed(0)
        before = time.thread_time()
        for _ in range(CALLS):
            transform(sample)
        if is_warm:
            least = min(least, (time.thread_time() - before) / CALLS)
            passes += 1
    print(f"RESULT\tpython\t{name}\t{least * 1e6:.6f}\tus", flush=True)


def image_cases(image):
    affine = {"translate": (0.1, 0.1), "scale": (0.8, 1.2), "shear": 10}
    for name, transform in {
        "Resize(224)": v1.Resize((224, 224)),
        "Resize(224), bicubic": v1.Resize((224, 224), BICUBIC),
        "Resize(800)": v1.Resize((600, 800)),
        "Resize(800), bicubic": v1.Resize((600, 800), BICUBIC),
        "Resize(224), nearest": v1.Resize((224, 224), NEAREST),
        "CenterCrop(224)": v1.CenterCrop(224),
        "RandomCrop(224), padding": v1.RandomCrop(224, padding=4),
        "RandomResizedCrop(224)": v1.RandomResizedCrop(224),
        "Pad(10), constant": v1.Pad(10, fill=9),
        "Pad(10), reflect": v1.Pad(10, padding_mode="reflect"),
        "RandomHorizontalFlip": v1.RandomHorizontalFlip(1),
        "RandomVerticalFlip": v1.RandomVerticalFlip(1),
        "RandomRotation(30), nearest": v1.RandomRotation(30),
        "RandomRotation(30), bilinear": v1.RandomRotation(30, BILINEAR),
        "RandomRotation(30), bicubic": v1.RandomRotation(30, BICUBIC),
        "RandomAffine, nearest": v1.RandomAffine(20, **affine),
        "RandomAffine, bilinear": v1.RandomAffine(20, interpolation=BILINEAR, **affine),
        "RandomPerspective": v1.RandomPerspective(0.5, 1),
        "RandomPerspective, nearest": v1.RandomPerspective(0.5, 1, NEAREST),
        "ColorJitter, brightness": v1.ColorJitter(0.5, 0, 0, 0),
        "ColorJitter, contrast": v1.ColorJitter(0, 0.5, 0, 0),
        "ColorJitter, saturation": v1.ColorJitter(0, 0, 0.5, 0),
        "ColorJitter, hue": v1.ColorJitter(0, 0, 0, 0.2),
        "ColorJitter, all": v1.ColorJitter(0.5, 0.5, 0.5, 0.2),
        "Grayscale(1)": v1.Grayscale(1),
        "Grayscale(3)": v1.Grayscale(3),
        "GaussianBlur(5)": v1.GaussianBlur(5),
        "GaussianBlur(23)": v1.GaussianBlur(23),
        "RandomInvert": v1.RandomInvert(1),
        "RandomPosterize": v1.RandomPosterize(4, 1),
        "RandomSolarize": v1.RandomSolarize(128, 1),
        "RandomAdjustSharpness": v1.RandomAdjustSharpness(2, 1),
        "RandomAutocontrast": v1.RandomAutocontrast(1),
        "RandomEqualize": v1.RandomEqualize(1),
        "ToTensor": v1.ToTensor(),
        "PILToTensor": v1.PILToTensor(),
    }.items():
        measure(name, image, transform)


def augment_cases(image):
    measure("RandAugment", image, autoaugment.RandAugment())
    measure("AutoAugment", image, autoaugment.AutoAugment())
    measure("TrivialAugmentWide", image, autoaugment.TrivialAugmentWide())
    measure("AugMix", image, autoaugment.AugMix())


def tensor_cases(image):
    levels, floats = functional.pil_to_tensor(image), functional.to_tensor(image)
    measure("uint8 tensor: ToPILImage", levels, v1.ToPILImage())
    measure("float tensor: ToPILImage", floats, v1.ToPILImage())
    measure("float tensor: RandomErasing", floats, v1.RandomErasing(1))
    measure("float tensor: Normalize", floats, v1.Normalize(MEAN, STD))
    measure("uint8 tensor: Resize(224)", levels, v1.Resize((224, 224)))
    measure("float tensor: Resize(224)", floats, v1.Resize((224, 224)))
    measure("uint8 tensor: RandomHorizontalFlip", levels, v1.RandomHorizontalFlip(1))
    measure("uint8 tensor: ColorJitter, all", levels, v1.ColorJitter(0.5, 0.5, 0.5, 0.2))
    measure("uint8 tensor: GaussianBlur(5)", levels, v1.GaussianBlur(5))
    measure("uint8 tensor: RandomRotation(30), nearest", levels, v1.RandomRotation(30))


def v2_cases(image):
    levels, floats = functional.pil_to_tensor(image), functional.to_tensor(image)
    for kind, sample in (("v2, uint8", levels), ("v2, float32", floats)):
        measure(f"{kind}: Resize(224)", sample, v2.Resize((224, 224)))
        measure(f"{kind}: RandomHorizontalFlip", sample, v2.RandomHorizontalFlip(1))
        measure(f"{kind}: ColorJitter, all", sample, v2.ColorJitter(0.5, 0.5, 0.5, 0.2))
        measure(
            f"{kind}: RandomAffine, bilinear",
            sample,
            v2.RandomAffine(20, (0.1, 0.1), (0.8, 1.2), 10, interpolation=BILINEAR),
        )
        measure(f"{kind}: GaussianBlur(5)", sample, v2.GaussianBlur(5))
    measure("v2, float32: Normalize", floats, v2.Normalize(MEAN, STD))
    measure("v2, uint8: ToDtype(float32)", levels, v2.ToDtype(torch.float32, scale=True))
    measure("v2, float32: ToDtype(uint8)", floats, v2.ToDtype(torch.uint8, scale=True))


def file_cases(folder, image):
    for format, decode in (("png", io.decode_png), ("gif", io.decode_gif), ("jpeg", io.decode_jpeg)):
        name = f"{folder}/picture.{'jpg' if format == 'jpeg' else format}"
        measure(f"decode_{format}", io.read_file(name), decode)
    levels = functional.pil_to_tensor(image)
    measure("encode_png", levels, io.encode_png)
    measure("encode_jpeg", levels, io.encode_jpeg)


if __name__ == "__main__":
    folder, group = sys.argv[1:]
    torch.set_num_threads(1)
    picture = Image.open(f"{folder}/picture.png").convert("RGB")
    {
        "image": image_cases,
        "augment": augment_cases,
        "tensor": tensor_cases,
        "v2": v2_cases,
        "file": functools.partial(file_cases, folder),
    }[group](picture)
