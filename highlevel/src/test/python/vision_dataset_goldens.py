"""What torchvision's datasets hold and print. Run it to write the fixtures in dev/obor/vision/datasets.

The small files that the datasets read are made here too, and lie in the folder data beside the fixtures.
"""

import bz2
import gzip
import hashlib
import json
import pathlib
import pickle
import shutil
import struct
import sys
import tempfile
import types
import zlib

import numpy as np
import torch
from PIL import Image
from torchvision import datasets, transforms
from torchvision.datasets.folder import make_dataset

from golden_lines import RESOURCES, error, main

DATA = RESOURCES / "vision" / "datasets" / "data"


def levels(count, seed):
    return bytes((i * 31 + seed * 17 + i // 7) % 256 for i in range(count))


def idx(data, code, *shape):
    return struct.pack(">BBBB", 0, 0, code, len(shape)) + struct.pack(f">{len(shape)}i", *shape) + data


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def write_mnist(root):
    for name in ["MNIST", "FashionMNIST", "KMNIST"]:
        raw = root / name / "raw"
        for prefix, count in [("train", 6), ("t10k", 3)]:
            write(raw / f"{prefix}-images-idx3-ubyte", idx(levels(count * 784, len(name)), 8, count, 28, 28))
            write(raw / f"{prefix}-labels-idx1-ubyte", idx(bytes(i * 3 % 10 for i in range(count)), 8, count))
    for split in ["letters", "byclass", "balanced"]:
        for part, count in [("train", 3), ("test", 2)]:
            prefix = f"emnist-{split}-{part}"
            write(root / "EMNIST" / "raw" / f"{prefix}-images-idx3-ubyte", idx(levels(count * 784, 5), 8, count, 28, 28))
            write(root / "EMNIST" / "raw" / f"{prefix}-labels-idx1-ubyte", idx(bytes(range(1, count + 1)), 8, count))
    for part, count in [("qmnist-train", 4), ("qmnist-test", 5), ("xnist", 3)]:
        raw = root / "QMNIST" / "raw"
        rows = np.arange(count * 8, dtype=">i4").reshape(count, 8) * 1000
        rows[:, 0] = np.arange(count) % 10
        write(raw / f"{part}-images-idx3-ubyte", idx(levels(count * 784, 9), 8, count, 28, 28))
        write(raw / f"{part}-labels-idx2-int", idx(rows.tobytes(), 12, count, 8))


def python2_batch(name, images, labels, key):
    """A batch as Python 2 pickled the files of CIFAR, in which texts are bytes."""

    def short(text):
        return b"U" + bytes([len(text)]) + text

    count = len(labels)
    return b"".join(
        [
            b"\x80\x02}q\x01(", short(b"batch_label"), b"q\x02", short(name), b"q\x03",
            short(key), b"q\x04]q\x05(", b"".join(b"K" + bytes([label]) for label in labels), b"e",
            short(b"data"), b"q\x06cnumpy.core.multiarray\n_reconstruct\nq\x07cnumpy\nndarray\nq\x08K\x00\x85",
            short(b"b"), b"\x87Rq\x09(K\x01K", bytes([count]), b"M", struct.pack("<H", 3072), b"\x86",
            b"cnumpy\ndtype\nq\x0a", short(b"u1"), b"K\x00K\x01\x87Rq\x0b(K\x03", short(b"|"),
            b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89T", struct.pack("<i", len(images)), images, b"tb",
            short(b"filenames"), b"q\x0c]q\x0d(", b"".join(short(b"image%d.png" % i) for i in range(count)), b"eu.",
        ]
    )


def write_cifar(root):
    names10 = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
    ten = root / "cifar-10-batches-py"
    for name, count, seed in [("data_batch_1", 2, 1), ("data_batch_2", 3, 2), ("test_batch", 2, 3)]:
        labels = [(i * 4 + seed) % 10 for i in range(count)]
        content = python2_batch(name.encode(), levels(count * 3072, seed), labels, b"labels")
        assert pickle.loads(content, encoding="latin1")["labels"] == labels
        write(ten / name, content)
    write(ten / "batches.meta", pickle.dumps({"label_names": names10, "num_vis": 3072}, protocol=2))
    hundred = root / "cifar-100-python"
    for name, count in [("train", 2), ("test", 2)]:
        images = np.frombuffer(levels(count * 3072, 7), dtype=np.uint8).reshape(count, 3072)
        batch = {"fine_labels": list(range(count)), "coarse_labels": [1] * count, "data": images}
        write(hundred / name, pickle.dumps(batch, protocol=2 if name == "train" else 4))
    write(hundred / "meta", pickle.dumps({"fine_label_names": ["apple", "bee"], "coarse_label_names": []}, protocol=0))


def write_images(root):
    folder = root / "animals"
    for at, (name, size) in enumerate([("dog/b.png", (5, 4)), ("dog/a.PNG", (3, 3)), ("cat/more/x.bmp", (4, 2)), ("cat/z.png", (6, 1))]):
        pixels = np.frombuffer(levels(size[0] * size[1] * 3, at), dtype=np.uint8).reshape(size[1], size[0], 3)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels).save(folder / name, format="BMP" if name.endswith("bmp") else "PNG")
    grey = np.frombuffer(levels(12, 4), dtype=np.uint8).reshape(3, 4)
    Image.fromarray(grey).save(folder / "cat" / "grey.png")
    alpha = np.frombuffer(levels(24, 5), dtype=np.uint8).reshape(3, 2, 4)
    Image.fromarray(alpha).save(folder / "dog" / "alpha.png")
    palette = Image.fromarray(grey).quantize(4)
    palette.save(folder / "dog" / "palette.png")
    (folder / "dog" / "notes.txt").write_text("no image")
    (folder / "dog.txt").write_text("no folder")


def write_listed(root):
    """Datasets whose images are listed in a file of their own."""

    def image(path, seed):
        path.parent.mkdir(parents=True, exist_ok=True)
        pixels = np.frombuffer(levels(5 * 3 * 3, seed), dtype=np.uint8).reshape(3, 5, 3)
        # The names end as those of photographs do; what is in the files shows that they are exact.
        Image.fromarray(pixels).save(path, format="PNG")

    names = ["dotted/b", "banded/c", "dotted/a", "zigzagged/x"]
    for at, name in enumerate(names):
        image(root / "dtd" / "dtd" / "images" / f"{name}.jpg", at)
        image(root / "food-101" / "images" / f"{name}.jpg", at + 4)
        image(root / "eurosat" / "2750" / f"{name}.jpg", at + 8)
    for part in ["train1", "test3"]:
        write(root / "dtd" / "dtd" / "labels" / f"{part}.txt", "".join(f"{n}.jpg\n" for n in names[len(part) - 6 :]).encode())
    lists = {"zigzagged": ["zigzagged/x"], "dotted": ["dotted/a", "dotted/b"], "banded": ["banded/c"]}
    for part in ["train", "test"]:
        write(root / "food-101" / "meta" / f"{part}.json", json.dumps(lists, indent=1 if part == "test" else None).encode())
    lines = []
    for at in range(4):
        values = [round(((i * 37 + at * 11) % 201) / 100 - 1, 4) for i in range(256)]
        lines.append(f"{at * 3 % 10 + 1} " + " ".join(f"{i + 1}:{value:g}" for i, value in enumerate(values)) + " \n")
    write(root / "usps.bz2", bz2.compress("".join(lines).encode()))
    write(root / "usps.t.bz2", bz2.compress("".join(lines[:2]).encode()))


def mat_element(kind, data):
    return struct.pack("<II", kind, len(data)) + data + bytes(-len(data) % 8)


def mat_array(name, array, kind, data_kind, is_packed):
    """An array as MATLAB 5 stores it; a short name lies in the place of its length."""
    data = array.tobytes(order="F")
    named = struct.pack("<HH4s", 1, len(name), name.encode())
    shape = b"".join(struct.pack("<i", size) for size in array.shape)
    content = mat_element(6, struct.pack("<II", kind, 0)) + mat_element(5, shape) + named + mat_element(data_kind, data)
    whole = mat_element(14, content)
    if not is_packed:
        return whole
    packed = zlib.compress(whole)
    return struct.pack("<II", 15, len(packed)) + packed


def svhn_arrays(part):
    count = 3 if part == "train" else 2
    images = np.frombuffer(levels(count * 3072, count), dtype=np.uint8).reshape(32, 32, 3, count)
    labels = np.array([[10], [1], [9]][:count], dtype=np.uint8 if part == "train" else np.float64)
    return {"X": images, "y": labels}


def write_small(root):
    for part in ["train", "test"]:
        arrays = svhn_arrays(part)
        is_packed = part == "train"
        kinds = (9, 2) if is_packed else (6, 9)
        content = mat_array("X", arrays["X"], 9, 2, is_packed) + mat_array("y", arrays["y"], *kinds, is_packed)
        write(root / f"{part}_32x32.mat", b"MATLAB 5.0 MAT-file".ljust(124) + struct.pack("<H2s", 0x0100, b"IM") + content)
    lines = []
    for at in range(3):
        pixels = " ".join("1.0000" if (i * 7 + at) % 3 == 0 else "0.0000" for i in range(256))
        lines.append(pixels + " " + " ".join("1" if i == at * 4 else "0" for i in range(10)) + " \n")
    write(root / "semeion.data", "".join(lines).encode())


def svhn(root, part):
    """SciPy is stood in for by the arrays themselves."""
    reader = types.ModuleType("scipy.io")
    reader.loadmat = lambda path: svhn_arrays(part)
    package = types.ModuleType("scipy")
    package.io = reader
    sys.modules.update({"scipy": package, "scipy.io": reader})

    class Small(datasets.SVHN):
        split_list = {part: ["", f"{part}_32x32.mat", md5(root / f"{part}_32x32.mat")]}

    Small.__name__ = "SVHN"
    return Small(root, split=part)


def semeion(root):
    class Small(datasets.SEMEION):
        md5_checksum = md5(root / "semeion.data")

    Small.__name__ = "SEMEION"
    return Small(root, download=False)


def md5(path):
    return hashlib.md5(path.read_bytes()).hexdigest()


def cifar_lists(root, cls, folder, train, test, meta):
    class Small(cls):
        train_list = [[name, md5(root / folder / name)] for name in train]
        test_list = [[name, md5(root / folder / name)] for name in test]

    Small.meta = {**cls.meta, "md5": md5(root / folder / meta)}
    Small.__name__ = cls.__name__
    return Small


def all_datasets(root):
    ten = cifar_lists(root, datasets.CIFAR10, "cifar-10-batches-py", ["data_batch_1", "data_batch_2"], ["test_batch"], "batches.meta")
    hundred = cifar_lists(root, datasets.CIFAR100, "cifar-100-python", ["train"], ["test"], "meta")
    for train in [True, False]:
        part = "train" if train else "test"
        for cls in [datasets.MNIST, datasets.FashionMNIST, datasets.KMNIST, ten, hundred]:
            yield f"{cls.__name__} {part}", cls(root, train=train)
        for split in ["letters", "byclass", "balanced"]:
            yield f"EMNIST {split} {part}", datasets.EMNIST(root, split, train=train)
    for what in ["train", "test", "nist"]:
        yield f"QMNIST {what}", datasets.QMNIST(root, what=what)
    yield "QMNIST all", datasets.QMNIST(root, what="test", compat=False)
    yield "DTD", datasets.DTD(root)
    yield "DTD test", datasets.DTD(root, split="test", partition=3)
    yield "Food101", datasets.Food101(root)
    yield "Food101 test", datasets.Food101(root, split="test")
    yield "EuroSAT", datasets.EuroSAT(root)
    yield "USPS train", datasets.USPS(root)
    yield "USPS test", datasets.USPS(root, train=False)
    yield "SVHN train", svhn(root, "train")
    yield "SVHN test", svhn(root, "test")
    yield "SEMEION", semeion(root)
    yield "ImageFolder", datasets.ImageFolder(root / "animals")
    yield "FakeData", datasets.FakeData(3, image_size=(3, 5, 4), num_classes=7, random_offset=2)
    yield "FakeData grey", datasets.FakeData(2, image_size=(1, 3, 4))


def target_text(target):
    return ",".join(map(str, target.tolist())) if isinstance(target, torch.Tensor) else str(target)


def with_data(function):
    """Runs a function with a folder whose files are all unpacked, as torchvision wants them."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        write_mnist(root)
        write_cifar(root)
        write_images(root)
        write_listed(root)
        write_small(root)
        return function(root)


def contents():
    def read(root):
        lines = []
        for name, dataset in all_datasets(root):
            items = [dataset[i] for i in range(len(dataset))]
            lines.append(
                {
                    "case": name,
                    "printed": repr(dataset).replace(str(root), "data"),
                    "sizes": ";".join(f"{image.mode},{image.width},{image.height}" for image, _ in items),
                    "pixels": ",".join(str(zlib.crc32(image.tobytes())) for image, _ in items),
                    "targets": ";".join(target_text(target) for _, target in items),
                    "classes": ";".join(getattr(dataset, "classes", [])),
                }
            )
        # The fixtures have no date of their own, so that they come out the same every time.
        shutil.rmtree(DATA, ignore_errors=True)
        shutil.copytree(root, DATA)
        for file in DATA.glob("**/t10k-*"):
            with open(f"{file}.gz", "wb") as out, gzip.GzipFile("", "wb", mtime=0, fileobj=out) as packed:
                packed.write(file.read_bytes())
            file.unlink()
        return lines

    return with_data(read)


def printed():
    def read(root):
        to_tensor = transforms.ToTensor()
        compose = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5,), (0.5,))])
        lines = []
        for name, transform, target in [
            ("one", to_tensor, None), ("compose", compose, None), ("both", compose, to_tensor), ("target", None, compose),
        ]:
            dataset = datasets.MNIST(root, transform=transform, target_transform=target)
            lines.append(
                {
                    "case": name, "transform": str(transform), "target transform": str(target),
                    "printed": repr(dataset).replace(str(root), "data"),
                    "fake": repr(datasets.FakeData(100, transform=transform, target_transform=target)),
                }
            )
        return lines

    return with_data(read)


def folders():
    def read(root):
        animals = root / "animals"
        samples = datasets.ImageFolder(animals).samples
        (animals / "empty").mkdir()
        cases = {
            "no classes": error(lambda: datasets.ImageFolder(root / "animals" / "dog")).replace(str(root), "data"),
            "empty class": error(lambda: datasets.ImageFolder(animals)),
            "two ways": error(lambda: make_dataset(animals, None, ".png", lambda path: True)),
            "no way": error(lambda: make_dataset(animals, None)),
            "no class map": error(lambda: make_dataset(animals, {}, ".png")),
            "unknown split": error(lambda: datasets.EMNIST(root, "capitals")),
            "unknown what": error(lambda: datasets.QMNIST(root, what="some")),
            "absent": error(lambda: datasets.MNIST(root / "nowhere")),
            "absent cifar": error(lambda: datasets.CIFAR10(root / "nowhere")),
            "beyond": error(lambda: datasets.FakeData(2)[2]),
        }
        return [{"case": "samples", "text": ";".join(f"{pathlib.Path(p).relative_to(root)},{t}" for p, t in samples)}] + [
            {"case": case, "text": text} for case, text in cases.items()
        ]

    return with_data(read)


main(
    {
        "vision/datasets/contents.tsv": contents,
        "vision/datasets/printed.tsv": printed,
        "vision/datasets/folders.tsv": folders,
    }
)
