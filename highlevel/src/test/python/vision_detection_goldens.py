"""What torchvision's networks that find objects are after a seed, what they find in small pictures and what they lose.

Variances, and the weights of one head, are set so that the signal neither dies nor explodes: scores lie apart, and the order of
what is found does not depend on the last bits.
"""

import warnings
import zlib

import torch
from golden_lines import error, first, main, numbers, shape
from torchvision.models import detection, get_model_builder
from torchvision.models.detection import _utils as parts
from torchvision.models.detection.anchor_utils import AnchorGenerator, DefaultBoxGenerator
from torchvision.models.detection.backbone_utils import mobilenet_backbone, resnet_fpn_backbone
from torchvision.models.detection.image_list import ImageList
from torchvision.models.detection.roi_heads import paste_masks_in_image
from torchvision.models.detection.transform import GeneralizedRCNNTransform

REGIONS = {
    "rpn_pre_nms_top_n_train": 40, "rpn_post_nms_top_n_train": 20, "rpn_pre_nms_top_n_test": 30, "rpn_post_nms_top_n_test": 10,
    "box_detections_per_img": 4, "rpn_batch_size_per_image": 16, "box_batch_size_per_image": 12, "min_size": 96, "max_size": 128,
}
ANCHORS = {"topk_candidates": 20, "detections_per_img": 5}
SIZES = {"min_size": 96, "max_size": 128}
# Keyword arguments and the variances, or None for those that there are.
CASES = {
    "fasterrcnn_mobilenet_v3_large_320_fpn": (REGIONS, 0.18),
    "fasterrcnn_mobilenet_v3_large_fpn": (REGIONS, 0.18),
    "fasterrcnn_resnet50_fpn": (REGIONS, None),
    "fasterrcnn_resnet50_fpn_v2": (REGIONS, None),
    "keypointrcnn_resnet50_fpn": (REGIONS, None),
    "maskrcnn_resnet50_fpn": (REGIONS, None),
    "maskrcnn_resnet50_fpn_v2": (REGIONS, None),
    "fcos_resnet50_fpn": ({**ANCHORS, **SIZES, "score_thresh": 0.06}, None),
    "retinanet_resnet50_fpn": ({**ANCHORS, **SIZES, "score_thresh": 0.01}, None),
    "retinanet_resnet50_fpn_v2": ({**ANCHORS, **SIZES, "score_thresh": 0.01}, None),
    "ssd300_vgg16": (ANCHORS, None),
    "ssdlite320_mobilenet_v3_large": (ANCHORS, 0.02),
}
# Those whose second picture has no object.
EMPTY = {"fasterrcnn_resnet50_fpn_v2", "fcos_resnet50_fpn", "retinanet_resnet50_fpn_v2", "ssdlite320_mobilenet_v3_large"}
HEIGHTS_AND_WIDTHS = [(64, 80), (72, 56)]


def wave(count):
    return torch.linspace(0, 60, count).square().sin().add(1).div(2)


def pictures():
    return [wave(3 * height * width).reshape(3, height, width) for height, width in HEIGHTS_AND_WIDTHS]


def known(name):
    boxes = [torch.tensor([[10.0, 12, 50, 60], [30, 5, 70, 40]]), torch.tensor([[5.0, 20, 45, 52]])]
    labels = [torch.tensor([1, 1 if "keypoint" in name else 3]), torch.tensor([1])]
    if name in EMPTY:
        boxes[1], labels[1] = boxes[1][:0], labels[1][:0]
    targets = []
    for (height, width), box, label in zip(HEIGHTS_AND_WIDTHS, boxes, labels):
        target = {"boxes": box, "labels": label}
        if "mask" in name:
            rows, columns = torch.arange(height)[:, None], torch.arange(width)[None]
            target["masks"] = torch.stack([
                ((columns >= b[0]) & (columns < b[2]) & (rows >= b[1]) & (rows < b[3] - columns / 8)).byte() for b in box])
        if "keypoint" in name:
            part = torch.arange(17) / 16
            x = box[:, :1] + part * (box[:, 2:3] - box[:, :1])
            y = box[:, 1:2] + part.square() * (box[:, 3:] - box[:, 1:2])
            seen = ((torch.arange(17) % 3) > 0).float().expand_as(x)
            target["keypoints"] = torch.stack([x, y, seen], 2)
        targets.append(target)
    return targets


def make(name):
    options, variance = CASES[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        classes = 2 if "keypoint" in name else 4
        network = get_model_builder(name)(num_classes=classes, weights_backbone=None, **options)
    return network, variance


def some(tensor):
    flat = tensor.reshape(-1)
    return flat[:: max(1, flat.numel() // 64)]


def values(name):
    torch.manual_seed(7)
    network, variance = make(name)
    weights = "".join(f"{key} {first(value)}\n" for key, value in network.named_parameters())
    if variance is not None:
        for key, value in network.state_dict().items():
            if key.endswith("running_var"):
                value.fill_(variance)
    if "ssd300" in name:
        for value in network.head.classification_head.parameters():
            value.data.mul_(0.1)
    line = {"case": name, "weights": str(zlib.crc32(weights.encode())), "variance": variance, "empty": name in EMPTY}
    with torch.no_grad():
        found = network.eval()(pictures())
    for key in ("boxes", "labels", "scores", "masks", "keypoints", "keypoints_scores"):
        if key in found[0]:
            line[key] = numbers(torch.cat([some(picture[key]) for picture in found]))
            line[key + "_shapes"] = ";".join(shape(picture[key]) for picture in found)
    torch.manual_seed(8)
    losses = network.train()(pictures(), known(name))
    line["losses"] = ",".join(losses)
    line["lost"] = numbers(torch.stack(list(losses.values())))
    line["drawn"] = numbers(torch.rand(1))
    if "ssd300" not in name:
        sum(losses.values()).backward()
        norms = [parameter.grad.norm() for parameter in network.parameters() if parameter.grad is not None]
        line["gradients"] = len(norms)
        line["norm"] = numbers(torch.stack(norms).norm())
    return line


def tensors(case, **fields):
    line = {"case": case}
    for name, value in fields.items():
        line[name] = numbers(value)
        line[name + "_shape"] = shape(value)
    return line


def two_pictures():
    return ImageList(torch.zeros(2, 3, 64, 96), [(60, 90), (64, 80)])


def components():
    maps = [torch.zeros(2, 4, 8, 12), torch.zeros(2, 4, 4, 6)]
    yield tensors("anchors", out=AnchorGenerator(((16, 32), (64,)), ((0.5, 1.0, 2.0), (0.7,)))(two_pictures(), maps)[1])
    yield tensors("default boxes", out=DefaultBoxGenerator([[2], [2, 3]])(two_pictures(), maps)[1])
    stepped = DefaultBoxGenerator([[2], [2, 3]], scales=[0.1, 0.6, 1.2], steps=[8, 16], clip=False)
    yield tensors("default boxes with steps", out=stepped(two_pictures(), maps)[0])
    boxes = torch.tensor([[10.0, 12, 50, 60], [30, 5, 70, 40], [0, 0, 9, 14]])
    others = torch.tensor([[12.0, 10, 40, 50], [20, 15, 70, 60], [1, 2, 12, 13]])
    coder = parts.BoxCoder((10.0, 10.0, 5.0, 5.0))
    codes = coder.encode_single(boxes, others)
    yield tensors("box coder", boxes=boxes, others=others, encoded=codes, decoded=coder.decode_single(codes * 3, others))
    linear = parts.BoxLinearCoder(True)
    codes = linear.encode(boxes, others)
    yield tensors("linear coder", boxes=boxes, others=others, encoded=codes, decoded=linear.decode(codes, boxes))
    matrix = torch.tensor([[0.9, 0.5, 0.1, 0.35, 0.2], [0.3, 0.6, 0.05, 0.45, 0.2], [0.1, 0.2, 0.15, 0.25, 0.15]])
    yield tensors("matcher", matrix=matrix, strict=parts.Matcher(0.7, 0.3)(matrix), kind=parts.Matcher(0.7, 0.3, True)(matrix),
                  ssd=parts.SSDMatcher(0.5)(matrix))
    labels = [torch.tensor([1.0, 0, -1, 0, 2, 1, 1, 0, 0, 1, 0, -1]), torch.tensor([0.0, 0, 0, 1, 0, 0, 0, 0])]
    torch.manual_seed(3)
    positive, negative = parts.BalancedPositiveNegativeSampler(6, 0.5)(labels)
    yield tensors("sampler", first=labels[0], second=labels[1], positive=torch.cat(positive), negative=torch.cat(negative))
    transform = GeneralizedRCNNTransform([40, 48, 56], 60, [0.5, 0.4, 0.3], [0.2, 0.3, 0.4])
    torch.manual_seed(4)
    images, targets = transform(pictures(), known("mask"))
    yield tensors("transform", out=some(images.tensors), sizes=torch.tensor(images.image_sizes),
                  boxes=torch.cat([t["boxes"] for t in targets]), masks=some(torch.cat([t["masks"].reshape(-1) for t in targets])))
    masks = wave(3 * 14 * 14).reshape(3, 1, 14, 14)
    places = torch.tensor([[3.2, 4.5, 20.1, 30.9], [0, 0, 40, 32], [38, 30, 40, 32]])
    yield tensors("pasted masks", masks=masks, boxes=places, out=some(paste_masks_in_image(masks, places, (32, 40))))


def printed():
    def line(case, value):
        return {"case": case, "printed": repr(value)}

    yield line("transform", GeneralizedRCNNTransform((640, 800), 1333, [0.5, 0.4, 0.3], [0.2, 0.3, 0.4]))
    yield line("anchors", AnchorGenerator())
    yield line("default boxes", DefaultBoxGenerator([[2], [2, 3]], steps=[8, 16]))
    torch.manual_seed(5)
    backbone = mobilenet_backbone(backbone_name="mobilenet_v2", weights=None, fpn=False, trainable_layers=3)
    trained = sum(parameter.requires_grad for parameter in backbone.parameters())
    yield {**line("mobilenet_v2", backbone), "trained": trained, "weights": first(list(backbone.parameters())[-2])}
    backbone = resnet_fpn_backbone(backbone_name="resnet18", weights=None, returned_layers=[2, 4])
    trained = sum(parameter.requires_grad for parameter in backbone.parameters())
    yield {**line("resnet18", backbone), "trained": trained, "weights": first(list(backbone.parameters())[-2])}


def refused():
    network = detection.fasterrcnn_mobilenet_v3_large_320_fpn(weights_backbone=None, num_classes=2)
    retina = detection.retinanet_resnet50_fpn(weights_backbone=None, num_classes=2)
    picture = [torch.zeros(3, 40, 40)]

    def target(boxes, **more):
        return [{"boxes": torch.tensor(boxes), "labels": torch.tensor([1]), **more}]

    good = [[1.0, 2, 30, 30]]
    calls = {
        "no targets": lambda: network(picture),
        "boxes of five": lambda: network(picture, target([[1.0, 2, 30, 30, 5]])),
        "boxes of five for RetinaNet": lambda: retina(picture, target([[1.0, 2, 30, 30, 5]])),
        "no width": lambda: network(picture, target([[1.0, 2, 30, 30], [5.5, 2, 5.5, 30]])),
        "labels that are not whole": lambda: network(picture, target([[1.0, 2, 30, 30]], labels=torch.tensor([1.0]))),
        "four dimensions": lambda: network([torch.zeros(1, 3, 40, 40)], target(good)),
        "bytes": lambda: network([torch.zeros(3, 40, 40, dtype=torch.uint8)], target(good)),
        "classes twice": lambda: detection.FasterRCNN(network.backbone, 2, box_predictor=network.roi_heads.box_predictor),
        "no classes": lambda: detection.FasterRCNN(network.backbone),
        "no channels": lambda: detection.FasterRCNN(torch.nn.ReLU(), 2),
        "two anchors for FCOS": lambda: detection.FCOS(retina.backbone, 2, anchor_generator=AnchorGenerator(((8, 9),), ((1.0,),))),
        "thresholds": lambda: parts.Matcher(0.3, 0.7),
        "no objects": lambda: parts.Matcher(0.7, 0.3)(torch.zeros(0, 4)),
        "no boxes": lambda: parts.Matcher(0.7, 0.3)(torch.zeros(4, 0)),
        "returned layers": lambda: resnet_fpn_backbone(backbone_name="resnet18", weights=None, returned_layers=[0, 2]),
        "trained layers": lambda: mobilenet_backbone(backbone_name="mobilenet_v2", weights=None, fpn=True, trainable_layers=9),
    }
    for case, call in calls.items():
        yield {"case": case, "error": error(call)}


main({
    "vision/detection.tsv.gz": lambda: [values(name) for name in CASES],
    "vision/detection-parts.tsv.gz": lambda: list(components()),
    "vision/detection-printed.tsv.gz": lambda: list(printed()),
    "vision/detection-refused.tsv": lambda: list(refused()),
})
