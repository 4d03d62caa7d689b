"""What torchvision's datasets of listed image files hold, print and refuse. Run it to write listed.tsv, refusals.tsv and
listed.zip, the small folders that they read, in dev/obor/vision/datasets.

What Python needs further packages for, SciPy and pycocotools, is stood in for by the values themselves. Files have checksums
of their own, so that none is compared.
"""

import gzip
import importlib
import io
import json
import os
import pathlib
import shutil
import struct
import sys
import tarfile
import tempfile
import types
import zipfile
import zlib

import numpy as np
import torch
from PIL import Image
from torchvision import datasets

from golden_lines import RESOURCES, error, main

ZIP = RESOURCES / "vision" / "datasets" / "listed.zip"
MATRICES = {}


def levels(count, seed):
    return bytes((i * 31 + seed * 17 + i // 7) % 256 for i in range(count))


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def image(path, seed, mode="RGB", size=(4, 3)):
    """An image whose pixels are exact, though the name may be a photograph's."""
    bands = {"RGB": 3, "L": 1, "P": 1, "RGBA": 4}[mode]
    shape = (size[1], size[0], bands) if bands > 1 else (size[1], size[0])
    pixels = np.frombuffer(levels(size[0] * size[1] * bands, seed), dtype=np.uint8).reshape(shape)
    picture = Image.fromarray(pixels)
    if mode == "P":
        picture = picture.quantize(8)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, format="PPM" if path.suffix == ".ppm" else "PNG")


# ---- files of MATLAB 5


def element(kind, data):
    return struct.pack("<II", kind, len(data)) + data + bytes(-len(data) % 8)


def matrix(name, kind, shape, rest):
    flags = element(6, struct.pack("<II", kind, 0))
    sizes = element(5, b"".join(struct.pack("<i", size) for size in shape))
    return element(14, flags + sizes + element(1, name.encode()) + rest)


def numbers(array, name=""):
    kinds = {"uint8": (9, 2), "float64": (6, 9), "uint16": (11, 4)}
    kind, data = kinds[str(array.dtype)]
    return matrix(name, kind, array.shape, element(data, array.tobytes(order="F")))


def text(value, name=""):
    return matrix(name, 4, (1, len(value)), element(4, value.encode("utf-16-le")))


def cells(values, name=""):
    return matrix(name, 1, (1, len(values)), b"".join(values))


def structures(rows, name=""):
    fields = list(rows[0])
    length = max(map(len, fields)) + 1
    names = b"".join(field.encode().ljust(length, b"\0") for field in fields)
    values = b"".join(row[field] for row in rows for field in fields)
    small = struct.pack("<HHI", 5, 4, length)
    return matrix(name, 2, (1, len(rows)), small + element(1, names) + values)


def sparse(array):
    rows, starts = [], [0]
    for column in array.T:
        rows += list(np.nonzero(column)[0])
        starts.append(len(rows))
    return matrix(
        "", 5, array.shape,
        element(5, struct.pack(f"<{len(rows)}i", *rows)) + element(5, struct.pack(f"<{len(starts)}i", *starts))
        + element(9, struct.pack(f"<{len(rows)}d", *[1.0] * len(rows))),
    )


def mat(path, content, value):
    """Writes a file, packed, and remembers what SciPy would make of it."""
    packed = zlib.compress(content, 9)
    write(path, b"MATLAB 5.0 MAT-file".ljust(124) + struct.pack("<H2s", 0x0100, b"IM") + struct.pack("<II", 15, len(packed)) + packed)
    MATRICES[os.path.abspath(path)] = value


# ---- the folders


def write_classes(root):
    for at, country in enumerate(["AD", "ZW"]):
        for split in ["train", "valid"]:
            image(root / "country211" / split / country / f"{at}.jpg", at)
    for at, name in enumerate(["negative", "positive"]):
        image(root / "rendered-sst2" / "valid" / name / f"{at}.png", at + 2)
        image(root / "rendered-sst2" / "train" / name / f"{at}.png", at + 4)
    for at, wnid in enumerate(["n03888257", "n01440764", "n03425413"]):
        image(root / "imagenette2-160" / "val" / wnid / f"x{at}.jpeg", at + 5)
    aircraft = root / "fgvc-aircraft-2013b" / "data"
    write(aircraft / "families.txt", "Boeing 747\nA 320 \n")
    write(aircraft / "variants.txt", "747-100\n747-200\nA320\n")
    write(aircraft / "images_family_test.txt", "000002 A 320\n000001 Boeing 747\n")
    write(aircraft / "images_variant_trainval.txt", "000001 747-200\n")
    for at in [1, 2]:
        image(aircraft / "images" / f"00000{at}.jpg", at)
    for at, kind in enumerate(["001.ak47", "002.flag"]):
        for number in range(2):
            image(root / "caltech256" / "256_ObjectCategories" / kind / f"{at + 1:03d}_{number + 1:04d}.jpg", at + number, "LRGB"[at : 1 + 3 * at] or "L")
        write(root / "caltech256" / "256_ObjectCategories" / kind / "notes.txt", "none")
    sun = root / "SUN397"
    write(sun / "ClassName.txt", "/a/abbey\n/b/bank/indoor\n")
    image(sun / "a" / "abbey" / "sun_b.jpg", 1)
    image(sun / "b" / "bank" / "indoor" / "sun_a.jpg", 2)
    image(sun / "b" / "bank" / "indoor" / "other.jpg", 2)
    for at in range(3):
        image(root / "gtsrb" / "GTSRB" / "Training" / f"0000{at % 2}" / f"{at}.ppm", at)
        image(root / "gtsrb" / "GTSRB" / "Final_Test" / "Images" / f"0{at}.ppm", at + 3)
    write(root / "gtsrb" / "GT-final_test.csv", "Filename;Width;ClassId\n02.ppm;4;7\n00.ppm;4;1\n")
    characters = root / "omniglot-py" / "images_evaluation"
    for at, name in enumerate(["Angelic/character02/b", "Angelic/character01/a", "Tibetan/character01/c", "Angelic/character02/a"]):
        image(characters / f"{name}.png", at, "L")
    write(root / "omniglot-py" / "images_evaluation.zip", "")


def write_lists(root):
    write(root / "categories_places365.txt", "/a/airfield 0\n/b/bar 1\n")
    write(root / "places365_train_standard.txt", "/b/bar/1.jpg 1\n/a/airfield/2.jpg 0\n")
    write(root / "places365_test.txt", "3.jpg\n")
    image(root / "data_256_standard" / "b" / "bar" / "1.jpg", 1)
    image(root / "data_256_standard" / "a" / "airfield" / "2.jpg", 2)
    image(root / "test_large" / "3.jpg", 3)
    clevr = root / "clevr" / "CLEVR_v1.0"
    scenes = [{"image_filename": f"CLEVR_val_{i}.png", "objects": [{"x": 0.5}] * (2 - i)} for i in range(2)]
    write(clevr / "scenes" / "CLEVR_val_scenes.json", json.dumps({"info": {"é": None}, "scenes": scenes}))
    for at in range(2):
        image(clevr / "images" / "val" / f"CLEVR_val_{at}.png", at, "RGBA")
        image(clevr / "images" / "test" / f"CLEVR_test_{at}.png", at + 2)
    faces = root / "fer2013"
    pixels = " ".join(str(i % 251) for i in range(48 * 48))
    lines = [f'{emotion},{use},"{pixels[:-2]}{at}{at}"' for at, (emotion, use) in enumerate([(3, "Training"), (6, "PublicTest"), (0, "PrivateTest")])]
    write(faces / "icml_face_data.csv", "emotion, Usage, pixels\n" + "\n".join(lines) + "\n")
    write(root / "kaggle" / "fer2013" / "test.csv", f"pixels\n{pixels}\n")
    pets = root / "oxford-iiit-pet"
    write(pets / "annotations" / "trainval.txt", "Abyssinian_1 1 1 1\ngreat_pyrenees_12 2 2 5\n")
    for at, name in enumerate(["Abyssinian_1", "great_pyrenees_12"]):
        image(pets / "images" / f"{name}.jpg", at, "P")
        image(pets / "annotations" / "trimaps" / f"{name}.png", at, "L")
    sbu = root / "dataset"
    write(root / "SBUCaptionedPhotoDataset.tar.gz", "")
    write(sbu / "SBU_captioned_photo_dataset_urls.txt", "http://x/1/a.jpg\nhttp://x/2/gone.jpg\nhttp://x/3/b.jpg\n")
    write(sbu / "SBU_captioned_photo_dataset_captions.txt", "A boat \nNothing\nTwo cats\n")
    image(sbu / "a.jpg", 1)
    image(sbu / "b.jpg", 2)


def write_matrices(root):
    flowers = root / "flowers-102"
    labels = np.array([[3, 102, 1, 77]], dtype=np.uint8)
    mat(flowers / "imagelabels.mat", numbers(labels, "labels"), {"labels": labels.squeeze()})
    sets = {"trnid": [4, 1], "valid": [2, 3], "tstid": [3, 2, 1]}
    arrays = {name: np.array([ids], dtype=np.uint16) for name, ids in sets.items()}
    first, *others = [numbers(array, name) for name, array in arrays.items()]
    mat(flowers / "setid.mat", first, {name: array.squeeze() for name, array in arrays.items()})
    with open(flowers / "setid.mat", "ab") as file:
        for other in others:
            file.write(other)
    for number in range(1, 5):
        image(flowers / "jpg" / f"image_{number:05d}.jpg", number)
    cars = root / "stanford_cars"
    train = [{"class": 2, "fname": "00001.jpg"}, {"class": 1, "fname": "00002.jpg"}]
    rows = [{"class": numbers(np.array([[car["class"]]], dtype=np.uint8)), "fname": text(car["fname"])} for car in train]
    mat(cars / "devkit" / "cars_train_annos.mat", structures(rows, "annotations"), {"annotations": train})
    names = ["AM General Hummer", "Škoda Octavia"]
    mat(cars / "devkit" / "cars_meta.mat", cells([text(name) for name in names], "class_names"), {"class_names": np.array(names, dtype=object)})
    for number in [1, 2]:
        image(cars / "cars_train" / f"0000{number}.jpg", number)
    objects = root / "caltech101"
    for at, (kind, outlines) in enumerate([("Faces", "Faces_2"), ("BACKGROUND_Google", None), ("ant", "ant")]):
        image(objects / "101_ObjectCategories" / kind / "image_0001.jpg", at, "L" if at else "RGB")
        outline = np.arange(6, dtype=np.float64).reshape(2, 3) + at / 2
        if outlines:
            mat(objects / "Annotations" / outlines / "annotation_0001.mat", numbers(outline, "obj_contour"), {"obj_contour": outline})
    kinds = np.array([[0, 1, 0, 2], [3, 0, 0, 4], [0, 20, 0, 0]], dtype=np.uint8)
    edges = [(kinds == kind + 1).astype(np.uint8) for kind in range(20)]
    content = {"Segmentation": numbers(kinds), "Boundaries": cells([sparse(edge) for edge in edges])}
    boundaries = np.empty((20, 1), dtype=object)
    for kind, edge in enumerate(edges):
        boundaries[kind, 0] = types.SimpleNamespace(toarray=lambda edge=edge: edge)
    value = [{"Segmentation": [kinds], "Boundaries": [boundaries]}]
    mat(root / "sbd" / "cls" / "2008_1.mat", structures([content], "GTcls"), {"GTcls": value})
    write(root / "sbd" / "val.txt", "2008_1\n")
    image(root / "sbd" / "img" / "2008_1.jpg", 1)


VOC = """<annotation>
  <folder>VOC2007</folder>
  <filename>000001.jpg</filename>
  <owner><name>A &amp; B</name><flickrid/></owner>
  <size><width>4</width><height>3</height></size>
  %s
</annotation>"""
OBJECT = "<object><name>%s</name><bndbox><xmin>1</xmin><ymin>2</ymin></bndbox><part><name>head</name></part><part><name>foot</name></part></object>"


def write_boxes(root):
    voc = root / "VOCdevkit" / "VOC2007"
    objects = ["", OBJECT % "dog", OBJECT % "cat" + OBJECT % "boat"]
    for at, content in enumerate(objects):
        write(voc / "Annotations" / f"00000{at}.xml", VOC % content)
        image(voc / "JPEGImages" / f"00000{at}.jpg", at)
        image(voc / "SegmentationClass" / f"00000{at}.png", at, "P")
    write(voc / "ImageSets" / "Main" / "test.txt", "000000\n000001\n000002\n")
    write(voc / "ImageSets" / "Segmentation" / "val.txt", "000002\n")
    kitti = root / "Kitti" / "raw"
    for at in range(2):
        image(kitti / "training" / "image_2" / f"00000{at}.png", at)
        image(kitti / "testing" / "image_2" / f"00000{at}.png", at + 2, "L")
    line = "Car 0.25 0 -1.5 1.0 2.0 3.5 4.0 1.5 1.25 3.0 -0.5 1.5 20.0 0.125\n"
    write(kitti / "training" / "label_2" / "000000.txt", line + line.replace("Car", "Van"))
    write(kitti / "training" / "label_2" / "000001.txt", "")
    coco = {
        "images": [{"id": 9, "file_name": "b.jpg"}, {"id": 4, "file_name": "a.jpg"}, {"id": 7, "file_name": "c.jpg"}],
        "annotations": [
            {"id": 1, "image_id": 9, "bbox": [0.5, 1, 2, 3.25], "iscrowd": 0, "caption": "Ein Käse \"frisch\""},
            {"id": 2, "image_id": 4, "bbox": [1, 1, 2, 2], "iscrowd": 1, "caption": "second"},
            {"id": 3, "image_id": 9, "bbox": [], "iscrowd": 0, "caption": "third"},
        ],
    }
    write(root / "coco" / "instances.json", json.dumps(coco))
    for at, name in enumerate("abc"):
        image(root / "coco" / f"{name}.jpg", at)
    wider = root / "widerface"
    marks = "1 2 3 4 0 1 0 2 1 0"
    write(wider / "wider_face_split" / "wider_face_val_bbx_gt.txt", f"0--Parade/a.jpg\n2\n{marks} \n{marks[::-1]} \n0--Parade/b.jpg\n0\n0 0 0 0 0 0 0 0 0 0 \n")
    write(wider / "wider_face_split" / "wider_face_test_filelist.txt", "0--Parade/c.jpg\n")
    for name, folder in [("a", "val"), ("b", "val"), ("c", "test")]:
        image(wider / f"WIDER_{folder}" / "images" / "0--Parade" / f"{name}.jpg", ord(name))
    (wider / "WIDER_train").mkdir()
    write(wider / "WIDER_train" / "none", "")


def write_faces(root):
    celeba = root / "celeba"
    files = [f"00000{i}.jpg" for i in range(1, 5)]
    write(celeba / "list_eval_partition.txt", "".join(f"{file} {at % 2}\n" for at, file in enumerate(files)))
    write(celeba / "identity_CelebA.txt", "".join(f"{file} {at * 100}\n" for at, file in enumerate(files)))
    for name, header, values in [
        ("list_bbox_celeba.txt", "image_id x_1 y_1 width height", [95, 71, 226, 313]),
        ("list_landmarks_align_celeba.txt", "lefteye_x lefteye_y", list(range(10))),
        ("list_attr_celeba.txt", "Bald Bangs Young", [-1, 1, -1]),
    ]:
        rows = "".join(f"{file}  " + " ".join(str(v * (-1) ** (at if len(values) == 3 else 0)) for v in values) + "\n" for at, file in enumerate(files))
        write(celeba / name, f"{len(files)}\n{header} \n{rows}")
    for at, file in enumerate(files):
        image(celeba / "img_align_celeba" / file, at)
    lfw = root / "lfw-py"
    write(lfw / "lfw-funneled.tgz", "")
    write(lfw / "lfw-names.txt", "Ann_Lee\t2\nBo_Ek\t1\n")
    write(lfw / "people.txt", "2\n1\nBo_Ek\t1\n1\nAnn_Lee\t2\n")
    write(lfw / "peopleDevTrain.txt", "1\nAnn_Lee\t2\n")
    write(lfw / "pairsDevTest.txt", "1\nAnn_Lee\t1\t2\nAnn_Lee\t2\tBo_Ek\t1\n")
    write(lfw / "pairs.txt", "1\t1\nAnn_Lee\t1\t2\nBo_Ek\t1\tAnn_Lee\t1\n")
    for at, name in enumerate(["Ann_Lee_0001", "Ann_Lee_0002", "Bo_Ek_0001"]):
        image(lfw / "lfw_funneled" / name[:-5] / f"{name}.jpg", at)


def write_others(root):
    streets = root / "cityscapes"
    for at, city in enumerate(["bonn", "ulm"]):
        stem = f"{city}_000_0"
        image(streets / "leftImg8bit" / "val" / city / f"{stem}_leftImg8bit.png", at)
        for mode in ["gtFine", "gtCoarse"]:
            targets = streets / mode / "val" / city
            image(targets / f"{stem}_{mode}_instanceIds.png", at, "L")
            image(targets / f"{stem}_{mode}_labelIds.png", at + 3, "L")
            image(targets / f"{stem}_{mode}_color.png", at, "RGBA")
            write(targets / f"{stem}_{mode}_polygons.json", json.dumps({"imgHeight": 3, "objects": [{"label": "road", "polygon": [[0, 1.5], [2, at]]}]}))
    stl = root / "stl10_binary"
    for part, count in [("train", 3), ("test", 2), ("unlabeled", 1)]:
        write(stl / f"{part}_X.bin", levels(count * 3 * 96 * 96, count))
        write(stl / f"{part}_y.bin", bytes(range(10, 10 - count, -1)))
    write(stl / "fold_indices.txt", "0 1\n2 0 \n")
    write(stl / "class_names.txt", "airplane\nbird\n")
    films = np.frombuffer(levels(20 * 2 * 4 * 4, 3), dtype=np.uint8).reshape(20, 2, 4, 4)
    file = io.BytesIO()
    np.save(file, films)
    write(root / "MovingMNIST" / "mnist_test_seq.npy", file.getvalue())
    write(root / "flickr" / "captions.token", "b.jpg#0\tA dog .\na.jpg#0\tTwo cats\nb.jpg#1\tIt runs\n")
    page = "<html><table><tr><td><a href='x'>http://flickr/photos/12/</a><ul><li>A dog &amp; a cat\n<li> It runs. </ul></td></tr>"
    page += "<tr><td>Image Not Found<ul><li>Lost</ul></td></tr><tr><td><a href='y'>http://flickr/photos/34/</a><ul><li>Snow</ul></table></html>"
    write(root / "flickr8.html", page)
    for at, name in enumerate(["a.jpg", "b.jpg"]):
        image(root / "flickr" / name, at)
        image(root / "flickr8" / ["34_x.jpg", "12_y.jpg"][at], at + 5)


def tar(files, compressed=False):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return gzip.compress(out.getvalue(), mtime=0) if compressed else out.getvalue()


def picture(seed):
    with tempfile.TemporaryDirectory() as folder:
        image(pathlib.Path(folder) / "a.png", seed)
        return (pathlib.Path(folder) / "a.png").read_bytes()


SYNSETS = [(1, "n02", "tabby, tabby cat", 0), (2, "n01", "kit fox", 0), (3, "n09", "animal", 2), (4, "n03", "tench, Tinca tinca", 0)]


def write_imagenet(root):
    fields = ["ILSVRC2012_ID", "WNID", "words", "num_children"]
    rows = [
        {name: text(value) if isinstance(value, str) else numbers(np.array([[value]], dtype=np.float64)) for name, value in zip(fields, synset)}
        for synset in SYNSETS
    ]
    mat(root / "meta.mat", structures(rows, "synsets"), {"synsets": [(*synset[:3], "", synset[3]) for synset in SYNSETS]})
    meta = (root / "meta.mat").read_bytes()
    (root / "meta.mat").unlink()
    kit = "ILSVRC2012_devkit_t12/data/"
    truth = kit + "ILSVRC2012_validation_ground_truth.txt"
    folder = root / "imagenet"
    write(folder / "ILSVRC2012_devkit_t12.tar.gz", tar({kit + "meta.mat": meta, truth: b"4\n1\n4\n"}, True))
    write(folder / "ILSVRC2012_img_val.tar", tar({f"ILSVRC2012_val_0000000{i}.JPEG": picture(i) for i in range(1, 4)}))
    classes = {f"{wnid}.tar": tar({f"{wnid}_{i}.JPEG": picture(at + i) for i in range(2)}) for at, wnid in enumerate(["n03", "n01"])}
    write(folder / "ILSVRC2012_img_train.tar", tar(classes))


def write_kinds(root):
    for at, (group, number) in enumerate([("Birds", 1), ("Amphibians", 2), ("Birds", 0)]):
        image(root / "2019" / group / str(number) / f"{at}.jpg", at)
        image(root / "2017" / group / f"Genus species {number}" / f"{at}.jpg", at, "L")
    for name in ["00000_Animalia_Chordata_Aves_Passeres_Corvidae_Corvus_corax", "00001_Animalia_Chordata_Aves_Passeres_Paridae_Parus_major"]:
        image(root / "2021_valid" / name / "b.jpg", int(name[:5]))


def write_all(root):
    for part in [write_classes, write_lists, write_matrices, write_boxes, write_faces, write_others, write_imagenet, write_kinds]:
        part(root)


# ---- what stands in for other packages, and for what has no order


class Coco:
    def __init__(self, file):
        content = json.loads(pathlib.Path(file).read_text())
        self.imgs = {entry["id"]: entry for entry in content["images"]}
        self.annotations = content["annotations"]

    def loadImgs(self, number):
        return [self.imgs[number]]

    def getAnnIds(self, number):
        return [entry["id"] for entry in self.annotations if entry["image_id"] == number]

    def loadAnns(self, numbers):
        return [entry for entry in self.annotations if entry["id"] in numbers]


def stand_in():
    reader = types.ModuleType("scipy.io")
    # The tools of ImageNet are unpacked to a folder that nobody knows before.
    known = {"meta.mat": lambda: next(value for path, value in MATRICES.items() if path.endswith("/meta.mat"))}
    reader.loadmat = lambda path, **options: known.get(os.path.basename(path), lambda: MATRICES[os.path.abspath(path)])()
    package = types.ModuleType("scipy")
    package.io = reader
    coco = types.ModuleType("pycocotools.coco")
    coco.COCO = Coco
    tools = types.ModuleType("pycocotools")
    tools.coco = coco
    sys.modules.update({"scipy": package, "scipy.io": reader, "pycocotools": tools, "pycocotools.coco": coco})
    listed, found = os.listdir, pathlib.Path.rglob
    os.listdir = lambda path=".": sorted(listed(path))
    pathlib.Path.rglob = lambda self, pattern: sorted(found(self, pattern))
    for name in ["celeba", "fer2013", "flowers102", "imagenet", "lfw", "omniglot", "places365", "sbu", "stl10"]:
        importlib.import_module(f"torchvision.datasets.{name}").check_integrity = lambda path, md5=None: os.path.isfile(path)


# ---- what is compared


def shown(value):
    if isinstance(value, Image.Image):
        return f"{value.mode},{value.width},{value.height},{zlib.crc32(value.tobytes())}"
    if isinstance(value, np.ndarray):
        return shown(torch.from_numpy(np.ascontiguousarray(value)))
    if isinstance(value, torch.Tensor):
        numbers = ",".join(f"{number:g}" for number in value.flatten().tolist())
        return f"{str(value.dtype)[6:]}{list(value.shape)}" + (numbers if value.numel() < 50 else str(zlib.crc32(numbers.encode())))
    if isinstance(value, dict):
        return "{" + ";".join(f"{key}={shown(part)}" for key, part in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "(" + "|".join(map(shown, value)) + ")"
    return str(value)


def item(dataset, index):
    value = dataset[index]
    if isinstance(value, torch.Tensor):
        return shown(value) + " -> None"
    *images, target = value
    return shown(images[0] if len(images) == 1 else images) + " -> " + shown(target)


def cases(root):
    d = datasets
    yield "Country211", lambda: d.Country211(root)
    yield "Country211 valid", lambda: d.Country211(root, "valid")
    yield "RenderedSST2 val", lambda: d.RenderedSST2(root, "val")
    yield "Imagenette", lambda: d.Imagenette(root, "val", "160px")
    yield "FGVCAircraft", lambda: d.FGVCAircraft(root)
    yield "FGVCAircraft family", lambda: d.FGVCAircraft(root, "test", "family")
    yield "Caltech256", lambda: d.Caltech256(root)
    yield "SUN397", lambda: d.SUN397(root)
    yield "GTSRB", lambda: d.GTSRB(root)
    yield "GTSRB test", lambda: d.GTSRB(root, "test")
    yield "Omniglot", lambda: d.Omniglot(root, background=False)
    yield "Places365", lambda: d.Places365(root, small=True)
    yield "Places365 test", lambda: d.Places365(root, "test")
    yield "CLEVRClassification", lambda: d.CLEVRClassification(root, "val")
    yield "CLEVRClassification test", lambda: d.CLEVRClassification(root, "test")
    yield "FER2013", lambda: d.FER2013(root)
    yield "FER2013 test", lambda: d.FER2013(root, "test")
    yield "FER2013 unlabelled", lambda: d.FER2013(root / "kaggle", "test")
    yield "OxfordIIITPet", lambda: d.OxfordIIITPet(root)
    yield "OxfordIIITPet all", lambda: d.OxfordIIITPet(root, target_types=["category", "binary-category", "segmentation"])
    yield "OxfordIIITPet none", lambda: d.OxfordIIITPet(root, target_types=[])
    yield "SBU", lambda: d.SBU(root, download=False)
    yield "Flowers102", lambda: d.Flowers102(root)
    yield "Flowers102 test", lambda: d.Flowers102(root, "test")
    yield "StanfordCars", lambda: d.StanfordCars(root)
    yield "Caltech101", lambda: d.Caltech101(root)
    yield "Caltech101 both", lambda: d.Caltech101(root, ["category", "annotation"])
    yield "SBDataset", lambda: d.SBDataset(root / "sbd", "val")
    yield "SBDataset segmentation", lambda: d.SBDataset(root / "sbd", "val", "segmentation")
    yield "VOCDetection", lambda: d.VOCDetection(root, "2007", "test")
    yield "VOCSegmentation", lambda: d.VOCSegmentation(root, "2007", "val")
    yield "Kitti", lambda: d.Kitti(root)
    yield "Kitti test", lambda: d.Kitti(root, train=False)
    yield "CocoDetection", lambda: d.CocoDetection(root / "coco", root / "coco" / "instances.json")
    yield "CocoCaptions", lambda: d.CocoCaptions(root / "coco", root / "coco" / "instances.json")
    yield "WIDERFace", lambda: d.WIDERFace(root, "val")
    yield "WIDERFace test", lambda: d.WIDERFace(root, "test")
    yield "CelebA", lambda: d.CelebA(root)
    yield "CelebA all", lambda: d.CelebA(root, "all", ["attr", "identity", "bbox", "landmarks"])
    yield "CelebA none", lambda: d.CelebA(root, "valid", [])
    yield "LFWPeople", lambda: d.LFWPeople(root)
    yield "LFWPeople train", lambda: d.LFWPeople(root, "train")
    yield "LFWPairs", lambda: d.LFWPairs(root)
    yield "LFWPairs test", lambda: d.LFWPairs(root, "test")
    yield "Cityscapes", lambda: d.Cityscapes(root / "cityscapes", "val")
    yield "Cityscapes all", lambda: d.Cityscapes(root / "cityscapes", "val", "coarse", ["semantic", "polygon", "color"])
    yield "STL10", lambda: d.STL10(root)
    yield "STL10 fold", lambda: d.STL10(root, folds=1)
    yield "STL10 test", lambda: d.STL10(root, "test")
    yield "STL10 all", lambda: d.STL10(root, "train+unlabeled")
    yield "MovingMNIST", lambda: d.MovingMNIST(root)
    yield "MovingMNIST test", lambda: d.MovingMNIST(root, "test", 17)
    unpacked = root.parent / f"{root.name}-unpacked" / "imagenet"
    yield "ImageNet", lambda: d.ImageNet(shutil.copytree(root / "imagenet", unpacked))
    yield "ImageNet val", lambda: d.ImageNet(unpacked, "val")
    yield "INaturalist", lambda: d.INaturalist(root, "2019", ["full", "super"])
    yield "INaturalist 2017", lambda: d.INaturalist(root, "2017")
    yield "INaturalist 2021", lambda: d.INaturalist(root, "2021_valid", ["full", "kingdom", "family", "genus"])
    yield "Flickr30k", lambda: d.Flickr30k(root / "flickr", root / "flickr" / "captions.token")
    yield "Flickr8k", lambda: d.Flickr8k(root / "flickr8", root / "flickr8.html")


def refused(root):
    d = datasets
    for name in ["Country211", "RenderedSST2", "Imagenette", "FGVCAircraft", "GTSRB", "Places365", "CLEVRClassification", "FER2013",
                 "OxfordIIITPet", "Flowers102", "StanfordCars", "WIDERFace", "CelebA", "STL10", "MovingMNIST", "LFWPeople", "LFWPairs"]:
        yield f"{name} split", lambda name=name: getattr(d, name)(root, split="some")
        yield f"{name} absent", lambda name=name: getattr(d, name)(root / "nowhere")
    for name in ["Caltech256", "Caltech101", "SUN397", "Omniglot", "Kitti", "VOCDetection", "VOCSegmentation"]:
        yield f"{name} absent", lambda name=name: getattr(d, name)(root / "nowhere")
    yield "SBU absent", lambda: d.SBU(root / "nowhere", download=False)
    yield "SBDataset absent", lambda: d.SBDataset(root / "nowhere" / "sbd")
    yield "ImageNet split", lambda: d.ImageNet(root, "test")
    yield "ImageNet absent", lambda: d.ImageNet(root / "nowhere")
    yield "INaturalist version", lambda: d.INaturalist(root, "2020")
    yield "INaturalist absent", lambda: d.INaturalist(root, "2018")
    yield "INaturalist target", lambda: d.INaturalist(root, "2019", "genus")
    yield "Imagenette size", lambda: d.Imagenette(root, size="big")
    yield "FGVCAircraft level", lambda: d.FGVCAircraft(root, annotation_level="engine")
    yield "OxfordIIITPet target", lambda: d.OxfordIIITPet(root, target_types="breed")
    yield "Caltech101 target", lambda: d.Caltech101(root, "shape")
    yield "SBDataset set", lambda: d.SBDataset(root, "test")
    yield "SBDataset mode", lambda: d.SBDataset(root, mode="edges")
    yield "VOCDetection year", lambda: d.VOCDetection(root, "2013")
    yield "VOCDetection set", lambda: d.VOCDetection(root, "2012", "test")
    yield "Cityscapes split", lambda: d.Cityscapes(root, "train_extra")
    yield "Cityscapes mode", lambda: d.Cityscapes(root, mode="some")
    yield "Cityscapes target", lambda: d.Cityscapes(root, target_type="depth")
    yield "Cityscapes absent", lambda: d.Cityscapes(root)
    yield "STL10 folds", lambda: d.STL10(root, folds=10)
    yield "MovingMNIST ratio", lambda: d.MovingMNIST(root, split_ratio=20)
    yield "LFWPeople download", lambda: d.LFWPeople(root, download=True)
    yield "LFWPairs alignment", lambda: d.LFWPairs(root, image_set="none")
    yield "StanfordCars download", lambda: d.StanfordCars(root, download=True)
    yield "CelebA empty", lambda: d.CelebA(root, target_type=[], target_transform=abs)
    yield "CelebA target", lambda: d.CelebA(root, target_type="hair")[0]
    yield "Kitti transforms", lambda: d.Kitti(root, transform=abs, transforms=abs)


def with_data(function):
    stand_in()
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        write_all(root)
        return function(root)


def contents(root):
    lines = []
    for name, make in cases(root):
        dataset = make()
        lines.append(
            {
                "case": name,
                "printed": repr(dataset).replace(f"{root}-unpacked", "data").replace(str(root), "data"),
                "items": " / ".join(item(dataset, i) for i in range(len(dataset))),
                "classes": shown(getattr(dataset, "classes", [])),
                "class to idx": shown(getattr(dataset, "class_to_idx", {})),
            }
        )
    # A file that Python has written, for Java to read.
    unpacked = pathlib.Path(f"{root}-unpacked")
    shutil.copytree(unpacked / "imagenet" / "val", root / "python" / "val")
    shutil.copy(unpacked / "imagenet" / "meta.bin", root / "python")
    shutil.rmtree(unpacked)
    with zipfile.ZipFile(ZIP, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for file in sorted(path for path in root.glob("**/*") if path.is_file()):
            # Without a date of their own the fixtures come out the same every time.
            out.writestr(zipfile.ZipInfo(str(file.relative_to(root))), file.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return lines


main(
    {
        "vision/datasets/listed.tsv": lambda: with_data(contents),
        "vision/datasets/refusals.tsv": lambda: with_data(lambda root: [
            {"case": name, "text": error(make).replace(str(root), "data")} for name, make in refused(root)
        ]),
    }
)
