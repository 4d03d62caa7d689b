package dev.obor.vision.transforms.v2;

import dev.obor.DType;
import dev.obor.Torch;
import dev.obor.vision.tv_tensors.BoundingBoxFormat;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import dev.obor.vision.tv_tensors.Image;
import dev.obor.vision.tv_tensors.KeyPoints;
import dev.obor.vision.tv_tensors.Mask;
import dev.obor.vision.tv_tensors.Video;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Transforms and tensors that are only printed, and constructors that refuse their arguments. */
final class V2Printed {
  private V2Printed() {}

  static Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(
        "T.Compose([T.Resize(3), T.Compose([T.CenterCrop(3), T.RandomApply([T.Pad(1)])])])",
        new Compose(
            new Resize(3), new Compose(new CenterCrop(3), new RandomApply(List.of(new Pad(1))))));
    all.put("T.ElasticTransform()", new ElasticTransform());
    all.put("T.Compose([T.Resize(3)])", new Compose(new Resize(3)));
    all.put(
        "T.RandomChoice([T.Resize(3), T.Compose([T.CenterCrop(3), T.Pad(2)])])",
        new RandomChoice(List.of(new Resize(3), new Compose(new CenterCrop(3), new Pad(2)))));
    all.put("T.Lambda(lambda x: x)", new Lambda((Object x) -> x));
    all.put("T.CenterCrop([3, 4])", new CenterCrop(List.of(3, 4)));
    all.put("T.SanitizeBoundingBoxes()", new SanitizeBoundingBoxes());
    all.put(
        "T.RandomAffine(10, fill=(1, 2, 3), center=(4.0, 5.0))",
        new RandomAffine(10, o -> o.fill(1, 2, 3).center(4.0, 5.0)));
    all.put(
        "T.ConvertBoundingBoxFormat(tv.BoundingBoxFormat.XYWH)",
        new ConvertBoundingBoxFormat(BoundingBoxFormat.XYWH));
    all.put(
        "T.LinearTransformation(torch.eye(2), torch.zeros(2))",
        new LinearTransformation(Torch.eye(2), Torch.zeros(2)));
    all.put("T.ToPILImage('RGB')", new ToPILImage("RGB"));
    all.put(
        "tv.Image(torch.arange(4, dtype=torch.uint8).reshape(1, 2, 2))",
        new Image(Torch.arange(4).to(DType.UINT8).reshape(1, 2, 2)));
    all.put("tv.Mask(torch.zeros(2, 2))", new Mask(Torch.zeros(2, 2)));
    all.put("tv.Mask(torch.arange(100.0))", new Mask(Torch.arange(100.0)));
    all.put("tv.Video(torch.zeros(1, 1, 1, 1))", new Video(Torch.zeros(1, 1, 1, 1)));
    all.put(
        "tv.BoundingBoxes(torch.arange(32).reshape(8, 4), format='xyxy', canvas_size=(10, 12))",
        new BoundingBoxes(Torch.arange(32).reshape(8, 4), BoundingBoxFormat.of("xyxy"), 10, 12));
    all.put(
        "tv.KeyPoints(torch.tensor([[1.0, 2.0]]), canvas_size=(10, 12))",
        new KeyPoints(Torch.tensor(new double[][] {{1, 2}}), 10, 12));
    return all;
  }

  static Map<String, Runnable> refused() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("T.Resize([1, 2, 3])", () -> new Resize(List.of(1, 2, 3), o -> {}));
    all.put("T.Resize(None)", () -> new Resize(null, o -> {}));
    all.put("T.CenterCrop((1, 2, 3))", () -> new CenterCrop(1, 2, 3));
    all.put("T.Pad((1, 2, 3))", () -> new Pad(new int[] {1, 2, 3}));
    all.put("T.Pad(1, padding_mode='wrap')", () -> new Pad(1, o -> o.paddingMode("wrap")));
    all.put(
        "T.RandomZoomOut(side_range=(0.5, 2.0))",
        () -> new RandomZoomOut(o -> o.sideRange(0.5, 2)));
    all.put("T.RandomRotation(-1)", () -> new RandomRotation(-1));
    all.put(
        "T.RandomAffine(1, translate=(0.5, 1.5))",
        () -> new RandomAffine(1, o -> o.translate(0.5, 1.5)));
    all.put("T.RandomAffine(1, scale=(0, 1))", () -> new RandomAffine(1, o -> o.scale(0, 1)));
    all.put("T.RandomAffine(1, shear=(1, 2, 3))", () -> new RandomAffine(1, o -> o.shear(1, 2, 3)));
    all.put("T.RandomHorizontalFlip(1.5)", () -> new RandomHorizontalFlip(1.5));
    all.put("T.RandomPerspective(2.0)", () -> new RandomPerspective(2.0, 0.5));
    all.put("T.RandomErasing(scale=(0.1, 1.5))", () -> new RandomErasing(o -> o.scale(0.1, 1.5)));
    all.put("T.RandomErasing(value='noise')", () -> new RandomErasing(o -> o.value("noise")));
    all.put("T.ColorJitter(-0.1)", () -> new ColorJitter(-0.1));
    all.put("T.ColorJitter(hue=0.6)", () -> new ColorJitter(o -> o.hue(0.6)));
    all.put(
        "T.ColorJitter(brightness=(2.0, 1.0))", () -> new ColorJitter(o -> o.brightness(2.0, 1.0)));
    all.put("T.GaussianBlur(4)", () -> new GaussianBlur(4));
    all.put("T.GaussianBlur(3, sigma=(2.0, 1.0))", () -> new GaussianBlur(3, 2.0, 1.0));
    all.put("T.AugMix(severity=11)", () -> new AugMix(o -> o.severity(11)));
    all.put("T.RandAugment(-1)", () -> new RandAugment(-1, 9));
    all.put("T.Compose([])", () -> new Compose());
    all.put("T.RandomApply([T.Pad(1)], p=2.0)", () -> new RandomApply(List.of(new Pad(1)), 2.0));
    all.put(
        "T.RandomChoice([T.Pad(1)], p=[0.5, 0.5])",
        () -> new RandomChoice(List.of(new Pad(1)), List.of(0.5, 0.5)));
    all.put("T.JPEG(0)", () -> new JPEG(0));
    all.put("T.JPEG((50, 40))", () -> new JPEG(50, 40));
    all.put(
        "T.SanitizeBoundingBoxes(min_size=0.5)",
        () -> new SanitizeBoundingBoxes(o -> o.minSize(0.5)));
    all.put(
        "T.SanitizeBoundingBoxes(min_area=0.5)",
        () -> new SanitizeBoundingBoxes(o -> o.minArea(0.5)));
    all.put("T.SetClampingMode('firm')", () -> new SetClampingMode("firm"));
    all.put(
        "T.LinearTransformation(torch.zeros(2, 3), torch.zeros(2))",
        () -> new LinearTransformation(Torch.zeros(2, 3), Torch.zeros(2)));
    all.put("tv.Image(torch.zeros(3))", () -> new Image(Torch.zeros(3)));
    all.put(
        "tv.BoundingBoxes(torch.zeros(2, 5, dtype=torch.int64), format='XYWHR', canvas_size=(1, 1))",
        () -> new BoundingBoxes(Torch.zeros(2, 5).to(DType.INT64), BoundingBoxFormat.XYWHR, 1, 1));
    all.put(
        "tv.BoundingBoxes(torch.zeros(1, 2, 4), format='XYXY', canvas_size=(1, 1))",
        () -> new BoundingBoxes(Torch.zeros(1, 2, 4), BoundingBoxFormat.XYXY, 1, 1));
    all.put(
        "tv.BoundingBoxes(torch.zeros(2, 4), format='XYXY', canvas_size=(1, 1),"
            + " clamping_mode='firm')",
        () -> new BoundingBoxes(Torch.zeros(2, 4), BoundingBoxFormat.XYXY, List.of(1, 1), "firm"));
    all.put(
        "tv.KeyPoints(torch.zeros(2, 3), canvas_size=(1, 1))",
        () -> new KeyPoints(Torch.zeros(2, 3), 1, 1));
    return all;
  }
}
