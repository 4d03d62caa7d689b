"""What torchvision's models for films and optical flow are after a seed: first weights and outputs; and what their presets
make of films.

Films are as small as the models allow. The sizes of MViT are fixed in torchvision's functions, so smaller ones are put in
their place.
"""

import functools
import zlib

import torch
from golden_lines import first, main, numbers
from torchvision.models import get_model_builder
from torchvision.models.video import mvit
from torchvision.transforms._presets import OpticalFlow, VideoClassification

# Names and the batch, frames, height and width of the films.
FILMS = {
    "r3d_18": (2, 4, 24, 32), "mc3_18": (2, 3, 24, 24), "r2plus1d_18": (2, 5, 24, 24), "s3d": (1, 14, 224, 224),
    "mvit_v1_b": (2, 4, 32, 64), "mvit_v2_s": (2, 4, 64, 32), "swin3d_t": (2, 19, 17, 30),
}
FLOWS = {"raft_large": (1, 128, 136), "raft_small": (2, 136, 128)}


def film(*shape):
    count = torch.Size(shape).numel()
    return torch.linspace(-40, 40, count).reshape(shape).sin()


def small(kind, frames, height, width):
    """Has the functions make a network for films of this size."""
    return functools.partial(_unfixed, kind, frames, height, width)


def _unfixed(kind, frames, height, width, **arguments):
    arguments.update(spatial_size=(height, width), temporal_size=frames)
    return kind(**arguments)


def described(name, network):
    weights = "".join(f"{key} {first(value)}\n" for key, value in network.named_parameters())
    return {"case": name, "weights": str(zlib.crc32(weights.encode()))}


def scores(name):
    count, *size = FILMS[name]
    kind = mvit.MViT
    mvit.MViT = small(kind, *size)
    torch.manual_seed(7)
    network = get_model_builder(name)(num_classes=3)
    mvit.MViT = kind
    line = described(name, network)
    x = film(count, 3, *size)
    with torch.no_grad():
        evaluated = network.eval()(x)
        torch.manual_seed(8)
        trained = network.train()(x)
    return line | {"film": ",".join(map(str, FILMS[name])), "evaluated": numbers(evaluated), "trained": numbers(trained)}


def flow(name):
    count, height, width = FLOWS[name]
    torch.manual_seed(7)
    network = get_model_builder(name)()
    line = described(name, network)
    pictures = film(2 * count, 3, height, width)
    with torch.no_grad():
        flows = torch.stack(network.eval()(pictures[:count], pictures[count:], num_flow_updates=3))
        last = network(pictures[:count], pictures[count:])[-1]
        trained = torch.stack(network.train()(pictures[:count], pictures[count:], num_flow_updates=1))
    return line | {
        "film": ",".join(map(str, FLOWS[name])),
        "flows": numbers(flows.reshape(-1)[::2999]),
        "last": numbers(last.reshape(-1)[::2999]),
        "trained": numbers(trained.reshape(-1)[::2999]),
    }


def blocks():
    """Two small blocks in two ways, and how their weights are to change, which needs all in-place sums to be right."""
    settings = [
        mvit.MSBlockConfig(1, 16, 16, [3, 3, 3], [3, 3, 3], [1, 1, 1], [1, 4, 4]),
        mvit.MSBlockConfig(2, 16, 32, [3, 3, 3], [3, 3, 3], [1, 2, 2], [1, 2, 2]),
    ]
    for relative in [True, False]:
        torch.manual_seed(7)
        network = mvit.MViT((32, 48), 4, settings, residual_pool=True, residual_with_cls_embed=not relative,
                            rel_pos_embed=relative, proj_after_attn=relative, dropout=0.25, attention_dropout=0.125,
                            stochastic_depth_prob=0.5, num_classes=2)
        line = described(f"relative {relative}", network) | {"repr": repr(network)}
        result = network(film(3, 3, 4, 32, 48))
        result.square().sum().backward()
        places = network.blocks[0].attn.rel_pos_w if relative else network.pos_encoding.spatial_pos
        yield line | {
            "scores": numbers(result),
            "places": numbers(places.grad.reshape(-1)[::23]),
            "first": numbers(network.conv_proj.weight.grad.reshape(-1)[::211]),
        }


def presets():
    frames = (film(2, 5, 3, 40, 30) * 127.5 + 127.5).to(torch.uint8)
    for name, size in {"both sizes": (20, 28), "smaller edge": (24,)}.items():
        transform = VideoClassification(crop_size=(16, 22), resize_size=size, mean=(0.45, 0.45, 0.45))
        result = transform(frames)
        yield {"case": name, "size": ",".join(map(str, size)), "repr": repr(transform), "shape": str(list(result.shape)),
               "pixels": numbers(result.reshape(-1)[::131]), "single": numbers(transform(frames[1]).reshape(-1)[::131])}
    transform = OpticalFlow()
    first_one, second = transform(frames[0, 0], frames[1, 4])
    yield {"case": "flow", "repr": repr(transform), "pixels": numbers(first_one.reshape(-1)[::31]),
           "single": numbers(second.reshape(-1)[::31])}


main({
    "vision/film-models.tsv.gz": lambda: [scores(name) for name in FILMS],
    "vision/flow-models.tsv.gz": lambda: [flow(name) for name in FLOWS],
    "vision/film-blocks.tsv.gz": lambda: list(blocks()),
    "vision/film-presets.tsv.gz": lambda: list(presets()),
})
