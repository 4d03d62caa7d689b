"""What torchvision's datasets give, print and refuse when they are wrapped for transforms.v2, the masks that pycocotools makes,
and what PhotoTour holds. Run it to write wrapped.tsv, wrapped-refusals.tsv, masks.tsv.gz, photo.tsv and wrapped.zip, the
small folders that they read, in dev/obor/vision/datasets. It needs pycocotools and scipy, and listed.zip there.
"""

import copy
import importlib
import io
import json
import os
import pathlib
import random
import sys
import tempfile
import types
import zipfile
import zlib

import numpy as np
import torch
from PIL import Image
from pycocotools import mask as coco_mask
from torchvision import datasets, tv_tensors
from torchvision.transforms import v2

from golden_lines import RESOURCES, error, main

HERE = RESOURCES / "vision" / "datasets"
wrap = datasets.wrap_dataset_for_transforms_v2


def levels(shape, seed):
    return (np.arange(np.prod(shape)) * 31 + seed * 17 + np.arange(np.prod(shape)) // 7).astype(np.uint8).reshape(shape)


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def image(path, pixels, palette=None, format="PNG"):
    picture = Image.fromarray(pixels)
    if palette is not None:
        picture.putpalette(palette)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, format=format)


# ---- outlines


def polygon(draw, height, width, margin):
    count = draw.choice([3, 3, 4, 5, 6, 8, 12])
    digits = draw.choice([0, 1, 2, 5])
    return [round(draw.uniform(-margin, size + margin), digits) for _ in range(count) for size in (width, height)]


def random_mask(draw, height, width):
    pixels = np.zeros((height, width), dtype=np.uint8, order="F")
    for _ in range(draw.randint(0, 3)):
        x, y = draw.randrange(width), draw.randrange(height)
        pixels[y : y + draw.randint(1, height), x : x + draw.randint(1, width)] ^= 1
    return pixels


def counts(pixels):
    runs, value = [0], 0
    for pixel in pixels.flatten(order="F").tolist():
        if pixel != value:
            runs.append(0)
            value = pixel
        runs[-1] += 1
    return runs


def outlines():
    draw = random.Random(11)
    for _ in range(240):
        height, width = draw.randint(1, 24), draw.randint(1, 24)
        margin = draw.choice([0, 0, 0.5, 4, 40])
        yield height, width, [polygon(draw, height, width, margin) for _ in range(draw.choice([1, 1, 1, 2, 3]))]
    for _ in range(20):
        height, width = draw.randint(1, 90), draw.randint(1, 90)
        pixels = random_mask(draw, height, width)
        yield height, width, {"counts": counts(pixels), "size": [height, width]}
        yield height, width, {"counts": coco_mask.encode(pixels)["counts"].decode(), "size": [height, width]}
    # A large one has numbers of several characters.
    pixels = np.zeros((700, 500), dtype=np.uint8, order="F")
    pixels[100:600, 40:450] = 1
    pixels[300:310, 100] = 0
    yield 700, 500, {"counts": coco_mask.encode(pixels)["counts"].decode(), "size": [700, 500]}
    square = [2, 2, 7, 2, 7, 7, 2, 7]
    yield 9, 8, [square, [0, 0, 3, 3]]
    yield 9, 8, [[1, 2, 3.5, 4]]
    yield 9, 8, [[1, 2, 3, 4], [0.5, 6, 20, 1]]
    yield 9, 8, [[-3, -2, 5, 4.4]]
    yield 9, 8, [[1, 1, 6, 1, 6]]
    yield 9, 8, [square + [3]]
    yield 9, 8, [[3, 3] * 4]
    yield 9, 8, [[3, 3, 3, 3, 6, 6, 6, 6, 3, 6, 3, 6]]
    yield 9, 8, [[-5, -5, -5, -5, 30, -5, 30, 30, -5, 30]]
    yield 9, 8, [{"counts": [10, 20, 42], "size": [9, 8]}, {"counts": [60, 12], "size": [9, 8]}]
    yield 9, 8, [square, []]
    yield 9, 8, {"counts": [10, 20, 0, 5, 37], "size": [9, 8]}
    yield 9, 8, {"counts": [5, 7], "size": [3, 4]}
    yield 9, 8, {"counts": [0, 80], "size": [9, 8]}
    yield 9, 8, {"counts": [0, 80, 9], "size": [9, 8]}
    yield 9, 8, [[1, 2]]
    yield 9, 8, [[1, 2, 3, 4], [1, 2, 3]]
    yield 9, 8, []
    yield 9, 8, [1, 2, 3.5]
    yield 9, 8, [1.5, 2, 3, 4, 5, 6]
    yield 9, 8, {"counts": [72]}
    yield 9, 8, {"counts": "X2"}
    yield 9, 8, {"size": [9, 8]}
    yield 9, 8, 5
    yield 9, 8, "abc"
    yield 9, 8, None


def wrapper():
    """What makes a mask of an outline, which is hidden in a wrapper."""

    class OneImage(datasets.CocoDetection):
        def __init__(self, height, width, outline):
            datasets.VisionDataset.__init__(self, ".")
            self.ids = [1]
            self.sample = Image.new("L", (width, height)), [{"segmentation": outline}]

        def __getitem__(self, index):
            return self.sample

    return lambda height, width, outline: wrap(OneImage(height, width, outline), ["masks"])[0][1]["masks"]


def masks():
    make = wrapper()
    lines = []
    for height, width, outline in outlines():
        # What comes out is a line of bits, row by row, or the text of an error.
        line = {"height": height, "width": width, "outline": json.dumps(outline), "mask": "", "size": "", "error": ""}
        try:
            mask = make(height, width, copy.deepcopy(outline))
            line["size"] = ",".join(map(str, mask.shape))
            line["mask"] = np.packbits(mask.numpy().reshape(-1)).tobytes().hex()
        except Exception as e:  # the text is the fixture
            line["error"] = str(e) or type(e).__name__
        lines.append(line)
    return lines


# ---- files


def write_coco(root):
    draw = random.Random(3)
    annotations = []
    sizes = {9: ("b.jpg", 31, 40), 4: ("a.jpg", 17, 23), 7: ("c.jpg", 8, 9)}
    for at, number in enumerate([9, 4, 9, 9]):
        _, height, width = sizes[number]
        pixels = random_mask(draw, height, width)
        outline = [
            [polygon(draw, height, width, 2) for _ in range(2)],
            {"counts": counts(pixels), "size": [height, width]},
            {"counts": coco_mask.encode(pixels)["counts"].decode(), "size": [height, width]},
            [polygon(draw, height, width, 0)],
        ][at]
        box = [[3.5, 2, 10, 7.25], [1, 2, 3, 4], [0, 0, 5, 5], [9, 9, 6, 1]][at]
        annotations.append(
            {"id": at + 1, "image_id": number, "bbox": box, "iscrowd": at % 2, "area": at * 1.5, "category_id": 90 - at,
             "segmentation": outline, "caption": f"picture {at}"}
        )
    content = {
        "images": [{"id": number, "file_name": name} for number, (name, _, _) in sizes.items()],
        "annotations": annotations,
    }
    write(root / "coco" / "instances.json", json.dumps(content))
    for number, (name, height, width) in sizes.items():
        image(root / "coco" / name, levels((height, width, 3), number))


def write_streets(root):
    for at, city in enumerate(["bonn", "ulm"]):
        stem = f"{city}_000_0"
        image(root / "cityscapes" / "leftImg8bit" / "val" / city / f"{stem}_leftImg8bit.png", levels((5, 6, 3), at))
        targets = root / "cityscapes" / "gtFine" / "val" / city
        instances = np.array([7, 11, 24, 26000, 26001, 33000][at:], dtype=np.uint16)[levels((5, 6), at) % (6 - at)]
        image(targets / f"{stem}_gtFine_instanceIds.png", instances)
        image(targets / f"{stem}_gtFine_labelIds.png", levels((5, 6), at + 2))
        coarse = root / "cityscapes" / "gtCoarse" / "val" / city
        image(coarse / f"{stem}_gtCoarse_instanceIds.png", levels((5, 6), at) % 34)


VOC = "<annotation><filename>a</filename><size><width>6</width><height>5</height></size>%s</annotation>"
OBJECT = "<object><name>%s</name><bndbox><ymin>%s</ymin><xmin>1</xmin><xmax> 4 </xmax><ymax>3</ymax></bndbox></object>"


def write_voc(root):
    folder = root / "VOCdevkit" / "VOC2012"
    objects = [OBJECT % ("dog", 2), OBJECT % ("cat", 1) + OBJECT % ("person", 0), "", OBJECT % ("wolf", 2), OBJECT % ("cow", "1.5")]
    for at, content in enumerate(objects):
        write(folder / "Annotations" / f"{at}.xml", VOC % content)
        image(folder / "JPEGImages" / f"{at}.jpg", levels((5, 6, 3), at))
    write(folder / "ImageSets" / "Main" / "train.txt", "0\n1\n2\n3\n4\n")


PAIRS = "0 0 0 1 0 0 0\n0 0 0 3 1 0 0\n7 2 0 5 2 0 0\n"


def write_photos(root):
    folder = root / "photos" / "liberty"
    image(folder / "patches0001.bmp", levels((64, 128), 2), [i * j % 256 for i in range(256) for j in (1, 3, 5)], "BMP")
    image(folder / "patches0000.bmp", levels((128, 192), 1), format="BMP")
    write(folder / "info.txt", "0 0\n0 0\n1 0\n1 0\n1 0\n2 0\n2 0\n2 0\n")
    write(folder / "m50_100000_100000_0.txt", PAIRS)
    # Pictures whose size is no multiple of a patch's, and one that a cache by Python holds.
    image(root / "photos" / "odd" / "yosemite" / "a.bmp", levels((70, 65), 3), format="BMP")
    write(root / "photos" / "odd" / "yosemite" / "info.txt", "4 0\n")
    write(root / "photos" / "odd" / "yosemite" / "m50_100000_100000_0.txt", "0 4 0 1 4 0 0\n")
    cached = root / "photos" / "cached"
    image(cached / "notredame" / "a.bmp", levels((64, 64), 4), format="BMP")
    write(cached / "notredame" / "info.txt", "3 0\n")
    write(cached / "notredame" / "m50_100000_100000_0.txt", "0 3 0 0 3 0 0\n")
    datasets.PhotoTour(cached, "notredame")
    for file in (cached / "notredame").iterdir():
        file.unlink()
    broken = {"colours": None, "words": None, "short": None}
    for name in broken:
        image(root / "photos" / name / "liberty" / "a.bmp", levels((64, 64) + ((3,) if name == "colours" else ()), 5), format="BMP")
        write(root / "photos" / name / "liberty" / "info.txt", "x\n" if name == "words" else "0 0\n")
        write(root / "photos" / name / "liberty" / "m50_100000_100000_0.txt", "0 0 0\n" if name == "short" else PAIRS)


# ---- what is compared


def shown(value):
    if isinstance(value, Image.Image):
        return f"{value.mode},{value.width},{value.height},{zlib.crc32(value.tobytes())}"
    if isinstance(value, tv_tensors.BoundingBoxes):
        size = ",".join(map(str, value.canvas_size))
        return f"boxes {value.format.value} {size} {value.clamping_mode} {shown(value.as_subclass(torch.Tensor))}"
    if isinstance(value, tv_tensors.Mask):
        return f"mask {shown(value.as_subclass(torch.Tensor))}"
    if isinstance(value, torch.Tensor):
        numbers = ",".join(shown(float(number)) for number in value.flatten().tolist())
        return f"{str(value.dtype)[6:]}{list(value.shape)}" + (numbers if value.numel() < 50 else str(zlib.crc32(numbers.encode())))
    if isinstance(value, dict):
        return "{" + ";".join(f"{key}={shown(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, (list, tuple)):
        return "(" + "|".join(map(shown, value)) + ")"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def item(dataset, index):
    try:
        value = dataset[index]
    except Exception as e:  # the text is the fixture
        return f"error {e}"
    if isinstance(value, torch.Tensor):
        return shown(value) + " -> None"
    *images, target = value
    return shown(images[0] if len(images) == 1 else images) + " -> " + shown(target)


def made(root):
    d = datasets
    mine = root / "wrapped"
    flip = lambda: v2.RandomHorizontalFlip(p=1.0)
    coco = lambda **kwargs: d.CocoDetection(mine / "coco", mine / "coco" / "instances.json", **kwargs)
    streets = lambda kind: d.Cityscapes(mine / "cityscapes", "val", target_type=kind)
    yield "VOCSegmentation", lambda: d.VOCSegmentation(root, "2007", "val")
    yield "VOCSegmentation flipped", lambda: d.VOCSegmentation(root, "2007", "val", transforms=flip())
    yield "VOCDetection", lambda: d.VOCDetection(mine)
    yield "VOCDetection:all", lambda: d.VOCDetection(mine)
    yield "VOCDetection:labels", lambda: d.VOCDetection(mine)
    yield "VOCDetection flipped", lambda: d.VOCDetection(mine, transforms=v2.Compose([flip(), v2.ToImage()]))
    yield "VOCDetection plain", lambda: d.VOCDetection(root, "2007", "test")
    yield "Kitti", lambda: d.Kitti(root)
    yield "Kitti:all", lambda: d.Kitti(root)
    yield "Kitti:bbox,boxes,type", lambda: d.Kitti(root)
    yield "Kitti test", lambda: d.Kitti(root, train=False)
    yield "Kitti flipped", lambda: d.Kitti(root, transforms=flip())
    yield "CocoDetection", coco
    yield "CocoDetection:all", coco
    yield "CocoDetection:masks,area", coco
    yield "CocoDetection:none", coco
    yield "CocoDetection:boxes,labels,masks flipped", lambda: coco(transforms=v2.Compose([flip(), v2.CenterCrop((12, 14))]))
    yield "CocoDetection plain", lambda: d.CocoDetection(root / "coco", root / "coco" / "instances.json")
    yield "CocoCaptions", lambda: d.CocoCaptions(mine / "coco", mine / "coco" / "instances.json")
    yield "WIDERFace", lambda: d.WIDERFace(root, "val")
    yield "WIDERFace:bbox", lambda: d.WIDERFace(root, "val")
    yield "WIDERFace test", lambda: d.WIDERFace(root, "test")
    yield "CelebA bbox", lambda: d.CelebA(root, target_type="bbox")
    yield "CelebA several", lambda: d.CelebA(root, target_type=["identity", "bbox"])
    yield "CelebA none", lambda: d.CelebA(root, target_type=[])
    convert = v2.ConvertBoundingBoxFormat(tv_tensors.BoundingBoxFormat.CXCYWH)
    yield "CelebA flipped", lambda: d.CelebA(root, target_type="bbox", transform=flip(), target_transform=convert)
    yield "OxfordIIITPet", lambda: d.OxfordIIITPet(root)
    yield "OxfordIIITPet all", lambda: d.OxfordIIITPet(root, target_types=["category", "binary-category", "segmentation"])
    yield "OxfordIIITPet none", lambda: d.OxfordIIITPet(root, target_types=[])
    yield "Cityscapes", lambda: streets("instance")
    yield "Cityscapes semantic", lambda: streets("semantic")
    yield "Cityscapes coarse", lambda: d.Cityscapes(mine / "cityscapes", "val", "coarse")
    yield "Cityscapes several", lambda: streets(["semantic", "instance"])
    yield "SBDataset", lambda: d.SBDataset(root / "sbd", "val", "segmentation")
    yield "SBDataset flipped", lambda: d.SBDataset(root / "sbd", "val", "segmentation", transforms=flip())
    yield "Caltech101", lambda: d.Caltech101(root)
    yield "Caltech256", lambda: d.Caltech256(root)
    yield "GTSRB", lambda: d.GTSRB(root)
    yield "Imagenette", lambda: d.Imagenette(root, "val", "160px")
    yield "ImageNet", lambda: d.ImageNet(root / "python", "val")
    yield "Country211", lambda: d.Country211(root)
    yield "ImageFolder", lambda: d.ImageFolder(root / "2019" / "Birds", transform=flip())


def keys(name):
    """The target keys that stand behind a colon in a case."""
    words = name.split(" ")[0].partition(":")[2]
    return None if not words else [] if words == "none" else words if words == "all" else words.split(",")


def printed(plain, dataset):
    """Some datasets print with their __dict__, which a wrapped one does not have: they are printed with another name."""
    try:
        return repr(dataset)
    except KeyError:
        return plain.replace("Dataset ", "Dataset Wrapped", 1)


def contents(root):
    lines = []
    for name, make in made(root):
        plain = repr(make())
        dataset = wrap(make(), keys(name))
        items = " / ".join(item(dataset, i) for i in range(len(dataset)))
        lines.append({"case": name, "printed": printed(plain, dataset).replace(str(root), "data"), "items": items})
    return lines


class Birds(datasets.VisionDataset):
    def __init__(self):
        super().__init__("birds")


def refused(root):
    d = datasets
    yield "FakeData", lambda: wrap(d.FakeData())
    yield "RenderedSST2", lambda: wrap(d.RenderedSST2(root, "val"))
    yield "Flowers102", lambda: wrap(d.Flowers102(root))
    yield "Birds", lambda: wrap(Birds())
    yield "TensorDataset", lambda: wrap(torch.utils.data.TensorDataset(torch.zeros(1)))
    yield "FakeData:all", lambda: wrap(d.FakeData(), "all")
    yield "VOCSegmentation:boxes", lambda: wrap(d.VOCSegmentation(root, "2007", "val"), ["boxes"])
    yield "ImageFolder:all", lambda: wrap(d.ImageFolder(root / "2019" / "Birds"), "all")
    yield "Country211:all", lambda: wrap(d.Country211(root), "all")
    yield "ImageNet:all", lambda: wrap(d.ImageNet(root / "python", "val"), "all")
    yield "CocoCaptions:all", lambda: wrap(d.CocoCaptions(root / "coco", root / "coco" / "instances.json"), "all")
    yield "Kitti:boxes,nothing,else", lambda: wrap(d.Kitti(root), ["boxes", "nothing", "else"])
    yield "WIDERFace:boxes", lambda: wrap(d.WIDERFace(root, "val"), ["boxes"])
    yield "Caltech101 annotation", lambda: wrap(d.Caltech101(root, ["category", "annotation"]))
    yield "SBDataset boundaries", lambda: wrap(d.SBDataset(root / "sbd", "val"))
    yield "CelebA attr", lambda: wrap(d.CelebA(root))
    yield "Cityscapes polygon", lambda: wrap(d.Cityscapes(root / "wrapped" / "cityscapes", "val", target_type="polygon"))


def photos(root):
    folder = root / "wrapped" / "photos"
    cases = [
        ("liberty", lambda: datasets.PhotoTour(folder, "liberty")),
        ("liberty test", lambda: datasets.PhotoTour(folder, "liberty", train=False)),
        ("liberty flipped", lambda: datasets.PhotoTour(folder, "liberty", False, transform=v2.RandomHorizontalFlip(p=1.0))),
        ("odd", lambda: datasets.PhotoTour(folder / "odd", "yosemite")),
        ("cached", lambda: datasets.PhotoTour(folder / "cached", "notredame", False)),
        ("unknown", lambda: datasets.PhotoTour(folder, "paris")),
        ("absent", lambda: datasets.PhotoTour(folder / "nowhere", "liberty")),
        ("empty", lambda: datasets.PhotoTour(folder / "cached", "liberty")),
    ]
    lines = []
    for name, make in cases:
        line = {"case": name, "printed": "", "items": "", "data": "", "labels": "", "matches": "", "mean": "", "error": ""}
        try:
            dataset = make()
        except Exception as e:  # the text is the fixture
            line["error"] = str(e).replace(str(root), "data")
        else:
            line["printed"] = repr(dataset).replace(str(root), "data")
            line["items"] = " / ".join(item(dataset, i) for i in range(len(dataset)))
            line.update({name: shown(getattr(dataset, name)) for name in ["data", "labels", "matches"]})
            line["mean"] = f"{dataset.mean},{dataset.std}"
        lines.append(line)
    tables = {name: json.dumps(getattr(datasets.PhotoTour, name)) for name in ["urls", "means", "stds", "lens"]}
    return [*lines, {"case": "tables", **tables}]


def wide(picture):
    return picture.convert("I") if picture.mode == "I;16" else picture


def with_data(function):
    streets = importlib.import_module("torchvision.datasets.cityscapes")
    # Pillow opened images of 16 bits as I before it called them I;16, whose numbers LibTorch does not compare.
    streets.Image = types.SimpleNamespace(open=lambda path: wide(Image.open(path)))
    listed = os.listdir
    os.listdir = lambda path=".": sorted(listed(path))
    for name in ["celeba", "flowers102", "imagenet"]:
        importlib.import_module(f"torchvision.datasets.{name}").check_integrity = lambda path, md5=None: os.path.isfile(path)
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for part in [write_coco, write_streets, write_voc, write_photos]:
            part(root / "wrapped")
        with zipfile.ZipFile(HERE / "wrapped.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
            for file in sorted(path for path in root.glob("**/*") if path.is_file()):
                out.writestr(zipfile.ZipInfo(str(file.relative_to(root))), file.read_bytes(), zipfile.ZIP_DEFLATED, 9)
        with zipfile.ZipFile(HERE / "listed.zip") as archive:
            archive.extractall(root)
        output, sys.stdout = sys.stdout, io.StringIO()
        try:
            return function(root)
        finally:
            sys.stdout = output


main(
    {
        "vision/datasets/wrapped.tsv": lambda: with_data(contents),
        "vision/datasets/wrapped-refusals.tsv": lambda: with_data(lambda root: [
            {"case": name, "text": error(make)} for name, make in refused(root)
        ]),
        "vision/datasets/masks.tsv.gz": masks,
        "vision/datasets/photo.tsv": lambda: with_data(photos),
    }
)
