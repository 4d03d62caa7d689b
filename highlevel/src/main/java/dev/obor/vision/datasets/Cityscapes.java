package dev.obor.vision.datasets;

import dev.obor.TorchException;
import dev.obor.ValueException;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Streets of 50 cities with the kind of each pixel: Python's {@code
 * torchvision.datasets.Cityscapes}.
 *
 * <pre>{@code
 * Cityscapes dataset = new Cityscapes("data", o -> o.mode("fine").targetType("semantic"));
 * BufferedImage kinds = (BufferedImage) dataset.get(0).target();
 * }</pre>
 *
 * <p>The archives, or what they unpack to, {@code leftImg8bit} and {@code gtFine} or {@code
 * gtCoarse}, lie in the folder itself. Images come in the order of their cities and names, which in
 * Python is the file system's.
 *
 * <p>A target is an image of numbers, for {@code color} one of colours, and for {@code polygon} a
 * map; with several of these it is a {@link dev.obor.serialization.Tuple}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class Cityscapes extends PictureDataset {
  private static final String SUFFIX = "_leftImg8bit";

  private final String split;
  private final String mode;
  private final TargetTypes targetTypes;
  private final List<Path> images = new ArrayList<>();

  /** Keyword arguments of the constructor. */
  public static final class Options extends JointOptions<BufferedImage, Object, Options> {
    private String split = "train";
    private String mode = "fine";
    private List<String> targetType = List.of("instance");

    Options() {}

    /**
     * Sets which part it is: {@code train}, which is the default, {@code val}, and {@code test} in
     * the fine mode or {@code train_extra} in the coarse one.
     */
    public Options split(String value) {
      this.split = value;
      return this;
    }

    /** Sets how exact the targets are: {@code fine}, which is the default, or {@code coarse}. */
    public Options mode(String value) {
      this.mode = value;
      return this;
    }

    /**
     * Sets what the target is: {@code instance}, which is the default, {@code semantic}, {@code
     * polygon}, {@code color}, or several of them.
     */
    public Options targetType(String... value) {
      this.targetType = List.of(value);
      return this;
    }
  }

  /**
   * A kind of what is in the images.
   *
   * @param name its name
   * @param id its number in the images
   * @param trainId its number when models are trained and compared
   * @param category the name of the group it belongs to
   * @param categoryId the group's number
   * @param hasInstances whether single ones are told apart
   * @param ignoreInEval whether it does not count when models are compared
   * @param color red, green and blue
   */
  public record CityscapesClass(
      String name,
      int id,
      int trainId,
      String category,
      int categoryId,
      boolean hasInstances,
      boolean ignoreInEval,
      List<Integer> color) {}

  private static final List<CityscapesClass> CLASSES =
      List.of(
          new CityscapesClass("unlabeled", 0, 255, "void", 0, false, true, List.of(0, 0, 0)),
          new CityscapesClass("ego vehicle", 1, 255, "void", 0, false, true, List.of(0, 0, 0)),
          new CityscapesClass(
              "rectification border", 2, 255, "void", 0, false, true, List.of(0, 0, 0)),
          new CityscapesClass("out of roi", 3, 255, "void", 0, false, true, List.of(0, 0, 0)),
          new CityscapesClass("static", 4, 255, "void", 0, false, true, List.of(0, 0, 0)),
          new CityscapesClass("dynamic", 5, 255, "void", 0, false, true, List.of(111, 74, 0)),
          new CityscapesClass("ground", 6, 255, "void", 0, false, true, List.of(81, 0, 81)),
          new CityscapesClass("road", 7, 0, "flat", 1, false, false, List.of(128, 64, 128)),
          new CityscapesClass("sidewalk", 8, 1, "flat", 1, false, false, List.of(244, 35, 232)),
          new CityscapesClass("parking", 9, 255, "flat", 1, false, true, List.of(250, 170, 160)),
          new CityscapesClass(
              "rail track", 10, 255, "flat", 1, false, true, List.of(230, 150, 140)),
          new CityscapesClass(
              "building", 11, 2, "construction", 2, false, false, List.of(70, 70, 70)),
          new CityscapesClass(
              "wall", 12, 3, "construction", 2, false, false, List.of(102, 102, 156)),
          new CityscapesClass(
              "fence", 13, 4, "construction", 2, false, false, List.of(190, 153, 153)),
          new CityscapesClass(
              "guard rail", 14, 255, "construction", 2, false, true, List.of(180, 165, 180)),
          new CityscapesClass(
              "bridge", 15, 255, "construction", 2, false, true, List.of(150, 100, 100)),
          new CityscapesClass(
              "tunnel", 16, 255, "construction", 2, false, true, List.of(150, 120, 90)),
          new CityscapesClass("pole", 17, 5, "object", 3, false, false, List.of(153, 153, 153)),
          new CityscapesClass(
              "polegroup", 18, 255, "object", 3, false, true, List.of(153, 153, 153)),
          new CityscapesClass(
              "traffic light", 19, 6, "object", 3, false, false, List.of(250, 170, 30)),
          new CityscapesClass(
              "traffic sign", 20, 7, "object", 3, false, false, List.of(220, 220, 0)),
          new CityscapesClass(
              "vegetation", 21, 8, "nature", 4, false, false, List.of(107, 142, 35)),
          new CityscapesClass("terrain", 22, 9, "nature", 4, false, false, List.of(152, 251, 152)),
          new CityscapesClass("sky", 23, 10, "sky", 5, false, false, List.of(70, 130, 180)),
          new CityscapesClass("person", 24, 11, "human", 6, true, false, List.of(220, 20, 60)),
          new CityscapesClass("rider", 25, 12, "human", 6, true, false, List.of(255, 0, 0)),
          new CityscapesClass("car", 26, 13, "vehicle", 7, true, false, List.of(0, 0, 142)),
          new CityscapesClass("truck", 27, 14, "vehicle", 7, true, false, List.of(0, 0, 70)),
          new CityscapesClass("bus", 28, 15, "vehicle", 7, true, false, List.of(0, 60, 100)),
          new CityscapesClass("caravan", 29, 255, "vehicle", 7, true, true, List.of(0, 0, 90)),
          new CityscapesClass("trailer", 30, 255, "vehicle", 7, true, true, List.of(0, 0, 110)),
          new CityscapesClass("train", 31, 16, "vehicle", 7, true, false, List.of(0, 80, 100)),
          new CityscapesClass("motorcycle", 32, 17, "vehicle", 7, true, false, List.of(0, 0, 230)),
          new CityscapesClass("bicycle", 33, 18, "vehicle", 7, true, false, List.of(119, 11, 32)),
          new CityscapesClass(
              "license plate", -1, -1, "vehicle", 7, false, true, List.of(0, 0, 142)));

  /** Reads the fine training set: Python's {@code Cityscapes(root)}. */
  public Cityscapes(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code Cityscapes(root, split=…, mode=…, target_type=…, transform=…,
   * target_transform=…, transforms=…)}.
   *
   * @throws ValueException if there is no such split, mode or target
   * @throws TorchException if the files are not there
   */
  public Cityscapes(String root, Consumer<Options> options) {
    this(root, new Options().set(options));
  }

  private Cityscapes(String root, Options o) {
    super(root, o);
    boolean isFine = verified(o.mode, "mode", List.of("fine", "coarse")).equals("fine");
    this.mode = isFine ? "gtFine" : "gtCoarse";
    List<String> valid =
        isFine ? List.of("train", "test", "val") : List.of("train", "train_extra", "val");
    if (!valid.contains(o.split)) {
      throw new ValueException(
          "Unknown value '"
              + o.split
              + "' for argument split if mode is '"
              + o.mode
              + "'. Valid values are {'"
              + String.join("', '", valid)
              + "'}.");
    }
    this.split = o.split;
    this.targetTypes =
        TargetTypes.listed(
            o.targetType, "target_type", List.of("instance", "semantic", "polygon", "color"));
    Path folder = folder().resolve("leftImg8bit").resolve(split);
    if (!Files.isDirectory(folder) || !Files.isDirectory(folder().resolve(mode).resolve(split))) {
      extract();
    }
    for (Path city : DatasetFiles.list(folder)) {
      images.addAll(DatasetFiles.list(city));
    }
  }

  private void extract() {
    Path images =
        folder()
            .resolve(
                split.equals("train_extra")
                    ? "leftImg8bit_trainextra.zip"
                    : "leftImg8bit_trainvaltest.zip");
    Path targets =
        folder().resolve(mode.equals("gtFine") ? "gtFine_trainvaltest.zip" : "gtCoarse.zip");
    if (!Files.isRegularFile(images) || !Files.isRegularFile(targets)) {
      throw new TorchException(
          "Dataset not found or incomplete. Please make sure all required folders for the specified"
              + " \"split\" and \"mode\" are inside the \"root\" directory\nOr the archives "
              + images
              + " and "
              + targets
              + ".");
    }
    Downloads.extractArchive(images, folder());
    Downloads.extractArchive(targets, folder());
  }

  TargetTypes targetTypes() {
    return targetTypes;
  }

  @Override
  Sample load(int at) {
    Path image = images.get(at);
    String name = DatasetFiles.name(image);
    int end = name.indexOf(SUFFIX);
    String stem = end < 0 ? name : name.substring(0, end);
    Path city = Objects.requireNonNull(image.getParent());
    Path targets = folder().resolve(mode).resolve(split).resolve(DatasetFiles.name(city));
    return new Sample(
        Folder.pilLoader(image),
        targetTypes.target(
            type -> {
              Path file = targets.resolve(stem + "_" + mode + suffix(type));
              return type.equals("polygon") ? DatasetFiles.json(file) : DatasetFiles.open(file);
            }));
  }

  private static String suffix(String type) {
    return switch (type) {
      case "instance" -> "_instanceIds.png";
      case "semantic" -> "_labelIds.png";
      case "color" -> "_color.png";
      default -> "_polygons.json";
    };
  }

  /** The kinds: Python's {@code dataset.classes}. */
  public List<CityscapesClass> classes() {
    return CLASSES;
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  protected String extraRepr() {
    return "Split: " + split + "\nMode: " + mode + "\nType: " + targetTypes.printed();
  }
}
