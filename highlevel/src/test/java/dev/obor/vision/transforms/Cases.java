package dev.obor.vision.transforms;

import dev.obor.DType;
import dev.obor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The expressions of {@code transform_goldens.py}, in Java. */
final class Cases {
  static final Map<String, Function<?, ?>> ALL = new LinkedHashMap<>();

  private Cases() {}

  private static void put(String python, Function<?, ?> transform) {
    ALL.put(python, transform);
  }

  private static void function(String python, Function<Object, Object> function) {
    ALL.put("lambda img: " + python, function);
  }

  static {
    conversions();
    sizes();
    crops();
    maps();
    colors();
    groups();
    augmentations();
    functions();
  }

  private static void conversions() {
    put("T.ToTensor()", new ToTensor());
    put("T.PILToTensor()", new PILToTensor());
    put("T.ToPILImage()", new ToPILImage());
    put("T.ToPILImage('F')", new ToPILImage("F"));
    put("T.ToPILImage('L')", new ToPILImage("L"));
    put("T.ConvertImageDtype(torch.float32)", new ConvertImageDtype(DType.FLOAT32));
    put("T.ConvertImageDtype(torch.float64)", new ConvertImageDtype(DType.FLOAT64));
    put("T.ConvertImageDtype(torch.uint8)", new ConvertImageDtype(DType.UINT8));
    put("T.ConvertImageDtype(torch.int16)", new ConvertImageDtype(DType.INT16));
    put("T.ConvertImageDtype(torch.int32)", new ConvertImageDtype(DType.INT32));
    put("T.ConvertImageDtype(torch.int64)", new ConvertImageDtype(DType.INT64));
    put(
        "T.Normalize((0.5, 0.4, 0.3), (0.5, 0.25, 0.2))",
        new Normalize(new double[] {0.5, 0.4, 0.3}, new double[] {0.5, 0.25, 0.2}));
    put("T.Normalize([0.5], [0.25])", new Normalize(List.of(0.5), List.of(0.25)));
    put("T.Normalize((0.5,), (0.0,))", new Normalize(new double[] {0.5}, new double[] {0}));
  }

  private static void sizes() {
    put("T.Resize(7)", new Resize(7));
    put("T.Resize(30)", new Resize(30));
    put("T.Resize((20, 9))", new Resize(20, 9));
    put("T.Resize([5, 40])", new Resize(List.of(5, 40)));
    put("T.Resize((9,))", new Resize(new int[] {9}));
    put("T.Resize(10, max_size=12)", new Resize(10, o -> o.maxSize(12)));
    put("T.Resize(10, max_size=9)", new Resize(10, o -> o.maxSize(9)));
    put("T.Resize(6, antialias=False)", new Resize(6, o -> o.antialias(false)));
    for (InterpolationMode mode :
        List.of(
            InterpolationMode.NEAREST,
            InterpolationMode.NEAREST_EXACT,
            InterpolationMode.BICUBIC)) {
      put("T.Resize((20, 9), " + mode + ")", new Resize(20, 9, o -> o.interpolation(mode)));
    }
    put(
        "T.Resize((6, 30), InterpolationMode.BICUBIC, antialias=False)",
        new Resize(6, 30, o -> o.interpolation(InterpolationMode.BICUBIC).antialias(false)));
    for (InterpolationMode mode :
        List.of(InterpolationMode.BOX, InterpolationMode.HAMMING, InterpolationMode.LANCZOS)) {
      put("T.Resize((6, 30), " + mode + ")", new Resize(6, 30, o -> o.interpolation(mode)));
    }
    put("T.Pad(3)", new Pad(3));
    put("T.Pad((1, 2), fill=9)", new Pad(new int[] {1, 2}, o -> o.fill(9)));
    put(
        "T.Pad([1, 2, 3, 4], fill=(10, 20, 30))",
        new Pad(List.of(1, 2, 3, 4), o -> o.fill(10, 20, 30)));
    put("T.Pad((2, -3, -1, 4), fill=300)", new Pad(new int[] {2, -3, -1, 4}, o -> o.fill(300)));
    put("T.Pad(4, padding_mode='edge')", new Pad(4, o -> o.paddingMode("edge")));
    for (String mode : List.of("reflect", "symmetric")) {
      put(
          "T.Pad((4, 1, 2, 3), padding_mode='" + mode + "')",
          new Pad(new int[] {4, 1, 2, 3}, o -> o.paddingMode(mode)));
    }
    put(
        "T.Pad((4, -1, -2, 3), padding_mode='symmetric')",
        new Pad(new int[] {4, -1, -2, 3}, o -> o.paddingMode("symmetric")));
  }

  private static void crops() {
    put("T.CenterCrop(6)", new CenterCrop(6));
    put("T.CenterCrop((5, 30))", new CenterCrop(5, 30));
    put("T.CenterCrop([20, 4])", new CenterCrop(List.of(20, 4)));
    put("T.CenterCrop(40)", new CenterCrop(40));
    put("T.RandomCrop(8)", new RandomCrop(8));
    put("T.RandomCrop((4, 7), padding=3)", new RandomCrop(4, 7, o -> o.padding(3)));
    put(
        "T.RandomCrop((4, 7), padding=(1, 2, 3, 4), fill=7)",
        new RandomCrop(4, 7, o -> o.padding(1, 2, 3, 4).fill(7)));
    put(
        "T.RandomCrop((16, 20), pad_if_needed=True, padding_mode='symmetric')",
        new RandomCrop(16, 20, o -> o.padIfNeeded(true).paddingMode("symmetric")));
    put("T.RandomCrop(30)", new RandomCrop(30));
    put("T.RandomHorizontalFlip()", new RandomHorizontalFlip());
    put("T.RandomHorizontalFlip(1.0)", new RandomHorizontalFlip(1.0));
    put("T.RandomVerticalFlip()", new RandomVerticalFlip());
    put("T.RandomVerticalFlip(1.0)", new RandomVerticalFlip(1.0));
    put("T.RandomResizedCrop(8)", new RandomResizedCrop(8));
    put(
        "T.RandomResizedCrop((6, 9), scale=(0.3, 0.6), ratio=(0.5, 2.0),"
            + " interpolation=InterpolationMode.BICUBIC)",
        new RandomResizedCrop(
            6, 9, o -> o.scale(0.3, 0.6).ratio(0.5, 2.0).interpolation(InterpolationMode.BICUBIC)));
    put(
        "T.RandomResizedCrop(6, scale=(3.0, 4.0))",
        new RandomResizedCrop(6, o -> o.scale(3.0, 4.0)));
    put("T.FiveCrop(5)", new FiveCrop(5));
    put("T.FiveCrop((4, 6))", new FiveCrop(4, 6));
    put("T.FiveCrop(50)", new FiveCrop(50));
    put("T.TenCrop(5)", new TenCrop(5));
    put("T.TenCrop((4, 6), vertical_flip=True)", new TenCrop(4, 6, true));
    put("T.RandomErasing(1.0)", new RandomErasing(1.0));
    put("T.RandomErasing(value=5)", new RandomErasing(o -> o.value(5)));
    put(
        "T.RandomErasing(p=1.0, value=(1, 2, 3), scale=(0.1, 0.2), ratio=(0.5, 2.0))",
        new RandomErasing(o -> o.p(1).value(1, 2, 3).scale(0.1, 0.2).ratio(0.5, 2.0)));
    put("T.RandomErasing(p=1.0, value='random')", new RandomErasing(o -> o.p(1).value("random")));
    put(
        "T.RandomErasing(p=1.0, scale=(1.0, 1.0), ratio=(9.0, 9.0))",
        new RandomErasing(o -> o.p(1).scale(1, 1).ratio(9, 9)));
  }

  private static void maps() {
    InterpolationMode bilinear = InterpolationMode.BILINEAR;
    InterpolationMode bicubic = InterpolationMode.BICUBIC;
    put("T.RandomRotation(30)", new RandomRotation(30));
    put("T.RandomRotation((90, 90), expand=True)", new RandomRotation(90, 90, o -> o.expand(true)));
    put("T.RandomRotation((180, 180))", new RandomRotation(180, 180));
    put(
        "T.RandomRotation((-70, -20), InterpolationMode.BILINEAR, expand=True, fill=50)",
        new RandomRotation(-70, -20, o -> o.interpolation(bilinear).expand(true).fill(50)));
    put(
        "T.RandomRotation(45, InterpolationMode.BICUBIC, center=(3, 4))",
        new RandomRotation(45, o -> o.interpolation(bicubic).center(3, 4)));
    put(
        "T.RandomRotation(45, center=(3, 4), fill=(1, 2, 3))",
        new RandomRotation(45, o -> o.center(3, 4).fill(1, 2, 3)));
    put(
        "T.RandomRotation(45, InterpolationMode.LANCZOS)",
        new RandomRotation(45, o -> o.interpolation(InterpolationMode.LANCZOS)));
    put("T.RandomAffine(20)", new RandomAffine(20));
    put(
        "T.RandomAffine((10, 40), translate=(0.2, 0.3), scale=(0.7, 1.4), shear=10)",
        new RandomAffine(10, 40, o -> o.translate(0.2, 0.3).scale(0.7, 1.4).shear(10)));
    put(
        "T.RandomAffine(20, shear=(-5, 5, 3, 9), interpolation=InterpolationMode.BILINEAR,"
            + " fill=99)",
        new RandomAffine(20, o -> o.shear(-5, 5, 3, 9).interpolation(bilinear).fill(99)));
    put(
        "T.RandomAffine(20, shear=(-5, 5), interpolation=InterpolationMode.BICUBIC, center=(0,"
            + " 0))",
        new RandomAffine(20, o -> o.shear(-5, 5).interpolation(bicubic).center(0, 0)));
    put("T.RandomAffine(0, translate=(0.4, 0.4))", new RandomAffine(0, o -> o.translate(0.4, 0.4)));
    put(
        "T.RandomAffine(0, scale=(0.3, 3.0), fill=(1, 2, 3))",
        new RandomAffine(0, o -> o.scale(0.3, 3.0).fill(1, 2, 3)));
    put("T.RandomPerspective(p=1.0)", new RandomPerspective(0.5, 1.0));
    put(
        "T.RandomPerspective(0.3, 0.7, InterpolationMode.NEAREST, fill=9)",
        new RandomPerspective(0.3, 0.7, o -> o.interpolation(InterpolationMode.NEAREST).fill(9)));
    put(
        "T.RandomPerspective(0.8, 1.0, InterpolationMode.BICUBIC)",
        new RandomPerspective(0.8, 1.0, o -> o.interpolation(bicubic)));
    put("T.ElasticTransform()", new ElasticTransform());
    put(
        "T.ElasticTransform(30.0, 2.0, InterpolationMode.NEAREST, fill=40)",
        new ElasticTransform(30.0, 2.0, o -> o.interpolation(InterpolationMode.NEAREST).fill(40)));
  }

  private static void colors() {
    put("T.Grayscale()", new Grayscale());
    put("T.Grayscale(3)", new Grayscale(3));
    put("T.Grayscale(2)", new Grayscale(2));
    put("T.RandomGrayscale(0.5)", new RandomGrayscale(0.5));
    put("T.ColorJitter()", new ColorJitter());
    put("T.ColorJitter(0.5)", new ColorJitter(0.5));
    put("T.ColorJitter(contrast=0.9)", new ColorJitter(o -> o.contrast(0.9)));
    put("T.ColorJitter(saturation=(0.0, 3.0))", new ColorJitter(o -> o.saturation(0, 3)));
    put("T.ColorJitter(hue=0.4)", new ColorJitter(o -> o.hue(0.4)));
    put("T.ColorJitter(0.1, 0.2, 0.3, 0.1)", new ColorJitter(0.1, 0.2, 0.3, 0.1));
    put("T.GaussianBlur(3)", new GaussianBlur(3));
    put("T.GaussianBlur((5, 3), (0.5, 3.0))", new GaussianBlur(new int[] {5, 3}, 0.5, 3.0));
    put("T.GaussianBlur(5, 1.5)", new GaussianBlur(5, 1.5));
    put("T.RandomInvert(1.0)", new RandomInvert(1.0));
    put("T.RandomInvert()", new RandomInvert());
    put("T.RandomPosterize(3, 1.0)", new RandomPosterize(3, 1.0));
    put("T.RandomPosterize(0, 1.0)", new RandomPosterize(0, 1.0));
    put("T.RandomPosterize(9, 1.0)", new RandomPosterize(9, 1.0));
    put("T.RandomSolarize(100.5, 1.0)", new RandomSolarize(100.5, 1.0));
    put("T.RandomSolarize(0.5, p=0.9)", new RandomSolarize(0.5, 0.9));
    put("T.RandomAdjustSharpness(2, 1.0)", new RandomAdjustSharpness(2, 1.0));
    put("T.RandomAdjustSharpness(0.3)", new RandomAdjustSharpness(0.3));
    put("T.RandomAutocontrast(1.0)", new RandomAutocontrast(1.0));
    put("T.RandomEqualize(1.0)", new RandomEqualize(1.0));
  }

  private static void groups() {
    put(
        "T.RandomApply([T.RandomHorizontalFlip(1.0), T.Pad(1)], p=0.6)",
        new RandomApply(List.of(new RandomHorizontalFlip(1.0), new Pad(1)), 0.6));
    put(
        "T.RandomOrder([T.Pad(1), T.CenterCrop(6), T.RandomHorizontalFlip()])",
        new RandomOrder(List.of(new Pad(1), new CenterCrop(6), new RandomHorizontalFlip())));
    List<ImageTransform> three =
        List.of(new Pad(1), new CenterCrop(6), new RandomHorizontalFlip(1.0));
    put(
        "T.RandomChoice([T.Pad(1), T.CenterCrop(6), T.RandomHorizontalFlip(1.0)])",
        new RandomChoice(three));
    put(
        "T.RandomChoice([T.Pad(1), T.CenterCrop(6), T.RandomHorizontalFlip(1.0)], p=[0.1, 0.7,"
            + " 0.2])",
        new RandomChoice(three, List.of(0.1, 0.7, 0.2)));
    put(
        "T.Compose([T.Resize(9), T.CenterCrop(8), T.ToTensor(), T.Normalize((0.5,), (0.5,))])",
        new Compose(
            new Resize(9),
            new CenterCrop(8),
            new ToTensor(),
            new Normalize(new double[] {0.5}, new double[] {0.5})));
    put(
        "T.Compose([T.RandomRotation(30), T.RandomResizedCrop(8), T.RandomHorizontalFlip(),"
            + " T.ToTensor()])",
        new Compose(
            new RandomRotation(30),
            new RandomResizedCrop(8),
            new RandomHorizontalFlip(),
            new ToTensor()));
    put(
        "T.Compose([T.ToTensor(), T.Lambda(lambda x: x.view(-1))])",
        new Compose(new ToTensor(), new Lambda((Tensor x) -> x.view(-1))));
  }

  private static void augmentations() {
    put("T.AutoAugment()", new AutoAugment());
    put(
        "T.AutoAugment(AutoAugmentPolicy.CIFAR10, fill=7)",
        new AutoAugment(AutoAugmentPolicy.CIFAR10, o -> o.fill(7)));
    put(
        "T.AutoAugment(AutoAugmentPolicy.SVHN, InterpolationMode.BILINEAR)",
        new AutoAugment(AutoAugmentPolicy.SVHN, o -> o.interpolation(InterpolationMode.BILINEAR)));
    put("T.RandAugment()", new RandAugment());
    put(
        "T.RandAugment(4, 5, 11, fill=(1, 2, 3))",
        new RandAugment(o -> o.numOps(4).magnitude(5).numMagnitudeBins(11).fill(1, 2, 3)));
    put("T.TrivialAugmentWide()", new TrivialAugmentWide());
    put("T.AugMix()", new AugMix());
    put(
        "T.AugMix(5, 2, 2, 0.5, all_ops=False)",
        new AugMix(o -> o.severity(5).mixtureWidth(2).chainDepth(2).alpha(0.5).allOps(false)));
  }

  private static void functions() {
    function("F.adjust_gamma(img, 0.7)", img -> F.adjustGamma(img, 0.7));
    function("F.adjust_gamma(img, 2.2, 0.8)", img -> F.adjustGamma(img, 2.2, 0.8));
    function("F.adjust_gamma(img, -1)", img -> F.adjustGamma(img, -1));
    function("F.adjust_hue(img, 0.6)", img -> F.adjustHue(img, 0.6));
    function("F.adjust_brightness(img, -1.0)", img -> F.adjustBrightness(img, -1.0));
    function("F.gaussian_blur(img, 5)", img -> F.gaussianBlur(img, 5));
    function("F.gaussian_blur(img, 4)", img -> F.gaussianBlur(img, 4));
    function("F.crop(img, -2, 3, 9, 30)", img -> F.crop(img, -2, 3, 9, 30));
    function("F.crop(img, 30, 30, 4, 5)", img -> F.crop(img, 30, 30, 4, 5));
    int[][] start = {{0, 0}, {8, 0}, {8, 8}, {0, 8}};
    int[][] end = {{1, 2}, {9, 1}, {7, 8}, {0, 7}};
    function(
        "F.perspective(img, [[0, 0], [8, 0], [8, 8], [0, 8]], [[1, 2], [9, 1], [7, 8], [0, 7]])",
        img -> F.perspective(img, start, end));
    function(
        "F.affine(img, 15, [2, 1], 1.2, [3.0])",
        img -> F.affine(img, 15, new double[] {2, 1}, 1.2, new double[] {3}));
    function(
        "F.affine(img, 0, [0, 0], 2.0, [0.0, 0.0])",
        img -> F.affine(img, 0, new double[2], 2.0, new double[2]));
    function(
        "F.affine(img, 15, [2, 1], -1.2, [3.0])",
        img -> F.affine(img, 15, new double[] {2, 1}, -1.2, new double[] {3}));
    function("F.rotate(img, 90)", img -> F.rotate(img, 90));
    function(
        "F.rotate(img, -400.5, expand=True, center=[0, 0])",
        img -> F.rotate(img, -400.5, o -> o.expand(true).center(0, 0)));
  }
}
