"""Writes what torchvision's utils draw, for VisionDrawingTest. Run: python highlevel/src/test/python/vision_drawing_goldens.py"""

import golden_lines
import torch
import torchvision.utils as U

import transform_goldens as v1

BOXES = torch.tensor([[2, 3, 15, 20], [10, 0, 23, 9], [5, 5, 5, 6], [-4, 12, 8, 40]])
TURNED = torch.tensor([[4, 2, 18, 6, 16, 13, 2, 9], [20, 22, 20, 12, 24, 12, 24, 22], [-3, 14, 7, 28, 2, 31, -8, 17]])
POINTS = torch.tensor([[[3.0, 4.0], [20.5, 8.0], [9.0, 19.0]], [[12.0, 2.0], [1.0, 22.0], [23.0, 23.0]]])
PAIRS = [(0, 1), (1, 2), (2, 0)]


def image():
    return torch.from_numpy(v1.drawn(3, 24, 25)).permute(2, 0, 1).contiguous()


def masks():
    y, x = torch.meshgrid(torch.arange(24), torch.arange(25), indexing="ij")
    return torch.stack([(x - 8) ** 2 + (y - 8) ** 2 < 40, (x + y) % 7 < 2, y > 18])


def flow():
    y, x = torch.meshgrid(torch.arange(9.0) - 4, torch.arange(11.0) - 5, indexing="ij")
    return torch.stack([x * 0.5 + y, y - 0.25 * x])


CASES = {
    "boxes": lambda: U.draw_bounding_boxes(image(), BOXES),
    "floats": lambda: U.draw_bounding_boxes(image().float() / 255, BOXES, colors="red"),
    "gray": lambda: U.draw_bounding_boxes(image()[:1], BOXES[:2], colors="#0af", width=2),
    "wide": lambda: U.draw_bounding_boxes(image(), BOXES[:2], colors=["rgb(1, 2, 3)", (9, 200, 30)], width=3),
    "filled": lambda: U.draw_bounding_boxes(image(), BOXES[:2], colors=["orange", "blue"], width=2, fill=True),
    "turned": lambda: U.draw_bounding_boxes(image(), TURNED, colors="red"),
    "turned wide": lambda: U.draw_bounding_boxes(image(), TURNED, colors=["lime", "blue", (1, 2, 3)], width=3),
    "turned filled": lambda: U.draw_bounding_boxes(image(), TURNED, colors="orange", width=2, fill=True),
    "masks": lambda: U.draw_segmentation_masks(image(), masks()),
    "one mask": lambda: U.draw_segmentation_masks(image().float() / 255, masks()[0], alpha=0.5, colors=["teal"]),
    "points": lambda: U.draw_keypoints(image(), POINTS, colors="lime"),
    "large points": lambda: U.draw_keypoints(image(), POINTS, colors=(255, 0, 9), radius=4),
    "connected": lambda: U.draw_keypoints(image(), POINTS, PAIRS, colors="navy"),
    "thin": lambda: U.draw_keypoints(image(), POINTS, PAIRS, colors="navy", width=1, radius=1),
    "even": lambda: U.draw_keypoints(image(), POINTS, PAIRS, width=4),
    "visible": lambda: U.draw_keypoints(
        image(), POINTS, PAIRS, colors="red", visibility=torch.tensor([[True, True, False], [True, True, True]])
    ),
    "flow": lambda: U.flow_to_image(flow()),
    "flows": lambda: U.flow_to_image(torch.stack([flow(), -flow()])),
}

REFUSED = {
    "integers": lambda: U.draw_bounding_boxes(image().int(), BOXES),
    "batch": lambda: U.draw_bounding_boxes(image()[None], BOXES),
    "two channels": lambda: U.draw_bounding_boxes(image()[:2], BOXES),
    "ends first": lambda: U.draw_bounding_boxes(image(), torch.tensor([[5, 5, 2, 9]])),
    "labels": lambda: U.draw_bounding_boxes(image(), BOXES, labels=["a"]),
    "colors": lambda: U.draw_bounding_boxes(image(), BOXES, colors=["red"]),
    "unknown color": lambda: U.draw_bounding_boxes(image(), BOXES, colors="dawn"),
    "gray and masks": lambda: U.draw_segmentation_masks(image()[:1], masks()),
    "mask numbers": lambda: U.draw_segmentation_masks(image(), masks().int()),
    "mask size": lambda: U.draw_segmentation_masks(image(), masks()[:, 1:]),
    "mask shape": lambda: U.draw_segmentation_masks(image(), masks()[None]),
    "points shape": lambda: U.draw_keypoints(image(), POINTS[0]),
    "visibility": lambda: U.draw_keypoints(image(), POINTS, visibility=torch.ones(3)),
    "flow dtype": lambda: U.flow_to_image(flow().double()),
    "flow shape": lambda: U.flow_to_image(flow()[:1]),
}


def drawn():
    inputs = {"image": image(), "masks": masks(), "flow": flow()}
    lines = [{"case": f"input {name}", "value": v1.value(x)} for name, x in inputs.items()]
    return lines + [{"case": name, "value": v1.value(draw())} for name, draw in CASES.items()]


def refused():
    return [{"case": name, "error": golden_lines.error(draw).split("\n")[0]} for name, draw in REFUSED.items()]


if __name__ == "__main__":
    golden_lines.CAPABILITIES = ["avx2"]
    golden_lines.main({"vision/drawings.tsv.gz": drawn, "vision/drawings-refused.tsv": refused})
