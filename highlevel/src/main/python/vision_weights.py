"""Writes what torchvision knows of its trained weights: a table, the names of the classes, and the Java enums.

usage: python highlevel/src/main/python/vision_weights.py     (from the root of the project; needs torchvision 0.25)

A line of the table holds, separated by tabs: the Java enum, Python's enum, the constant, whether it is the default, the
address, the preset for pictures with its arguments, the number of parameters, the smallest height and width, the list of
classes, the quality, 10^9 operations for a picture, the size of the file in MB, where the recipe is, and the licence.
"""

import pathlib
import re

import torchvision
from torchvision.models import get_model_builder, get_model_weights, list_models

MAIN = pathlib.Path("highlevel/src/main")
RESOURCES = MAIN / "resources/dev/obor/vision/models"
JAVA = MAIN / "java/dev/obor/vision/models"
PRESETS = {"crop_size", "resize_size", "interpolation", "mean", "std"}
MEASURES = {"acc@1": "top-1 accuracy", "acc@5": "top-5", "miou": "mean IoU", "pixel_acc": "accuracy of pixels"}
TASKS = {"ImageNet-1K": "ImageNet", "COCO-val2017-VOC-labels": "COCO with the classes of Pascal VOC"}


def java_name(python):
    """Underscores go, but between digits: ResNeXt50_32X4D_Weights is ResNeXt50_32X4DWeights."""
    return re.sub(r"(?<!\d)_|_(?!\d)", "", python)


def preset(weights):
    partial = weights.transforms
    assert set(partial.keywords) <= PRESETS, partial
    words = [partial.func.__name__]
    for name, value in partial.keywords.items():
        if name == "interpolation":
            value = value.name
        elif isinstance(value, tuple):
            value = ",".join(map(str, value))
        words.append(f"{name}={value}")
    return " ".join(words)


def categories(weights):
    names = weights.meta["categories"]
    return "-" if names is None else {1000: "imagenet", 21: "voc"}[len(names)]


def metrics(weights):
    ((task, measures),) = weights.meta["_metrics"].items()
    return " ".join([task] + [f"{name}={value}" for name, value in measures.items()])


def line(enum, weights):
    meta = weights.meta
    default = weights is enum.DEFAULT
    fields = [java_name(enum.__name__), enum.__name__, weights.name, str(default).lower(), weights.url, preset(weights),
              meta["num_params"], "{} {}".format(*meta["min_size"]), categories(weights), metrics(weights), meta["_ops"],
              meta["_file_size"], meta["recipe"] or "-", meta.get("license", "-")]
    return "\t".join(map(str, fields)) + "\n"


def constant(weights):
    ((task, measures),) = weights.meta["_metrics"].items()
    quality = ", ".join(f"{MEASURES[name]} {value} %" for name, value in measures.items() if value == value and value)
    made = "Features for other networks, trained on" if not weights.meta["categories"] else "Trained on"
    quality = "" if "Features" in made or not quality else f": {quality}"
    millions = weights.meta["num_params"] / 1e6
    size = round(weights.meta["_file_size"])
    return f"  /** {made} {TASKS[task]}{quality}; {millions:.1f} million parameters, {size} MB. */\n  {weights.name}"


def enum_source(enum, builder):
    python = enum.__name__
    name = java_name(python)
    package = "segmentation" if "segmentation" in builder.__module__ else ""
    holder = "Segmentation" if package else "Models"
    pieces = builder.__name__.split("_")
    method = pieces[0]
    for before, part in zip(pieces, pieces[1:]):
        method += "_" + part if before[-1].isdigit() and part[0].isdigit() else part[0].upper() + part[1:]
    path = ".".join(filter(None, ["torchvision.models", package, python]))
    constants = ",\n\n".join(constant(weights) for weights in enum)
    return f"""package dev.obor.vision.models;

/**
 * Trained weights for {{@link {holder}#{method}}}: Python's {{@code
 * {path}}}.
 */
public enum {name} implements WeightsEnum {{
{constants};

  /** The best of them. */
  public static final {name} DEFAULT = {enum.DEFAULT.name};
}}
"""


def main():
    RESOURCES.mkdir(parents=True, exist_ok=True)
    kinds = ("torchvision.models.quantization", "torchvision.models.detection", "torchvision.models.video",
             "torchvision.models.optical_flow")
    names = [name for name in list_models() if not get_model_builder(name).__module__.startswith(kinds)]
    table = f"# torchvision {torchvision.__version__.split('+')[0]}; written by vision_weights.py\n"
    for name in names:
        enum = get_model_weights(name)
        for weights in enum:
            table += line(enum, weights)
            classes = weights.meta["categories"]
            if classes is not None:
                (RESOURCES / f"{categories(weights)}.txt").write_text("".join(f"{c}\n" for c in classes))
        (JAVA / f"{java_name(enum.__name__)}.java").write_text(enum_source(enum, get_model_builder(name)))
    (RESOURCES / "weights.tsv").write_text(table)


main()
