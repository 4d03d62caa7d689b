"""What torchvision.ops compute, with gradients; all inputs can be made again without a random number."""

import torch
import torchvision.ops as ops
from golden_lines import error, main, numbers, shape


def wave(*size, scale=1.0, step=0.7):
    """Numbers between -scale and scale that look random."""
    count = 1
    for n in size:
        count *= n
    return (torch.arange(count, dtype=torch.float64) * step).sin().mul(scale).reshape(size).float()


def boxes(count, extent, smallest=0.5, step=1.3):
    """Corners within a square, the second behind the first."""
    values = wave(count, 4, step=step).abs()
    first = values[:, :2] * (extent * 0.6)
    return torch.cat([first, first + smallest + values[:, 2:] * (extent * 0.5)], 1)


def regions(count, extent, pictures, **more):
    numbers_of = torch.arange(count).remainder(pictures).reshape(-1, 1).float()
    return torch.cat([numbers_of, boxes(count, extent, **more)], 1)


def case(name, result, *leaves):
    """The result, and for leaves the gradients of its sum weighted by a wave."""
    fields = {"case": name, "shape": shape(result), "values": numbers(result)}
    if leaves:
        gradients = torch.autograd.grad((result * wave(*result.shape, step=0.9)).sum(), leaves)
        fields |= {f"gradient{i}": numbers(gradient) for i, gradient in enumerate(gradients)}
    return fields


def box_cases():
    one, other = boxes(5, 20), boxes(4, 20, step=2.1)
    wide = torch.tensor([[-3.0, 2, 9, 30], [1, -4, 40, 6]])
    masks = torch.zeros(3, 6, 7)
    masks[0, 1:3, 2:6] = 1
    masks[1, 5, 0] = 2
    masks[2, 0:6, 3] = -1
    yield case("box_area", ops.box_area(one))
    yield case("box_area cxcywh int", ops.box_area(one.mul(7).to(torch.int16), "cxcywh"))
    yield case("remove_small_boxes", ops.remove_small_boxes(one, 5.0))
    yield case("clip_boxes_to_image", ops.clip_boxes_to_image(wide, (20, 25)))
    yield case("masks_to_boxes", ops.masks_to_boxes(masks))
    for source in ("xyxy", "xywh", "cxcywh"):
        for target in ("xyxy", "xywh", "cxcywh"):
            yield case(f"box_convert {source} {target}", ops.box_convert(one, source, target))
        yield case(f"box_iou {source}", ops.box_iou(one, other, source))
    turned = torch.cat([one, wave(5, 1, scale=90)], 1)
    corners = ops.box_convert(turned, "xywhr", "xyxyxyxy")
    for source, value in (("xywhr", turned), ("cxcywhr", turned), ("xyxyxyxy", corners)):
        for target in ("xywhr", "cxcywhr", "xyxyxyxy"):
            yield case(f"box_convert {source} {target}", ops.box_convert(value, source, target))
    yield case("box_convert int", ops.box_convert(turned.mul(3).round().int(), "cxcywhr", "xyxyxyxy"))
    for name in ("generalized_box_iou", "distance_box_iou", "complete_box_iou"):
        first, second = one.clone().requires_grad_(), other.clone().requires_grad_()
        yield case(name, getattr(ops, name)(first, second), first, second)
    for name in ("generalized_box_iou_loss", "distance_box_iou_loss", "complete_box_iou_loss"):
        for reduction in ("none", "mean", "sum"):
            first, second = one[:4].clone().requires_grad_(), other.clone().requires_grad_()
            result = getattr(ops, name)(first, second, reduction=reduction, eps=1e-3)
            yield case(f"{name} {reduction}", result, first, second)
    for alpha in (0.25, -1.0):
        for reduction in ("none", "mean", "sum"):
            scores = wave(3, 5, scale=4).requires_grad_()
            targets = wave(3, 5, step=2.3).gt(0).float()
            yield case(f"sigmoid_focal_loss {alpha} {reduction}",
                       ops.sigmoid_focal_loss(scores, targets, alpha, 1.5, reduction), scores)


def suppression_cases():
    many = boxes(60, 30, smallest=4, step=1.7)
    scores = wave(60, step=0.3).mul(4).round().div(4)
    classes = torch.arange(60).remainder(3)
    for threshold in (0.1, 0.5, 0.9):
        yield case(f"nms {threshold}", ops.nms(many, scores, threshold))
        yield case(f"nms double {threshold}", ops.nms(many.double(), scores.double(), threshold))
        yield case(f"batched_nms {threshold}", ops.batched_nms(many, scores, classes, threshold))
    crowd = boxes(1100, 300, smallest=10, step=1.7)
    yield case("batched_nms crowd",
               ops.batched_nms(crowd, wave(1100, step=0.37), torch.arange(1100).remainder(5), 0.4))
    for name, arguments in {
        "boxes 1d": (many[0], scores, 0.5), "boxes 5": (torch.zeros(2, 5), torch.zeros(2), 0.5),
        "scores 2d": (many, scores[None], 0.5), "lengths": (many, scores[:3], 0.5),
    }.items():
        yield {"case": f"nms {name}", "error": error(lambda arguments=arguments: ops.nms(*arguments)).split("\n")[0]}


def region_cases():
    around = regions(6, 40, 2)
    around[0, 1:] = torch.tensor([-9.0, -5, 3, 60])
    around[1, 1:] = torch.tensor([50.0, 50, 70, 80])
    around[2, 1:] = torch.tensor([8.0, 8, 8, 8])
    for dtype in (torch.float32, torch.float64):
        suffix = " double" if dtype == torch.float64 else ""
        for scale in (1.0, 0.25):
            for ratio in (-1, 2):
                for aligned in (False, True):
                    features = wave(2, 3, 12, 10).to(dtype).requires_grad_()
                    result = ops.roi_align(features, around.to(dtype), (3, 2), scale, ratio, aligned)
                    yield case(f"roi_align{suffix} {scale} {ratio} {aligned}", result, features)
                inner = around[3:].to(dtype)
                features = wave(2, 12, 12, 10).to(dtype).requires_grad_()
                result = ops.ps_roi_align(features, inner, (3, 2), scale, ratio)
                yield case(f"ps_roi_align{suffix} {scale} {ratio}", result, features)
            features = wave(2, 3, 12, 10).to(dtype).requires_grad_()
            yield case(f"roi_pool{suffix} {scale}", ops.roi_pool(features, around.to(dtype), (3, 2), scale), features)
            features = wave(2, 12, 12, 10).to(dtype)
            yield case(f"ps_roi_pool{suffix} {scale}", ops.ps_roi_pool(features, around.to(dtype), (3, 2), scale))
        # At the edges of pictures the gradients of ps_roi_pool are not those of what it computes.
        features = wave(2, 12, 12, 10).to(dtype).requires_grad_()
        within = regions(4, 7, 2).to(dtype)
        yield case(f"ps_roi_pool{suffix} within", ops.ps_roi_pool(features, within, (3, 2), 1.0), features)
    lists = [around[3:4, 1:], around[4:, 1:]]
    yield case("roi_align list", ops.roi_align(wave(2, 3, 12, 10), lists, 2))
    pyramid = {"a": wave(2, 2, 32, 32), "b": wave(2, 2, 16, 16, step=0.3), "c": wave(2, 2, 8, 8, step=0.2)}
    shapes = [(250, 200), (128, 256)]
    several = [boxes(3, 200), boxes(2, 90)]
    poolers = {"all": ["a", "b", "c"], "one": ["b"]}
    for name, names in poolers.items():
        pooler = ops.MultiScaleRoIAlign(names, 3, 2, canonical_scale=60)
        yield case(f"MultiScaleRoIAlign {name}", pooler(pyramid, several, shapes)) | {"repr": repr(pooler)}


def convolution_cases():
    for name, groups, offset_groups, stride, padding, dilation, has_mask in (
        ("plain", 1, 1, 1, 0, 1, False), ("masked", 1, 2, 1, 1, 1, True), ("grouped", 2, 1, (2, 1), (1, 2), (1, 2), True),
    ):
        pair = lambda value: value if isinstance(value, tuple) else (value, value)
        inputs = wave(2, 4, 7, 6).requires_grad_()
        weight = wave(6, 4 // groups, 3, 2, step=0.4).requires_grad_()
        bias = wave(6, step=0.2).requires_grad_()
        height = (7 + 2 * pair(padding)[0] - pair(dilation)[0] * 2 - 1) // pair(stride)[0] + 1
        width = (6 + 2 * pair(padding)[1] - pair(dilation)[1] - 1) // pair(stride)[1] + 1
        offset = wave(2, offset_groups * 12, height, width, scale=2.5, step=1.1)
        offset[0, :4] = 0
        offset.requires_grad_()
        mask = wave(2, offset_groups * 6, height, width, step=0.6).requires_grad_() if has_mask else None
        result = ops.deform_conv2d(inputs, offset, weight, bias, stride, padding, dilation, mask)
        leaves = [inputs, offset, weight, bias] + ([mask] if has_mask else [])
        yield case(f"deform_conv2d {name}", result, *leaves)


def module_cases():
    torch.manual_seed(5)
    layers = {
        "SqueezeExcitation": (ops.SqueezeExcitation(6, 2), wave(2, 6, 4, 5)),
        "MLP": (ops.MLP(5, [7, 3], norm_layer=torch.nn.LayerNorm, dropout=0.3), wave(4, 5)),
        "Permute": (ops.Permute([1, 2, 0]), wave(2, 3, 4)),
        "FrozenBatchNorm2d": (ops.FrozenBatchNorm2d(3, eps=1e-3), wave(2, 3, 4, 5)),
        "StochasticDepth row": (ops.StochasticDepth(0.4, "row"), wave(6, 3)),
        "StochasticDepth batch": (ops.StochasticDepth(0.4, "batch"), wave(6, 3)),
        "DropBlock2d": (ops.DropBlock2d(0.2, 3), wave(2, 3, 9, 8)),
        "DropBlock3d": (ops.DropBlock3d(0.2, 3, inplace=True), wave(2, 2, 5, 6, 7)),
        "Conv2dNormActivation": (ops.Conv2dNormActivation(3, 4, stride=2, dilation=2), wave(2, 3, 9, 9)),
        "Conv3dNormActivation": (ops.Conv3dNormActivation(2, 3, kernel_size=3, groups=1), wave(2, 2, 4, 5, 6)),
    }
    for name, (layer, inputs) in layers.items():
        torch.manual_seed(11)
        result = layer(inputs)
        yield case(name, result) | {"repr": repr(layer), "evaluated": numbers(layer.eval()(wave(*inputs.shape)))}
    torch.manual_seed(6)
    deformed = ops.DeformConv2d(4, 2, 3, stride=2, padding=1, groups=2)
    yield case("DeformConv2d", deformed(wave(1, 4, 6, 6), wave(1, 18, 3, 3), wave(1, 9, 3, 3))) | {"repr": repr(deformed)}
    for layer in (ops.RoIAlign((3, 2), 0.25, 2, True), ops.RoIPool((3, 2), 0.25), ops.PSRoIAlign((3, 2), 0.25, 2),
                  ops.PSRoIPool((3, 2), 0.25)):
        name = type(layer).__name__
        channels = 12 if name.startswith("PS") else 3
        yield case(name, layer(wave(2, channels, 12, 10), regions(4, 40, 2))) | {"repr": repr(layer)}
    from torchvision.ops.feature_pyramid_network import LastLevelMaxPool, LastLevelP6P7

    features = {"a": wave(1, 3, 12, 12), "b": wave(1, 4, 6, 6), "c": wave(1, 5, 3, 3)}
    for name, extra in (("none", None), ("pool", LastLevelMaxPool()), ("p6p7", LastLevelP6P7(5, 2))):
        torch.manual_seed(9)
        network = ops.FeaturePyramidNetwork([3, 4, 5], 2, extra_blocks=extra)
        result = network(features)
        joined = torch.cat([value.reshape(-1) for value in list(result.values())[: None if name == "pool" else 3]])
        yield case(f"FeaturePyramidNetwork {name}", joined) | {"repr": repr(network), "keys": ",".join(result)}


main({
    "vision/ops.tsv.gz": lambda: [
        line
        for cases in (box_cases, suppression_cases, region_cases, convolution_cases, module_cases)
        for line in cases()
    ]
})
