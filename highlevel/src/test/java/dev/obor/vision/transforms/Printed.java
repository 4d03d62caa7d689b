package dev.obor.vision.transforms;

import dev.obor.DType;
import dev.obor.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Transforms that are only printed, and constructors that refuse their arguments. */
final class Printed {
  private Printed() {}

  static Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("T.Resize(224)", new Resize(224));
    all.put("T.Resize([224])", new Resize(List.of(224)));
    all.put(
        "T.Resize((224, 320), InterpolationMode.NEAREST_EXACT, antialias=None)",
        new Resize(
            224, 320, o -> o.interpolation(InterpolationMode.NEAREST_EXACT).antialias(null)));
    all.put("T.ToPILImage()", new ToPILImage());
    all.put("T.RandomErasing()", new RandomErasing());
    all.put(
        "T.RandomErasing(0.3, value=(1.5, 2.0, 3.0))",
        new RandomErasing(o -> o.p(0.3).value(1.5, 2.0, 3.0)));
    all.put(
        "T.RandomAffine(10, fill=(1, 2, 3), center=(4.0, 5.0))",
        new RandomAffine(10, o -> o.fill(1, 2, 3).center(4.0, 5.0)));
    all.put(
        "T.RandomRotation([-10, 20], fill=(1, 2, 3))",
        new RandomRotation(-10, 20, o -> o.fill(1, 2, 3)));
    all.put("T.GaussianBlur(3, sigma=(0.1, 5.0))", new GaussianBlur(3, 0.1, 5.0));
    all.put("T.RandomCrop(32, padding=4)", new RandomCrop(32, o -> o.padding(4)));
    all.put("T.RandomCrop((16, 32), padding=(1, 2))", new RandomCrop(16, 32, o -> o.padding(1, 2)));
    all.put(
        "T.LinearTransformation(torch.eye(2), torch.zeros(2))",
        new LinearTransformation(Torch.eye(2), Torch.zeros(2)));
    all.put("T.RandomApply([T.ToTensor()])", new RandomApply(List.of(new ToTensor())));
    all.put(
        "T.Compose([T.Compose([T.ToTensor()]), T.Lambda(lambda x: x)])",
        new Compose(new Compose(new ToTensor()), new Lambda((Object x) -> x)));
    all.put("InterpolationMode.BILINEAR", InterpolationMode.BILINEAR);
    all.put("AutoAugmentPolicy.CIFAR10", AutoAugmentPolicy.CIFAR10);
    return all;
  }

  static Map<String, Runnable> refused() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("T.Resize((1, 2, 3))", () -> new Resize(new int[] {1, 2, 3}));
    all.put("T.CenterCrop((1, 2, 3))", () -> new CenterCrop(1, 2, 3));
    all.put("T.Pad((1, 2, 3))", () -> new Pad(new int[] {1, 2, 3}));
    all.put("T.Pad(1, padding_mode='wrap')", () -> new Pad(1, o -> o.paddingMode("wrap")));
    all.put("T.RandomRotation(-1)", () -> new RandomRotation(-1));
    all.put("T.RandomAffine(-1)", () -> new RandomAffine(-1));
    all.put(
        "T.RandomAffine(1, translate=(0.5, 1.5))",
        () -> new RandomAffine(1, o -> o.translate(0.5, 1.5)));
    all.put("T.RandomAffine(1, scale=(0, 1))", () -> new RandomAffine(1, o -> o.scale(0, 1)));
    all.put("T.RandomAffine(1, shear=(1, 2, 3))", () -> new RandomAffine(1, o -> o.shear(1, 2, 3)));
    all.put("T.RandomErasing(p=1.5)", () -> new RandomErasing(1.5));
    all.put("T.RandomErasing(scale=(0.1, 1.5))", () -> new RandomErasing(o -> o.scale(0.1, 1.5)));
    all.put("T.RandomErasing(value='noise')", () -> new RandomErasing(o -> o.value("noise")));
    all.put("T.ColorJitter(-0.1)", () -> new ColorJitter(-0.1));
    all.put("T.ColorJitter(hue=0.6)", () -> new ColorJitter(o -> o.hue(0.6)));
    all.put(
        "T.ColorJitter(brightness=(2.0, 1.0))", () -> new ColorJitter(o -> o.brightness(2.0, 1.0)));
    all.put("T.GaussianBlur(4)", () -> new GaussianBlur(4));
    all.put("T.GaussianBlur(3, sigma=(2.0, 1.0))", () -> new GaussianBlur(3, 2.0, 1.0));
    all.put("T.GaussianBlur(3, 0.0)", () -> new GaussianBlur(3, 0.0));
    all.put("T.AugMix(severity=11)", () -> new AugMix(o -> o.severity(11)));
    all.put(
        "T.LinearTransformation(torch.zeros(2, 3), torch.zeros(2))",
        () -> new LinearTransformation(Torch.zeros(2, 3), Torch.zeros(2)));
    all.put(
        "T.LinearTransformation(torch.eye(2), torch.zeros(3))",
        () -> new LinearTransformation(Torch.eye(2), Torch.zeros(3)));
    all.put(
        "T.LinearTransformation(torch.eye(2), torch.zeros(2, dtype=torch.float64))",
        () ->
            new LinearTransformation(
                Torch.eye(2), Torch.zeros(new long[] {2}, o -> o.dtype(DType.FLOAT64))));
    return all;
  }
}
