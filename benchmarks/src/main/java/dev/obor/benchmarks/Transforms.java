package dev.obor.benchmarks;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.vision.io.Io;
import dev.obor.vision.transforms.AugMix;
import dev.obor.vision.transforms.AutoAugment;
import dev.obor.vision.transforms.CenterCrop;
import dev.obor.vision.transforms.ColorJitter;
import dev.obor.vision.transforms.F;
import dev.obor.vision.transforms.GaussianBlur;
import dev.obor.vision.transforms.Grayscale;
import dev.obor.vision.transforms.InterpolationMode;
import dev.obor.vision.transforms.Normalize;
import dev.obor.vision.transforms.PILToTensor;
import dev.obor.vision.transforms.Pad;
import dev.obor.vision.transforms.RandAugment;
import dev.obor.vision.transforms.RandomAdjustSharpness;
import dev.obor.vision.transforms.RandomAffine;
import dev.obor.vision.transforms.RandomAutocontrast;
import dev.obor.vision.transforms.RandomCrop;
import dev.obor.vision.transforms.RandomEqualize;
import dev.obor.vision.transforms.RandomErasing;
import dev.obor.vision.transforms.RandomHorizontalFlip;
import dev.obor.vision.transforms.RandomInvert;
import dev.obor.vision.transforms.RandomPerspective;
import dev.obor.vision.transforms.RandomPosterize;
import dev.obor.vision.transforms.RandomResizedCrop;
import dev.obor.vision.transforms.RandomRotation;
import dev.obor.vision.transforms.RandomSolarize;
import dev.obor.vision.transforms.RandomVerticalFlip;
import dev.obor.vision.transforms.Resize;
import dev.obor.vision.transforms.ToPILImage;
import dev.obor.vision.transforms.ToTensor;
import dev.obor.vision.transforms.TrivialAugmentWide;
import dev.obor.vision.transforms.v2.ToDtype;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The time of single image transforms: Obor's part of {@code transforms.sh}, which {@code
 * peers/python/transforms.py} does in Python.
 *
 * <p>Usage: {@code Transforms FOLDER GROUP}, or {@code Transforms FOLDER pictures} once before. The
 * groups are {@code image} and {@code augment}, on an image object of 500 x 375 pixels, {@code
 * tensor}, on tensors of it, {@code v2}, and {@code file}, which reads and writes its files.
 *
 * <p>A case draws from the same seed before each {@link #CALLS} calls, so that both systems draw
 * the same; the fastest of these count. What is taken is the processor time of the calling thread,
 * which other programs disturb less than the time on the wall.
 */
public final class Transforms {
  private static final int CALLS = 40;
  private static final double WARM_UP = 2e9;
  private static final double MEASURED = 0.8e9;
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final Stopwatch watch = new Stopwatch("obor");
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] STD = {0.229, 0.224, 0.225};

  private final Path folder;
  private final BufferedImage image;

  private Transforms(Path folder) throws IOException {
    this.folder = folder;
    this.image = Pictures.read(folder.resolve("picture.png"));
  }

  /** Runs the cases of a group. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: Transforms FOLDER GROUP, or Transforms FOLDER pictures");
      System.exit(2);
    }
    Path folder = Path.of(arguments[0]);
    if (arguments[1].equals("pictures")) {
      Pictures.writeOne(folder);
      return;
    }
    Torch.setNumThreads(1);
    Transforms transforms = new Transforms(folder);
    try (Scope scope = Torch.scope()) {
      switch (arguments[1]) {
        case "image" -> {
          transforms.geometry();
          transforms.colors();
        }
        case "augment" -> transforms.augment();
        case "tensor" -> transforms.tensors();
        case "v2" -> transforms.secondVersion();
        case "file" -> transforms.files();
        default -> throw new IllegalArgumentException("no group " + arguments[1]);
      }
    }
  }

  private static <T> void time(String name, T sample, Function<? super T, ?> transform) {
    double least = Double.MAX_VALUE;
    long begun = System.nanoTime();
    for (int passes = 0; passes < 3 || System.nanoTime() - begun < WARM_UP + MEASURED; ) {
      boolean isWarm = System.nanoTime() - begun > WARM_UP;
      Torch.manualSeed(0);
      long before = CLOCK.getCurrentThreadCpuTime();
      for (int i = 0; i < CALLS; i++) {
        try (Scope scope = Torch.scope()) {
          Object unused = transform.apply(sample);
        }
      }
      if (isWarm) {
        least = Math.min(least, (CLOCK.getCurrentThreadCpuTime() - before) / (double) CALLS);
        passes++;
      }
    }
    watch.result(name, least / 1000, "us");
  }

  private void image(String name, Function<Object, ?> transform) {
    time(name, image, transform);
  }

  private void geometry() {
    image("Resize(224)", new Resize(224, 224));
    image(
        "Resize(224), bicubic",
        new Resize(224, 224, o -> o.interpolation(InterpolationMode.BICUBIC)));
    image("Resize(800)", new Resize(600, 800));
    image(
        "Resize(800), bicubic",
        new Resize(600, 800, o -> o.interpolation(InterpolationMode.BICUBIC)));
    image(
        "Resize(224), nearest",
        new Resize(224, 224, o -> o.interpolation(InterpolationMode.NEAREST)));
    image("CenterCrop(224)", new CenterCrop(224));
    image("RandomCrop(224), padding", new RandomCrop(224, o -> o.padding(4)));
    image("RandomResizedCrop(224)", new RandomResizedCrop(224));
    image("Pad(10), constant", new Pad(10, o -> o.fill(9)));
    image("Pad(10), reflect", new Pad(10, o -> o.paddingMode("reflect")));
    image("RandomHorizontalFlip", new RandomHorizontalFlip(1));
    image("RandomVerticalFlip", new RandomVerticalFlip(1));
    image("RandomRotation(30), nearest", new RandomRotation(30));
    image(
        "RandomRotation(30), bilinear",
        new RandomRotation(30, o -> o.interpolation(InterpolationMode.BILINEAR)));
    image(
        "RandomRotation(30), bicubic",
        new RandomRotation(30, o -> o.interpolation(InterpolationMode.BICUBIC)));
    image(
        "RandomAffine, nearest",
        new RandomAffine(20, o -> o.translate(0.1, 0.1).scale(0.8, 1.2).shear(10)));
    image(
        "RandomAffine, bilinear",
        new RandomAffine(
            20,
            o ->
                o.translate(0.1, 0.1)
                    .scale(0.8, 1.2)
                    .shear(10)
                    .interpolation(InterpolationMode.BILINEAR)));
    image("RandomPerspective", new RandomPerspective(0.5, 1));
    image(
        "RandomPerspective, nearest",
        new RandomPerspective(0.5, 1, o -> o.interpolation(InterpolationMode.NEAREST)));
  }

  private void colors() {
    image("ColorJitter, brightness", new ColorJitter(0.5, 0, 0, 0));
    image("ColorJitter, contrast", new ColorJitter(0, 0.5, 0, 0));
    image("ColorJitter, saturation", new ColorJitter(0, 0, 0.5, 0));
    image("ColorJitter, hue", new ColorJitter(0, 0, 0, 0.2));
    image("ColorJitter, all", new ColorJitter(0.5, 0.5, 0.5, 0.2));
    image("Grayscale(1)", new Grayscale(1));
    image("Grayscale(3)", new Grayscale(3));
    image("GaussianBlur(5)", new GaussianBlur(5));
    image("GaussianBlur(23)", new GaussianBlur(23));
    image("RandomInvert", new RandomInvert(1));
    image("RandomPosterize", new RandomPosterize(4, 1));
    image("RandomSolarize", new RandomSolarize(128, 1));
    image("RandomAdjustSharpness", new RandomAdjustSharpness(2, 1));
    image("RandomAutocontrast", new RandomAutocontrast(1));
    image("RandomEqualize", new RandomEqualize(1));
    image("ToTensor", new ToTensor());
    image("PILToTensor", new PILToTensor());
  }

  private void augment() {
    image("RandAugment", new RandAugment());
    image("AutoAugment", new AutoAugment());
    image("TrivialAugmentWide", new TrivialAugmentWide());
    image("AugMix", new AugMix());
  }

  private void tensors() {
    Tensor bytes = F.pilToTensor(image);
    Tensor floats = F.toTensor(image);
    time("uint8 tensor: ToPILImage", bytes, new ToPILImage());
    time("float tensor: ToPILImage", floats, new ToPILImage());
    time("float tensor: RandomErasing", floats, new RandomErasing(1));
    time("float tensor: Normalize", floats, new Normalize(MEAN, STD));
    time("uint8 tensor: Resize(224)", bytes, new Resize(224, 224));
    time("float tensor: Resize(224)", floats, new Resize(224, 224));
    time("uint8 tensor: RandomHorizontalFlip", bytes, new RandomHorizontalFlip(1));
    time("uint8 tensor: ColorJitter, all", bytes, new ColorJitter(0.5, 0.5, 0.5, 0.2));
    time("uint8 tensor: GaussianBlur(5)", bytes, new GaussianBlur(5));
    time("uint8 tensor: RandomRotation(30), nearest", bytes, new RandomRotation(30));
  }

  private void secondVersion() {
    secondVersion("v2, uint8", F.pilToTensor(image));
    Tensor floats = F.toTensor(image);
    secondVersion("v2, float32", floats);
    time("v2, float32: Normalize", floats, new dev.obor.vision.transforms.v2.Normalize(MEAN, STD));
    time("v2, uint8: ToDtype(float32)", F.pilToTensor(image), new ToDtype(DType.FLOAT32, true));
    time("v2, float32: ToDtype(uint8)", floats, new ToDtype(DType.UINT8, true));
  }

  private static void secondVersion(String kind, Tensor sample) {
    time(kind + ": Resize(224)", sample, new dev.obor.vision.transforms.v2.Resize(224, 224));
    time(
        kind + ": RandomHorizontalFlip",
        sample,
        new dev.obor.vision.transforms.v2.RandomHorizontalFlip(1));
    time(
        kind + ": ColorJitter, all",
        sample,
        new dev.obor.vision.transforms.v2.ColorJitter(0.5, 0.5, 0.5, 0.2));
    time(
        kind + ": RandomAffine, bilinear",
        sample,
        new dev.obor.vision.transforms.v2.RandomAffine(
            20,
            o ->
                o.translate(0.1, 0.1)
                    .scale(0.8, 1.2)
                    .shear(10)
                    .interpolation(InterpolationMode.BILINEAR)));
    time(kind + ": GaussianBlur(5)", sample, new dev.obor.vision.transforms.v2.GaussianBlur(5));
  }

  private void files() {
    Tensor bytes = F.pilToTensor(image);
    time("decode_png", Io.readFile(folder.resolve("picture.png").toString()), Io::decodePng);
    time("decode_gif", Io.readFile(folder.resolve("picture.gif").toString()), Io::decodeGif);
    time("decode_jpeg", Io.readFile(folder.resolve("picture.jpg").toString()), Io::decodeJpeg);
    time("encode_png", bytes, Io::encodePng);
    time("encode_jpeg", bytes, Io::encodeJpeg);
  }
}
