package dev.obor.vision.transforms.v2;

import dev.obor.DType;
import dev.obor.vision.transforms.AutoAugmentPolicy;
import dev.obor.vision.transforms.InterpolationMode;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import dev.obor.vision.tv_tensors.Image;
import dev.obor.vision.tv_tensors.KeyPoints;
import dev.obor.vision.tv_tensors.Mask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The expressions of {@code transform_v2_goldens.py}, in Java. */
final class V2Cases {
  static final Map<String, Function<?, ?>> ALL = new LinkedHashMap<>();

  private V2Cases() {}

  private static void put(String python, Function<?, ?> transform) {
    ALL.put(python, transform);
  }

  private static void function(String python, Function<Object, Object> function) {
    ALL.put("lambda x: " + python, function);
  }

  static {
    sizes();
    parts();
    maps();
    colors();
    levels();
    conversions();
    boxes();
    groups();
    functions();
  }

  /** How far a number may be from Python's. */
  static double tolerance(String name, String expected) {
    if (expected.startsWith("float")) {
      return name.contains("fill=") ? 2e-3 : 1e-4;
    }
    // Pillow's bilinear pixels, from a matrix whose last bits differ; and two codecs of JPEG
    boolean isResampled = name.contains("BILINEAR") && expected.startsWith("RGB");
    return name.startsWith("T.JPEG") ? 4 : isResampled ? 1 : 0;
  }

  /**
   * The part of the elements that may differ more: the last bits of a perspective decide which of
   * two pixels is nearest where both are as near.
   */
  static double share(String name) {
    return name.startsWith("T.RandomPerspective(0.3") ? 0.02 : 0;
  }

  private static void sizes() {
    put("T.RandomHorizontalFlip()", new RandomHorizontalFlip());
    put("T.RandomHorizontalFlip(1.0)", new RandomHorizontalFlip(1.0));
    put("T.RandomVerticalFlip(1.0)", new RandomVerticalFlip(1.0));
    put("T.Resize(7)", new Resize(7));
    put("T.Resize((20, 9))", new Resize(20, 9));
    put("T.Resize(None, max_size=15)", new Resize(null, o -> o.maxSize(15)));
    put("T.Resize((6, 5), antialias=False)", new Resize(6, 5, o -> o.antialias(false)));
    for (InterpolationMode mode :
        List.of(
            InterpolationMode.BICUBIC,
            InterpolationMode.NEAREST,
            InterpolationMode.NEAREST_EXACT)) {
      put("T.Resize((14, 6), " + mode + ")", new Resize(14, 6, o -> o.interpolation(mode)));
    }
    put("T.Pad(3)", new Pad(3));
    put("T.Pad((1, 2), fill=9)", new Pad(new int[] {1, 2}, o -> o.fill(9)));
    put(
        "T.Pad([1, 2, 3, 4], fill=(10, 20, 30))",
        new Pad(new int[] {1, 2, 3, 4}, o -> o.fill(10, 20, 30)));
    put(
        "T.Pad((1, 2, 3, 0), fill={Mask: 7, 'others': 3})",
        new Pad(new int[] {1, 2, 3, 0}, o -> o.fill(Mask.class, 7).fill(3)));
    put(
        "T.Pad((2, 1), padding_mode='reflect')",
        new Pad(new int[] {2, 1}, o -> o.paddingMode("reflect")));
    put("T.Pad(2, padding_mode='edge')", new Pad(2, o -> o.paddingMode("edge")));
    put("T.Pad(2, padding_mode='symmetric')", new Pad(2, o -> o.paddingMode("symmetric")));
    put(
        "T.RandomZoomOut(fill=5, side_range=(1.0, 3.0), p=1.0)",
        new RandomZoomOut(o -> o.fill(5).sideRange(1, 3).p(1)));
    put("T.RandomZoomOut()", new RandomZoomOut());
    put("T.ScaleJitter((20, 30))", new ScaleJitter(20, 30));
    put(
        "T.RandomShortestSize([6, 12, 18], max_size=20)",
        new RandomShortestSize(new int[] {6, 12, 18}, o -> o.maxSize(20)));
    put("T.RandomResize(5, 30)", new RandomResize(5, 30));
  }

  private static void parts() {
    put("T.CenterCrop((6, 12))", new CenterCrop(6, 12));
    put("T.RandomResizedCrop(8)", new RandomResizedCrop(8));
    put(
        "T.RandomResizedCrop((6, 9), scale=(0.3, 0.6), ratio=(0.5, 2.0),"
            + " interpolation=InterpolationMode.NEAREST)",
        new RandomResizedCrop(
            6, 9, o -> o.scale(0.3, 0.6).ratio(0.5, 2.0).interpolation(InterpolationMode.NEAREST)));
    put("T.FiveCrop((4, 6))", new FiveCrop(4, 6));
    put("T.TenCrop(5, vertical_flip=True)", new TenCrop(new int[] {5}, true));
    put("T.RandomCrop(8)", new RandomCrop(8));
    put(
        "T.RandomCrop((4, 7), padding=(1, 2, 3, 4), fill=7)",
        new RandomCrop(4, 7, o -> o.padding(1, 2, 3, 4).fill(7)));
    put(
        "T.RandomCrop((16, 20), pad_if_needed=True)",
        new RandomCrop(16, 20, o -> o.padIfNeeded(true)));
    put("T.RandomCrop(30)", new RandomCrop(30));
    put("T.RandomIoUCrop()", new RandomIoUCrop());
    put(
        "T.RandomIoUCrop(min_scale=0.2, max_scale=0.9, sampler_options=[0.1, 0.2])",
        new RandomIoUCrop(o -> o.scale(0.2, 0.9).samplerOptions(0.1, 0.2)));
    put("T.RandomErasing(1.0)", new RandomErasing(1.0));
    put(
        "T.RandomErasing(p=1.0, value=(1, 2, 3), scale=(0.1, 0.2), ratio=(0.5, 2.0))",
        new RandomErasing(o -> o.p(1).value(1, 2, 3).scale(0.1, 0.2).ratio(0.5, 2.0)));
    put("T.RandomErasing(p=1.0, value='random')", new RandomErasing(o -> o.p(1).value("random")));
  }

  private static void maps() {
    InterpolationMode bilinear = InterpolationMode.BILINEAR;
    put("T.RandomRotation(30)", new RandomRotation(30));
    put("T.RandomRotation((90, 90), expand=True)", new RandomRotation(90, 90, o -> o.expand(true)));
    put("T.RandomRotation((180, 180))", new RandomRotation(180, 180));
    put(
        "T.RandomRotation((-70, -20), InterpolationMode.BILINEAR, expand=True, fill=50)",
        new RandomRotation(-70, -20, o -> o.interpolation(bilinear).expand(true).fill(50)));
    put(
        "T.RandomRotation(45, center=(3, 4), fill={Image: (1, 2, 3), 'others': 7})",
        new RandomRotation(45, o -> o.center(3, 4).fill(Image.class, 1, 2, 3).fill(7)));
    put(
        "T.RandomAffine((10, 40), translate=(0.2, 0.3), scale=(0.7, 1.4), shear=10)",
        new RandomAffine(10, 40, o -> o.translate(0.2, 0.3).scale(0.7, 1.4).shear(10)));
    put(
        "T.RandomAffine(20, shear=(-5, 5, 3, 9), interpolation=InterpolationMode.BILINEAR,"
            + " fill=99)",
        new RandomAffine(20, o -> o.shear(-5, 5, 3, 9).interpolation(bilinear).fill(99)));
    put(
        "T.RandomAffine(0, scale=(0.5, 0.9), center=(0, 0))",
        new RandomAffine(0, o -> o.scale(0.5, 0.9).center(0, 0)));
    put("T.RandomPerspective(p=1.0)", new RandomPerspective(0.5, 1.0));
    put("T.RandomPerspective(0.3, 0.7, fill=9)", new RandomPerspective(0.3, 0.7, o -> o.fill(9)));
    put("T.ElasticTransform(50.0, 1.0)", new ElasticTransform(50.0, 1.0));
    put(
        "T.ElasticTransform(30.0, 2.0, InterpolationMode.BILINEAR, fill=40)",
        new ElasticTransform(30.0, 2.0, o -> o.fill(40)));
  }

  private static void colors() {
    put("T.Grayscale()", new Grayscale());
    put("T.Grayscale(3)", new Grayscale(3));
    put("T.RandomGrayscale(0.6)", new RandomGrayscale(0.6));
    put("T.RGB()", new RGB());
    put(
        "T.ColorJitter(0.5, 0.4, 0.3)",
        new ColorJitter(o -> o.brightness(0.5).contrast(0.4).saturation(0.3)));
    put("T.ColorJitter(hue=0.4)", new ColorJitter(o -> o.hue(0.4)));
    put("T.ColorJitter(contrast=(0.2, 3.0))", new ColorJitter(o -> o.contrast(0.2, 3.0)));
    put("T.RandomChannelPermutation()", new RandomChannelPermutation());
    put("T.RandomPhotometricDistort()", new RandomPhotometricDistort());
    put("T.RandomPhotometricDistort(p=1.0)", new RandomPhotometricDistort(o -> o.p(1)));
  }

  private static void levels() {
    put("T.RandomEqualize(1.0)", new RandomEqualize(1.0));
    put("T.RandomInvert(1.0)", new RandomInvert(1.0));
    put("T.RandomPosterize(3, 1.0)", new RandomPosterize(3, 1.0));
    put("T.RandomSolarize(0.5, 1.0)", new RandomSolarize(0.5, 1.0));
    put("T.RandomSolarize(100.5, 1.0)", new RandomSolarize(100.5, 1.0));
    put("T.RandomAutocontrast(1.0)", new RandomAutocontrast(1.0));
    put("T.RandomAdjustSharpness(2, 1.0)", new RandomAdjustSharpness(2, 1.0));
    put("T.RandomAdjustSharpness(0.3, 1.0)", new RandomAdjustSharpness(0.3, 1.0));
    put("T.GaussianBlur(3)", new GaussianBlur(3));
    put("T.GaussianBlur((5, 3), (0.5, 3.0))", new GaussianBlur(new int[] {5, 3}, 0.5, 3.0));
    put("T.GaussianNoise()", new GaussianNoise());
    put("T.GaussianNoise(0.1, 0.3, clip=False)", new GaussianNoise(0.1, 0.3, false));
    put(
        "T.Normalize((0.5, 0.4, 0.3), (0.5, 0.25, 0.2))",
        new Normalize(new double[] {0.5, 0.4, 0.3}, new double[] {0.5, 0.25, 0.2}));
    put("T.Normalize((0.5,), (0.0,))", new Normalize(new double[] {0.5}, new double[] {0}));
  }

  private static void conversions() {
    put("T.ToDtype(torch.float32)", new ToDtype(DType.FLOAT32));
    put("T.ToDtype(torch.float32, scale=True)", new ToDtype(DType.FLOAT32, true));
    put("T.ToDtype(torch.uint8, scale=True)", new ToDtype(DType.UINT8, true));
    put("T.ToDtype(torch.int16, scale=True)", new ToDtype(DType.INT16, true));
    put("T.ToDtype(torch.int64, scale=True)", new ToDtype(DType.INT64, true));
    put(
        "T.ToDtype({Image: torch.float32, Mask: torch.uint8, 'others': None}, scale=True)",
        new ToDtype(
            o -> o.dtype(Image.class, DType.FLOAT32).dtype(Mask.class, DType.UINT8).others(null),
            true));
    put(
        "T.ToDtype({BoundingBoxes: torch.float32})",
        new ToDtype(o -> o.dtype(BoundingBoxes.class, DType.FLOAT32), false));
    put("T.ConvertImageDtype(torch.float32)", new ConvertImageDtype());
    put("T.ToImage()", new ToImage());
    put("T.ToPureTensor()", new ToPureTensor());
    put("T.PILToTensor()", new PILToTensor());
    put("T.ToPILImage()", new ToPILImage());
    put("T.Identity()", new Identity());
    put("T.JPEG(50)", new JPEG(50));
    put("T.JPEG((20, 90))", new JPEG(20, 90));
    put("T.UniformTemporalSubsample(1)", new UniformTemporalSubsample(1));
    put("T.UniformTemporalSubsample(3)", new UniformTemporalSubsample(3));
  }

  private static void boxes() {
    for (String format : List.of("XYWH", "CXCYWH", "XYXY", "XYWHR", "CXCYWHR", "XYXYXYXY")) {
      put("T.ConvertBoundingBoxFormat('" + format + "')", new ConvertBoundingBoxFormat(format));
    }
    put("T.ClampBoundingBoxes()", new ClampBoundingBoxes());
    put("T.ClampBoundingBoxes('hard')", new ClampBoundingBoxes("hard"));
    put(
        "T.Compose([T.Pad((-2, -1)), T.ClampBoundingBoxes('hard')])",
        new Compose(new Pad(new int[] {-2, -1}), new ClampBoundingBoxes("hard")));
    put("T.ClampKeyPoints()", new ClampKeyPoints());
    put("T.SetClampingMode('hard')", new SetClampingMode("hard"));
    put(
        "T.Compose([T.SetClampingMode('hard'), T.RandomRotation((40, 40))])",
        new Compose(new SetClampingMode("hard"), new RandomRotation(40, 40)));
    put(
        "T.Compose([T.SetClampingMode(None), T.RandomCrop(4)])",
        new Compose(new SetClampingMode(null), new RandomCrop(4)));
    put(
        "T.SanitizeBoundingBoxes(labels_getter=None)",
        new SanitizeBoundingBoxes(o -> o.labelsGetter(null)));
    put("T.SanitizeBoundingBoxes(min_size=4.0)", new SanitizeBoundingBoxes(o -> o.minSize(4)));
    put(
        "T.SanitizeBoundingBoxes(min_area=20.0, labels_getter=None)",
        new SanitizeBoundingBoxes(o -> o.minArea(20).labelsGetter(null)));
    put(
        "T.Compose([T.CenterCrop(5), T.SanitizeKeyPoints()])",
        new Compose(new CenterCrop(5), new SanitizeKeyPoints()));
  }

  private static void groups() {
    put("T.MixUp(num_classes=4)", new MixUp(o -> o.numClasses(4)));
    put("T.MixUp(alpha=0.4)", new MixUp(o -> o.alpha(0.4)));
    put("T.CutMix(num_classes=4)", new CutMix(o -> o.numClasses(4)));
    put("T.CutMix(alpha=0.4)", new CutMix(o -> o.alpha(0.4)));
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
    put(
        "T.RandomApply([T.RandomHorizontalFlip(1.0), T.Pad(1)], p=0.6)",
        new RandomApply(List.of(new RandomHorizontalFlip(1.0), new Pad(1)), 0.6));
    put(
        "T.RandomOrder([T.Pad(1), T.CenterCrop(6), T.RandomHorizontalFlip()])",
        new RandomOrder(List.of(new Pad(1), new CenterCrop(6), new RandomHorizontalFlip())));
    put(
        "T.RandomChoice([T.Pad(1), T.CenterCrop(6), T.RandomHorizontalFlip(1.0)])",
        new RandomChoice(List.of(new Pad(1), new CenterCrop(6), new RandomHorizontalFlip(1.0))));
    put(
        "T.RandomChoice([T.Pad(1), T.CenterCrop(6)], p=[0.1, 0.7])",
        new RandomChoice(List.of(new Pad(1), new CenterCrop(6)), List.of(0.1, 0.7)));
    put(
        "T.Compose([T.ToImage(), T.RandomResizedCrop(8), T.RandomHorizontalFlip(),"
            + " T.ToDtype(torch.float32, scale=True)])",
        new Compose(
            new ToImage(),
            new RandomResizedCrop(8),
            new RandomHorizontalFlip(),
            new ToDtype(DType.FLOAT32, true)));
    put(
        "T.Lambda(lambda x: x + 1, Image)",
        // as for Python's tensors, what comes out is plain
        new Lambda((Image x) -> x.data().add(1), Image.class));
  }

  private static void functions() {
    function("F.adjust_gamma(x, 0.7)", x -> F.adjustGamma(x, 0.7));
    function("F.adjust_gamma(x, 2.2, 0.8)", x -> F.adjustGamma(x, 2.2, 0.8));
    function(
        "F.affine(x, 15, [2, 1], 1.2, [3.0])",
        x -> F.affine(x, 15, new double[] {2, 1}, 1.2, new double[] {3}));
    int[][] start = {{0, 0}, {8, 0}, {8, 8}, {0, 8}};
    int[][] end = {{1, 2}, {9, 1}, {7, 8}, {0, 7}};
    function(
        "F.perspective(x, [[0, 0], [8, 0], [8, 8], [0, 8]], [[1, 2], [9, 1], [7, 8], [0, 7]])",
        x -> F.perspective(x, start, end));
    function(
        "F.rotate(x, -400.5, expand=True, center=[0, 0])",
        x -> F.rotate(x, -400.5, o -> o.expand(true).center(0, 0)));
    function("F.gaussian_blur(x, [5, 5])", x -> F.gaussianBlur(x, new int[] {5, 5}));
    function("F.gaussian_blur(x, [4, 4])", x -> F.gaussianBlur(x, new int[] {4, 4}));
    function("F.adjust_hue(x, 0.6)", x -> F.adjustHue(x, 0.6));
    function("F.posterize(x, 9)", x -> F.posterize(x, 9));
    function("F.adjust_brightness(x, -1.0)", x -> F.adjustBrightness(x, -1.0));
    function("F.crop(x, -2, 3, 9, 30)", x -> F.crop(x, -2, 3, 9, 30));
    function("F.grayscale_to_rgb(x)", F::grayscaleToRgb);
    function("F.hflip(x)", F::hflip);
    function(
        "F.sanitize_bounding_boxes(x, min_size=4.0)",
        x -> F.sanitizeBoundingBoxes((BoundingBoxes) x, 4, 1));
    function("F.sanitize_keypoints(x)", x -> F.sanitizeKeypoints((KeyPoints) x));
  }
}
