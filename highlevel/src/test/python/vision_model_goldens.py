"""What torchvision's models are after a seed: keys, shapes, first weights, printed form and outputs."""

import zlib

import torch
import torchvision
from golden_lines import first, main, numbers

NAMES = ["alexnet", "densenet121", "densenet161", "densenet169", "densenet201", "mobilenet_v2", "resnet101", "resnet152",
         "resnet18", "resnet34", "resnet50", "resnext101_32x8d", "resnext101_64x4d", "resnext50_32x4d", "squeezenet1_0",
         "squeezenet1_1", "vgg11", "vgg11_bn", "vgg13", "vgg13_bn", "vgg16", "vgg16_bn", "vgg19", "vgg19_bn",
         "wide_resnet101_2", "wide_resnet50_2"]


def digest(text):
    return str(zlib.crc32(text.encode()))


def model(name):
    torch.manual_seed(7)
    network = torchvision.models.get_model(name, num_classes=3)
    state = network.state_dict()
    shapes = "".join(f"{key} {list(value.shape)}\n" for key, value in state.items())
    weights = "".join(f"{key} {first(value)}\n" for key, value in network.named_parameters())
    pictures = torch.linspace(-40, 40, 2 * 3 * 96 * 96).reshape(2, 3, 96, 96).sin()
    with torch.no_grad():
        evaluated = network.eval()(pictures)
        torch.manual_seed(8)
        trained = network.train()(pictures)
    return {
        "case": name,
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
        "shapes": digest(shapes),
        "weights": digest(weights),
        "repr": digest(repr(network)),
        "evaluated": numbers(evaluated),
        "trained": numbers(trained),
    }


main({"vision/models.tsv": lambda: [model(name) for name in NAMES]})
