"""What torchvision's models are after a seed: keys, shapes, first weights, printed form and outputs.

The structure of all models is looked at without memory for their weights. Of each family the smaller models are made in
earnest: vision/models.tsv says what their weights and outputs are. Some of the large ones are left out there, as they take
gigabytes and differ from the small ones in numbers alone.
"""

import warnings
import zlib

import torch
import torchvision
from golden_lines import first, main, numbers
from torchvision.models import get_model_builder, get_model_weights, list_models
from torchvision.models.regnet import BlockParams

# Names and the sizes of the pictures.
SMALL = {
    "alexnet": 96, "densenet121": 64, "mobilenet_v2": 64, "resnet18": 64, "resnet50": 64, "resnext50_32x4d": 64,
    "squeezenet1_0": 64, "squeezenet1_1": 64, "vgg11_bn": 32, "wide_resnet50_2": 64, "googlenet": 64, "inception_v3": 299,
    "shufflenet_v2_x0_5": 64, "shufflenet_v2_x2_0": 64, "mobilenet_v3_small": 64, "mobilenet_v3_large": 64,
    "mnasnet0_5": 64, "mnasnet1_3": 64, "efficientnet_b0": 64, "efficientnet_b5": 64, "efficientnet_v2_s": 64,
    "regnet_x_400mf": 64, "regnet_y_400mf": 64, "regnet_y_1_6gf": 64, "convnext_tiny": 64, "vit_b_32": 224, "swin_t": 80,
    "swin_v2_t": 72, "maxvit_t": 224, "fcn_resnet50": 48, "deeplabv3_mobilenet_v3_large": 64,
    "lraspp_mobilenet_v3_large": 64,
}
KINDS = "torchvision.models.quantization"
NAMES = [name for name in list_models() if not get_model_builder(name).__module__.startswith(KINDS)]


WIDTHS = BlockParams.from_init_params


def widths(*args, **kwargs):
    """The widths of a RegNet, which are numbers that it needs even without memory for weights."""
    with torch.device("cpu"):
        return WIDTHS(*args, **kwargs)


BlockParams.from_init_params = widths


def digest(text):
    return str(zlib.crc32(text.encode()))


def make(name):
    builder = get_model_builder(name)
    without = {"weights_backbone": None, "aux_loss": True} if "segmentation" in builder.__module__ else {}
    if "lraspp" in name:
        del without["aux_loss"]
    if "detection" in builder.__module__:
        without = {"weights_backbone": None}
    if not name.startswith("raft"):
        without["num_classes"] = 3
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return builder(**without)


def structure(name):
    with torch.device("meta"):
        network = make(name)
    shapes = "".join(f"{key} {list(value.shape)}\n" for key, value in network.state_dict().items())
    return {
        "case": name,
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
        "shapes": digest(shapes),
        "repr": digest(repr(network)),
    }


def tensor(result):
    """The scores, and those of heads in the middle."""
    if isinstance(result, dict):
        result = tuple(result.values())
    if isinstance(result, tuple):
        return torch.cat([part.reshape(-1)[:: max(1, part.numel() // 64)] for part in result])
    return result


def values(name):
    torch.manual_seed(7)
    network = make(name)
    weights = "".join(f"{key} {first(value)}\n" for key, value in network.named_parameters())
    size = SMALL[name]
    pictures = torch.linspace(-40, 40, 2 * 3 * size * size).reshape(2, 3, size, size).sin()
    with torch.no_grad():
        evaluated = network.eval()(pictures)
        torch.manual_seed(8)
        trained = network.train()(pictures)
    return {
        "case": name,
        "size": size,
        "weights": digest(weights),
        "evaluated": numbers(tensor(evaluated)),
        "trained": numbers(tensor(trained)),
    }


def known(weights):
    meta = weights.meta
    return {
        "case": str(weights),
        "url": weights.url,
        "default": weights is type(weights).DEFAULT,
        "transforms": repr(weights.transforms()),
        "parameters": meta["num_params"],
        "size": ",".join(map(str, meta["min_size"])),
        "categories": digest("\n".join(meta.get("categories") or [])),
        "frames": meta.get("min_temporal_size"),
        "metrics": ",".join(
            ",".join([task] + [f"{name}={value}" for name, value in measures.items()])
            for task, measures in meta["_metrics"].items()),
    }


main({
    "vision/weights.tsv.gz": lambda: [known(weights) for name in NAMES for weights in get_model_weights(name)],
    "vision/model-structures.tsv": lambda: [structure(name) for name in NAMES],
    "vision/models.tsv": lambda: [values(name) for name in SMALL],
})
