"""What torchvision's datasets of pairs of pictures, for optical flow and for stereo matching, hold, print and refuse. Run it
to write pairs.tsv, pair-refusals.tsv, and pairs.zip, the small folders that they read, in dev/obor/vision/datasets.
"""

import json
import os
import pathlib
import random
import struct
import tempfile
import zipfile
import zlib

import numpy as np
from PIL import Image
from torchvision import datasets

from golden_lines import RESOURCES, error, main

ZIP = RESOURCES / "vision" / "datasets" / "pairs.zip"
WIDTH, HEIGHT = 5, 3
PLACES = WIDTH * HEIGHT


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def levels(count, seed, most=256):
    return np.array([(i * 31 + seed * 17 + i * i * 7) % most for i in range(count)])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(path, seed, bands=3, bits=8, numbers=None):
    """A picture whose numbers may have 16 bits, though the name may be a photograph's."""
    if numbers is None:
        numbers = levels(PLACES * bands, seed, 1 << bits)
    rows = numbers.reshape(HEIGHT, WIDTH * bands).astype(">u2" if bits == 16 else np.uint8)
    body = b"".join(b"\0" + row.tobytes() for row in rows)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, bits, {1: 0, 3: 2}[bands], 0, 0, 0)
    write(path, b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b""))


def reals(count, seed):
    return (levels(count, seed) / 8 - 9).astype("<f4")


def flo(path, seed):
    write(path, b"PIEH" + struct.pack("<ii", WIDTH, HEIGHT) + reals(2 * PLACES, seed).tobytes())


def pfm(path, seed, bands=1, big=False, infinite=False):
    numbers = reals(bands * PLACES, seed)
    if infinite:
        numbers[::4] = np.inf
    head = f"{'PF' if bands == 3 else 'Pf'}\n{WIDTH} {HEIGHT}\n{'1.0' if big else '-1'}\n"
    write(path, head.encode() + (numbers.byteswap() if big else numbers).tobytes())


def flow_png(path, seed):
    numbers = levels(PLACES * 3, seed, 1 << 16).reshape(-1, 3)
    numbers[:, 2] = np.arange(PLACES) % 3
    png(path, seed, 3, 16, numbers)


def write_flows(root):
    for at, scene in enumerate(["alley_1", "market_2"]):
        for number in range(1, 4):
            name = f"frame_{number:04d}"
            for folder in ["training/clean", "training/final", "test/clean"]:
                png(root / "Sintel" / folder / scene / f"{name}.png", at * 10 + number + len(folder))
            if number < 3:
                flo(root / "Sintel" / "training" / "flow" / scene / f"{name}.flo", at * 10 + number)
    for at, part in enumerate(["training", "testing"]):
        for number in range(2):
            for suffix in ["10", "11"]:
                png(root / "KittiFlow" / part / "image_2" / f"00000{number}_{suffix}.png", at * 7 + number + int(suffix))
            if part == "training":
                flow_png(root / "KittiFlow" / part / "flow_occ" / f"00000{number}_10.png", number)
    chairs = root / "FlyingChairs"
    for number in range(1, 4):
        flo(chairs / "data" / f"0000{number}_flow.flo", number)
        for which in [1, 2]:
            picture = Image.fromarray(levels(PLACES * 3, number + which).astype(np.uint8).reshape(HEIGHT, WIDTH, 3))
            picture.save(chairs / "data" / f"0000{number}_img{which}.ppm")
    write(chairs / "FlyingChairs_train_val.txt", "1\n2\n1\n")
    things = root / "FlyingThings3D"
    for at, scene in enumerate(["TRAIN/A/0000", "TRAIN/A/0000-b", "TEST/B/0001"]):
        for side, camera in enumerate(["left", "right"]):
            for number in range(3):
                for where in ["frames_cleanpass", "frames_finalpass"]:
                    png(things / where / scene / camera / f"000{number}.png", at * 20 + side * 10 + number + len(where) + ord(where[7]))
                for direction in ["into_future", "into_past"]:
                    pfm(things / "optical_flow" / scene / direction / camera / f"000{number}.pfm", at * 9 + side * 5 + number + len(direction), 3, number == 1)
    for number in range(3):
        png(root / "hd1k" / "hd1k_input" / "image_2" / f"000001_{number:04d}.png", number)
        flow_png(root / "hd1k" / "hd1k_flow_gt" / "flow_occ" / f"000001_{number:04d}.png", number + 4)
    for suffix in ["0010", "0011"]:
        png(root / "hd1k" / "hd1k_challenge" / "image_2" / f"000002_{suffix}.png", int(suffix))


def write_stereo(root):
    for at, scene in enumerate(["scene1", "scene2"]):
        for side in range(2):
            seed = at * 10 + side
            png(root / "carla-highres" / "trainingF" / scene / f"im{side}.png", seed)
            pfm(root / "carla-highres" / "trainingF" / scene / f"disp{side}GT.pfm", seed)
            for part in ["training", "testing"]:
                png(root / "Kitti2012" / part / f"colored_{side}" / f"00000{at}_10.png", seed + len(part))
                png(root / "Kitti2015" / part / f"image_{side + 2}" / f"00000{at}_10.png", seed + 2 * len(part))
            png(root / "Kitti2015" / "training" / f"disp_occ_{side}" / f"00000{at}_10.png", seed, 1, 16)
            for part in ["train", "test"]:
                name = ["left", "right"][side]
                png(root / "InStereo2k" / part / scene / f"{name}.png", seed + len(part))
                png(root / "InStereo2k" / part / scene / f"{name}_disp.png", seed, 1, 16)
            for part in ["training", "test"]:
                png(root / "ETH3D" / f"two_view_{part}" / scene / f"im{side}.png", seed + len(part))
        png(root / "Kitti2012" / "training" / "disp_noc" / f"00000{at}_10.png", at, 1, 16)
        pfm(root / "ETH3D" / "two_view_training_gt" / scene / "disp0GT.pfm", at, infinite=True)
        png(root / "ETH3D" / "two_view_training_gt" / scene / "mask0nocc.png", at, 1, numbers=levels(PLACES, at, 2) * 255)
    for side, name in enumerate(["left", "right"]):
        for at, kind in enumerate(["shapenet", "reflective", "tree", "hole"]):
            png(root / "CREStereo" / kind / f"a_{name}.jpg", at + side)
            png(root / "CREStereo" / kind / f"a_{name}.disp.png", at + side, 1, 16)
        for at, scene in enumerate(["single/003_box/kitchen_0", "single/003_box/kitchen_1", "mixed/temple_0"]):
            folder = root / "FallingThings" / scene
            png(folder / f"000000.{name}.jpg", at + side)
            png(folder / f"000000.{name}.depth.png", at + side, 1, 16)
            write(folder / "_camera_settings.json", json.dumps({"camera_settings": [{"intrinsic_settings": {"fx": 768.1605834960938 + at}}]}))
        for at, scene in enumerate(["FlyingThings3D/{}/TRAIN/A/0000", "Driving/{}/15mm/forwards/fast", "Monkaa/{}/tree"]):
            for where in ["frames_cleanpass", "frames_finalpass"]:
                png(root / "SceneFlow" / scene.format(where) / name / "0001.png", at + side + ord(where[7]))
            pfm(root / "SceneFlow" / scene.format("disparity") / name / "0001.pfm", at + side, 1, at == 1)
        for where in ["clean", "final"]:
            png(root / "Sintel" / "training" / f"{where}_{name}" / "alley_1" / "frame_0001.png", side + ord(where[0]))
        for part in ["train/Pipes-perfect", "train/Pipes-imperfect", "additional/Sword1-perfect", "test/Hoops"]:
            folder = root / "Middlebury2014" / part
            png(folder / f"im{side}.png", side + len(part))
            if "test" not in part:
                pfm(folder / f"disp{side}.pfm", side + len(part), infinite=True)
    png(root / "Middlebury2014" / "train" / "Pipes-perfect" / "im1E.png", 60)
    png(root / "Middlebury2014" / "train" / "Pipes-perfect" / "im1L.png", 61)
    training = root / "Sintel" / "training"
    png(training / "disparities" / "alley_1" / "frame_0001.png", 3)
    png(training / "occlusions" / "alley_1" / "frame_0001.png", 3, 1, numbers=levels(PLACES, 5, 2) * 255)
    png(training / "outofframe" / "alley_1" / "frame_0001.png", 3, 1, numbers=levels(PLACES, 8, 3) // 2 * 255)


def write_damaged(root):
    damaged = root / "damaged"
    for at, content in enumerate([b"PIEX" + bytes(20), b"PF\n5 x\n-1\n", b"P6\n5 3\n-1\n"]):
        for number in range(3):
            name = f"{at}_{number}"
            png(damaged / str(at) / "Sintel" / "training" / "clean" / "a" / f"{name}.png", number)
            write(damaged / str(at) / "Sintel" / "training" / "flow" / "a" / f"{name}.flo", content)
            for side in range(2):
                png(damaged / str(at) / "carla-highres" / "trainingF" / name / f"im{side}.png", number)
                write(damaged / str(at) / "carla-highres" / "trainingF" / name / f"disp{side}GT.pfm", content)
    png(damaged / "uneven" / "CREStereo" / "shapenet" / "a_left.jpg", 1)
    png(damaged / "uneven" / "CREStereo" / "shapenet" / "b_left.jpg", 1)
    png(damaged / "uneven" / "CREStereo" / "shapenet" / "a_right.jpg", 1)
    write(damaged / "empty" / "Middlebury2014" / "train" / "Other-perfect" / "notes.txt", "none")
    training = damaged / "masks" / "Sintel" / "training"
    for name in ["final_left", "final_right", "disparities"]:
        png(training / name / "a" / "1.png", 1)


class Swapped:
    """Exchanges the pictures and changes the rest; for both kinds of datasets."""

    def __call__(self, first, second, *rest):
        if isinstance(first, tuple):
            disparities, (masks,) = second, rest
            return first[::-1], disparities[::-1], (disparities[0][0] > 0, None)
        flow, mask = rest
        return second, first, -flow, mask

    def __repr__(self):
        return "Swapped()"


def shown(value):
    if isinstance(value, Image.Image):
        return f"{value.mode},{value.width},{value.height},{zlib.crc32(value.tobytes())}"
    if value is None:
        return "None"
    value = np.ascontiguousarray(value)
    return f"{value.dtype}{list(value.shape)}{zlib.crc32(value.tobytes())}"


def cases(root):
    d = datasets
    yield "Sintel", lambda: d.Sintel(root)
    yield "Sintel test", lambda: d.Sintel(root, "test")
    yield "Sintel both", lambda: d.Sintel(root, pass_name="both")
    yield "Sintel swapped", lambda: d.Sintel(root, transforms=Swapped())
    yield "KittiFlow", lambda: d.KittiFlow(root)
    yield "KittiFlow test", lambda: d.KittiFlow(root, "test")
    yield "FlyingChairs", lambda: d.FlyingChairs(root)
    yield "FlyingChairs val", lambda: d.FlyingChairs(root, "val")
    yield "FlyingThings3D", lambda: d.FlyingThings3D(root)
    yield "FlyingThings3D test", lambda: d.FlyingThings3D(root, "test", "final", "right")
    yield "FlyingThings3D both", lambda: d.FlyingThings3D(root, "train", "both", "both")
    yield "HD1K", lambda: d.HD1K(root)
    yield "HD1K test", lambda: d.HD1K(root, "test")
    yield "CarlaStereo", lambda: d.CarlaStereo(root)
    yield "CarlaStereo swapped", lambda: d.CarlaStereo(root, Swapped())
    for name in ["Kitti2012Stereo", "Kitti2015Stereo", "InStereo2k", "ETH3DStereo"]:
        yield name, lambda name=name: getattr(d, name)(root)
        yield f"{name} test", lambda name=name: getattr(d, name)(root, "test")
    yield "CREStereo", lambda: d.CREStereo(root)
    yield "FallingThingsStereo", lambda: d.FallingThingsStereo(root)
    yield "FallingThingsStereo both", lambda: d.FallingThingsStereo(root, "both")
    yield "SceneFlowStereo", lambda: d.SceneFlowStereo(root)
    yield "SceneFlowStereo Driving", lambda: d.SceneFlowStereo(root, "Driving", "final")
    yield "SceneFlowStereo Monkaa", lambda: d.SceneFlowStereo(root, "Monkaa", "both")
    yield "SintelStereo", lambda: d.SintelStereo(root)
    yield "SintelStereo both", lambda: d.SintelStereo(root, "both")
    yield "Middlebury2014Stereo", lambda: d.Middlebury2014Stereo(root)
    yield "Middlebury2014Stereo both", lambda: d.Middlebury2014Stereo(root, calibration="both")
    yield "Middlebury2014Stereo additional", lambda: d.Middlebury2014Stereo(root, "additional")
    yield "Middlebury2014Stereo test", lambda: d.Middlebury2014Stereo(root, "test", None)
    yield "Middlebury2014Stereo ambient", lambda: d.Middlebury2014Stereo(root, use_ambient_views=True)


def refused(root):
    d = datasets
    for name in ["Sintel", "KittiFlow", "FlyingChairs", "FlyingThings3D", "HD1K", "Kitti2012Stereo", "Kitti2015Stereo",
                 "InStereo2k", "ETH3DStereo"]:
        yield f"{name} split", lambda name=name: getattr(d, name)(root, "some")
    for name in ["Sintel", "KittiFlow", "FlyingChairs", "FlyingThings3D", "HD1K", "CarlaStereo", "Kitti2012Stereo",
                 "Kitti2015Stereo", "InStereo2k", "ETH3DStereo", "CREStereo", "FallingThingsStereo", "SceneFlowStereo",
                 "SintelStereo", "Middlebury2014Stereo"]:
        yield f"{name} absent", lambda name=name: getattr(d, name)(root / "nowhere")
    yield "Sintel pass", lambda: d.Sintel(root, pass_name="some")
    yield "Sintel index", lambda: d.Sintel(root)[9]
    yield "FlyingThings3D camera", lambda: d.FlyingThings3D(root, camera="some")
    yield "FallingThingsStereo variant", lambda: d.FallingThingsStereo(root, "some")
    yield "SceneFlowStereo variant", lambda: d.SceneFlowStereo(root, "some")
    yield "SceneFlowStereo pass", lambda: d.SceneFlowStereo(root, pass_name="some")
    yield "SintelStereo pass", lambda: d.SintelStereo(root, "some")
    yield "Middlebury2014Stereo split", lambda: d.Middlebury2014Stereo(root, "some")
    yield "Middlebury2014Stereo calibration", lambda: d.Middlebury2014Stereo(root, calibration="some")
    yield "Middlebury2014Stereo none", lambda: d.Middlebury2014Stereo(root, calibration=None)
    yield "Middlebury2014Stereo test", lambda: d.Middlebury2014Stereo(root, "test")
    yield "damaged/empty Middlebury2014Stereo", lambda: d.Middlebury2014Stereo(root / "damaged" / "empty")
    yield "damaged/uneven CREStereo", lambda: d.CREStereo(root / "damaged" / "uneven")
    yield "damaged/masks SintelStereo", lambda: d.SintelStereo(root / "damaged" / "masks")[0]
    yield "damaged/0 Sintel", lambda: d.Sintel(root / "damaged" / "0")[0]
    for at in [1, 2]:
        yield f"damaged/{at} CarlaStereo", lambda at=at: d.CarlaStereo(root / "damaged" / str(at))[0]


def with_data(function):
    listed = os.listdir
    # The order of a folder is the file system's; Java takes that of names.
    os.listdir = lambda path=".": sorted(listed(path))
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        write_flows(root)
        write_stereo(root)
        write_damaged(root)
        return function(root)


def contents(root):
    lines = []
    for name, make in cases(root):
        dataset = make()
        random.seed(5)
        lines.append({
            "case": name,
            "printed": repr(dataset).replace(str(root), "data"),
            "items": " / ".join(" ".join(map(shown, dataset[i])) for i in list(range(len(dataset))) + [-1]),
        })
    with zipfile.ZipFile(ZIP, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for file in sorted(path for path in root.glob("**/*") if path.is_file()):
            # Without a date of their own the fixtures come out the same every time.
            out.writestr(zipfile.ZipInfo(str(file.relative_to(root))), file.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return lines


main({
    "vision/datasets/pairs.tsv": lambda: with_data(contents),
    "vision/datasets/pair-refusals.tsv": lambda: with_data(lambda root: [
        {"case": name, "text": error(make).replace(str(root), "data")} for name, make in refused(root)
    ]),
})
