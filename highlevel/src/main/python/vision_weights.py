"""Writes what torchvision knows of its trained weights: a table, the names of the classes, and the Java enums.

usage: python highlevel/src/main/python/vision_weights.py     (from the root of the project; needs torchvision 0.25)

A line of the table holds, separated by tabs: the Java enum, Python's enum, the constant, whether it is the default, the
address, the preset for pictures with its arguments, the number of parameters, the smallest height and width and number of
frames, the list of classes, the quality in each task, 10^9 operations for a picture, the size of the file in MB, where the recipe is,
the licence, and the list of keypoints.
"""

import pathlib
import re

import torchvision
from torchvision.models import get_model_builder, get_model_weights, list_models
from torchvision.transforms._presets import ObjectDetection, OpticalFlow

MAIN = pathlib.Path("highlevel/src/main")
RESOURCES = MAIN / "resources/dev/obor/vision/models"
JAVA = MAIN / "java/dev/obor/vision/models"
PRESETS = {"crop_size", "resize_size", "interpolation", "mean", "std"}
MEASURES = {"acc@1": "top-1 accuracy", "acc@5": "top-5", "miou": "mean IoU", "pixel_acc": "accuracy of pixels",
            "box_map": "mean average precision of boxes", "mask_map": "of masks", "kp_map": "of keypoints"}
TASKS = {"ImageNet-1K": "ImageNet", "COCO-val2017-VOC-labels": "COCO with the classes of Pascal VOC",
         "Kinetics-400": "Kinetics-400", "COCO-val2017": "COCO"}
CLASSES = {1000: "imagenet", 21: "voc", 400: "kinetics", 91: "coco", 2: "coco-person"}
HOLDERS = {"segmentation": "Segmentation", "detection": "Detection", "video": "Video", "optical_flow": "OpticalFlow"}
FLOW = {"epe": "end point error {}", "per_image_epe": "mean end point error of the pictures {}",
        "fl_all": "{} % of the pixels wrong"}
STAGES = {"SKHT": "then on Sintel, KITTI, HD1K and FlyingThings3D", "K": "at last on KITTI"}
OWN = ("detection", "video", "optical_flow")
PAIRS = """
  /** Makes the transform that brings two pictures to what the model was trained with. */
  @Override
  public OpticalFlowPreset transforms() {
    return new OpticalFlowPreset();
  }
"""


def java_name(python):
    """Underscores go, but between digits: ResNeXt50_32X4D_Weights is ResNeXt50_32X4DWeights."""
    return re.sub(r"(?<!\d)_|_(?!\d)", "", python)


def preset(weights):
    partial = weights.transforms
    if partial in (ObjectDetection, OpticalFlow):
        return partial.__name__
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
    names = weights.meta.get("categories")
    return "-" if names is None else CLASSES[len(names)]


def metrics(weights):
    return ";".join(
        " ".join([task] + [f"{name}={value}" for name, value in measures.items()])
        for task, measures in weights.meta["_metrics"].items())


def sizes(meta):
    least = list(meta["min_size"]) + ([meta["min_temporal_size"]] if "min_temporal_size" in meta else [])
    return " ".join(map(str, least))


def line(enum, weights):
    meta = weights.meta
    default = weights is enum.DEFAULT
    fields = [java_name(enum.__name__), enum.__name__, weights.name, str(default).lower(), weights.url, preset(weights),
              meta["num_params"], sizes(meta), categories(weights), metrics(weights), meta["_ops"],
              meta["_file_size"], meta["recipe"] or "-", meta.get("license", "-"),
              "coco-keypoints" if "keypoint_names" in meta else "-"]
    return "\t".join(map(str, fields)) + "\n"


def flow_constant(weights):
    """C_T_SKHT_K_V2: trained on FlyingChairs and FlyingThings3D, on four others, and on KITTI, by the second recipe."""
    stages = weights.name.split("_")
    trained = "FlyingChairs and FlyingThings3D" + "".join(f", {STAGES[stage]}" for stage in stages[2:-1])
    by = {"V1": "the authors of the paper", "V2": "torchvision"}[stages[-1]]
    task, measures = list(weights.meta["_metrics"].items())[0]
    quality = ", ".join(FLOW[name].format(value) for name, value in measures.items())
    return f"  /** Trained by {by} on {trained}; {task}: {quality}. */\n  {weights.name}"


def constant(weights):
    if weights.transforms is OpticalFlow:
        return flow_constant(weights)
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
    package = next((name for name in HOLDERS if f"models.{name}" in builder.__module__), "")
    holder = HOLDERS.get(package, "Models")
    pieces = builder.__name__.split("_")
    method = pieces[0]
    for before, part in zip(pieces, pieces[1:]):
        method += "_" + part if before[-1].isdigit() and part[0].isdigit() else part[0].upper() + part[1:]
    path = ".".join(filter(None, ["torchvision.models", package, python]))
    constants = ",\n\n".join(constant(weights) for weights in enum)
    ours = "dev.obor.vision.models" + (f".{package}" if package in OWN else "")
    imports = "import dev.obor.vision.models.WeightsEnum;\n" if package in OWN else ""
    pairs = ""
    if package == "optical_flow":
        imports += "import dev.obor.vision.transforms.OpticalFlowPreset;\n"
        pairs = PAIRS
    return f"""package {ours};
{chr(10) + imports if imports else ""}
/**
 * Trained weights for {{@link {holder}#{method}}}: Python's {{@code
 * {path}}}.
 */
public enum {name} implements WeightsEnum {{
{constants};

  /** The best of them. */
  public static final {name} DEFAULT = {enum.DEFAULT.name};
{pairs}}}
"""


def main():
    RESOURCES.mkdir(parents=True, exist_ok=True)
    kinds = "torchvision.models.quantization"
    names = [name for name in list_models() if not get_model_builder(name).__module__.startswith(kinds)]
    table = f"# torchvision {torchvision.__version__.split('+')[0]}; written by vision_weights.py\n"
    for name in names:
        enum = get_model_weights(name)
        for weights in enum:
            table += line(enum, weights)
            classes = weights.meta.get("categories")
            if classes is not None:
                (RESOURCES / f"{categories(weights)}.txt").write_text("".join(f"{c}\n" for c in classes))
            if "keypoint_names" in weights.meta:
                points = weights.meta["keypoint_names"]
                (RESOURCES / "coco-keypoints.txt").write_text("".join(f"{point}\n" for point in points))
        builder = get_model_builder(name)
        folder = JAVA / next((own for own in OWN if f"models.{own}" in builder.__module__), "")
        (folder / f"{java_name(enum.__name__)}.java").write_text(enum_source(enum, builder))
    (RESOURCES / "weights.tsv").write_text(table)


main()
