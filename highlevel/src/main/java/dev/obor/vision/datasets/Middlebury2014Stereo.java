package dev.obor.vision.datasets;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.vision.transforms.PythonRandom;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rooms with much in them, measured finely: Python's {@code
 * torchvision.datasets.Middlebury2014Stereo}.
 *
 * <p>The files lie in {@code root/Middlebury2014}. Parts are {@code train}, {@code additional}, and
 * {@code test} without disparities. Disparities have a mask; where it is false they are zero.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class Middlebury2014Stereo extends StereoMatchingDataset {
  private static final String FROM = "https://vision.middlebury.edu/stereo/";
  private static final Map<String, List<String>> SCENES =
      Map.of(
          "train",
          List.of(
              "Adirondack",
              "Jadeplant",
              "Motorcycle",
              "Piano",
              "Pipes",
              "Playroom",
              "Playtable",
              "Recycle",
              "Shelves",
              "Vintage"),
          "additional",
          List.of(
              "Backpack",
              "Bicycle1",
              "Cable",
              "Classroom1",
              "Couch",
              "Flowers",
              "Mask",
              "Shopvac",
              "Sticks",
              "Storage",
              "Sword1",
              "Sword2",
              "Umbrella"),
          "test",
          List.of(
              "Plants",
              "Classroom2E",
              "Classroom2",
              "Australia",
              "DjembeL",
              "CrusadeP",
              "Crusade",
              "Hoops",
              "Bicycle2",
              "Staircase",
              "Newkuba",
              "AustraliaP",
              "Djembe",
              "Livingroom",
              "Computer"));

  private final boolean useAmbientViews;

  /** Keyword arguments of the constructor. */
  public static final class Options extends StereoOptions<Options> {
    private String split = "train";
    private @Nullable String calibration = "perfect";
    private boolean useAmbientViews;
    private boolean download;
    String from = FROM;

    Options() {}

    /** Sets which part it is: {@code train}, the default, {@code additional} or {@code test}. */
    public Options split(String value) {
      this.split = value;
      return this;
    }

    /**
     * Sets how well the cameras are known: {@code perfect}, the default, {@code imperfect} or
     * {@code both}; null for the test set, which has no such kinds.
     */
    public Options calibration(@Nullable String value) {
      this.calibration = value;
      return this;
    }

    /**
     * Sets whether the right picture is drawn at random from those under different light, by
     * Python's module {@code random}; default false.
     */
    public Options useAmbientViews(boolean value) {
      this.useAmbientViews = value;
      return this;
    }

    /** Sets whether the files are fetched if they are not there; default false. */
    public Options download(boolean value) {
      this.download = value;
      return this;
    }
  }

  /** Reads the training set: Python's {@code Middlebury2014Stereo(root)}. */
  public Middlebury2014Stereo(String root) {
    this(root, o -> {});
  }

  /**
   * Reads one of the sets: Python's {@code Middlebury2014Stereo(root, split=…, calibration=…,
   * use_ambient_views=…, transforms=…, download=…)}.
   *
   * @param root the folder that holds, or gets, {@code Middlebury2014}
   * @throws TorchException if the files are not there
   * @throws ValueException if an argument has a value that is not known, or that does not fit the
   *     part
   */
  public Middlebury2014Stereo(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private static Options options(Consumer<Options> wanted) {
    Options options = new Options();
    wanted.accept(options);
    return options;
  }

  private Middlebury2014Stereo(String root, Options o) {
    super(root, o);
    VisionDataset.verified(o.split, "split", List.of("train", "test", "additional"));
    List<String> suffixes = suffixes(o.split, o.calibration);
    Path base = folder(root, "Middlebury2014");
    Path part = base.resolve(o.split);
    List<String> scenes = Objects.requireNonNull(SCENES.get(o.split));
    if (o.download && o.split.equals("test")) {
      downloadTest(o.from, base);
    } else if (o.download) {
      downloadScenes(o.from, part, scenes);
    }
    if (!Files.exists(part)) {
      throw DatasetFiles.absent(
          "The " + o.split + " directory was not found in the provided root directory", part);
    }
    if (DatasetFiles.names(part).stream().noneMatch(n -> scenes.stream().anyMatch(n::startsWith))) {
      throw DatasetFiles.absent(
          "Provided root folder does not contain any scenes from the " + o.split + " split.", part);
    }
    for (String suffix : suffixes) {
      String scene = "*" + suffix;
      addImages(part, scene + "/im0.png", scene + "/im1.png");
      if (!o.split.equals("test")) {
        addDisparities(part, scene + "/disp0.pfm", scene + "/disp1.pfm");
      }
    }
    this.useAmbientViews = o.useAmbientViews;
  }

  private static List<String> suffixes(String split, @Nullable String calibration) {
    boolean isTest = split.equals("test");
    if (calibration == null || calibration.isEmpty()) {
      if (!isTest) {
        throw new ValueException(
            "Split '"
                + split
                + "' has calibration settings, however None was provided as an argument.\n"
                + "Setting calibration to 'perfect' for split '"
                + split
                + "'. Available calibration settings are: 'perfect', 'imperfect', 'both'.");
      }
      return List.of("");
    }
    VisionDataset.verified(
        calibration, "calibration", List.of("perfect", "imperfect", "both", "None"));
    if (isTest) {
      throw new ValueException(
          "Split 'test' has only no calibration settings, please set `calibration=None`.");
    }
    return calibration.equals("both")
        ? List.of("-perfect", "-imperfect")
        : List.of("-" + calibration);
  }

  private static void downloadScenes(String from, Path part, List<String> scenes) {
    for (String scene : scenes) {
      for (String kind : List.of("-perfect", "-imperfect")) {
        if (!Files.exists(part.resolve(scene + kind))) {
          String name = scene + kind + ".zip";
          Downloads.downloadAndExtractArchive(
              from + "data/scenes2014/zip/" + name,
              part,
              d -> d.filename(name).removeFinished(true));
        }
      }
    }
  }

  private static void downloadTest(String from, Path base) {
    Path part = base.resolve("test");
    try {
      Files.createDirectories(part);
      if (DatasetFiles.names(part).containsAll(Objects.requireNonNull(SCENES.get("test")))) {
        return;
      }
      Downloads.downloadAndExtractArchive(
          from + "submit3/zip/MiddEval3-data-F.zip", base, d -> d.removeFinished(true));
      Path unpacked = base.resolve("MiddEval3");
      for (Path scene : DatasetFiles.list(unpacked.resolve("testF"), Files::isDirectory)) {
        Path target = part.resolve(DatasetFiles.name(scene));
        if (!Files.exists(target)) {
          Files.move(scene, target);
        }
      }
      delete(unpacked);
    } catch (IOException e) {
      throw DatasetFiles.failed(part, e);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (var files = Files.walk(folder)) {
      all = new ArrayList<>(files.toList());
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      Files.delete(all.get(i));
    }
  }

  @Override
  BufferedImage readImage(Path file) {
    if (!useAmbientViews || !DatasetFiles.name(file).equals("im1.png")) {
      return super.readImage(file);
    }
    List<Path> views = new ArrayList<>();
    for (String name : List.of("im1E.png", "im1L.png")) {
      if (Files.exists(file.resolveSibling(name))) {
        views.add(file.resolveSibling(name));
      }
    }
    views.add(file);
    return super.readImage(views.get(PythonRandom.choice(views.size())));
  }

  @Override
  Disparity readDisparity(Path file) {
    try (Scope scope = Torch.scope()) {
      Tensor map = positive(file).map();
      map.maskedFill_(map.eq(Double.POSITIVE_INFINITY), 0);
      return new Disparity(scope.keep(map), scope.keep(map.gt(0).squeeze(0)));
    }
  }
}
