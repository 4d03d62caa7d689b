package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Ten classes of ImageNet that are easily told apart: Python's {@code
 * torchvision.datasets.Imagenette}.
 *
 * <p>The files lie in {@code root/imagenette2}, {@code root/imagenette2-320} or {@code
 * root/imagenette2-160}, as the size is.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class Imagenette extends ListedImages {
  private static final Map<String, DataFile> ARCHIVES =
      Map.of(
          "full", archive("imagenette2", "fe2fc210e6bb7c5664d602c3cd71e612"),
          "320px", archive("imagenette2-320", "3df6f0d01a2c9592104656642f5e78a3"),
          "160px", archive("imagenette2-160", "e793b78cc4c9e9a4ccc0c1155377a412"));

  private static final Map<String, List<String>> NAMES =
      Map.of(
          "n01440764", List.of("tench", "Tinca tinca"),
          "n02102040", List.of("English springer", "English springer spaniel"),
          "n02979186", List.of("cassette player"),
          "n03000684", List.of("chain saw", "chainsaw"),
          "n03028079", List.of("church", "church building"),
          "n03394916", List.of("French horn", "horn"),
          "n03417042", List.of("garbage truck", "dustcart"),
          "n03425413", List.of("gas pump", "gasoline pump", "petrol pump", "island dispenser"),
          "n03445777", List.of("golf ball"),
          "n03888257", List.of("parachute", "chute"));

  /** Keyword arguments of the constructor. */
  public static final class Options extends LoaderOptions<Integer, Options> {
    private String size = "full";

    Options() {}

    /** Sets the size of the images: {@code full}, the default, {@code 320px} or {@code 160px}. */
    public Options size(String value) {
      this.size = value;
      return this;
    }
  }

  /** Reads the training set in full size: Python's {@code Imagenette(root)}. */
  public Imagenette(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code Imagenette(root, split=…, size=…, download=…, transform=…,
   * target_transform=…, loader=…)}.
   *
   * @param root the folder that holds, or gets, {@code imagenette2}
   * @param options the split is {@code train}, the default, or {@code val}
   * @throws dev.obor.ValueException if there is no such split or size
   * @throws TorchException if the files are not there, or of other classes
   */
  public Imagenette(String root, Consumer<Options> options) {
    this(root, new Options().set(options));
  }

  private Imagenette(String root, Options o) {
    super(root, o, o.loader, listing(Path.of(expanded(root)), o));
  }

  private static DataFile archive(String name, String md5) {
    return new DataFile("https://s3.amazonaws.com/fast-ai-imageclas/" + name + ".tgz", name, md5);
  }

  private static Listing listing(Path root, Options o) {
    verified(o.split, "split", List.of("train", "val"));
    DataFile archive = ARCHIVES.get(verified(o.size, "size", List.of("full", "320px", "160px")));
    if (archive == null) {
      throw new IllegalStateException("a size without an archive");
    }
    Path base = root.resolve(archive.name());
    if (o.download && !Files.exists(base)) {
      Downloads.downloadAndExtractArchive(archive.url(), root, d -> d.md5(archive.md5()));
    } else if (!Files.exists(base)) {
      throw DatasetFiles.absent(
          "Dataset not found. You can use download=True to download it.", base);
    }
    Path folder = base.resolve(o.split);
    List<String> wnids = Folder.findClasses(folder);
    for (String wnid : wnids) {
      if (!NAMES.containsKey(wnid)) {
        throw new TorchException("'" + wnid + "'\nIt is no class of Imagenette: " + folder);
      }
    }
    return Listing.of(wnids, folder, List.of(".jpeg"));
  }

  /** The names of the classes in WordNet: Python's {@code dataset.wnids}. */
  public List<String> wnids() {
    return listing().classes();
  }

  /** The numbers of the classes by these names: Python's {@code dataset.wnid_to_idx}. */
  public Map<String, Integer> wnidToIdx() {
    return indices(wnids());
  }

  /** The names of each class: Python's {@code dataset.classes}. */
  public List<List<String>> classes() {
    return wnids().stream().map(wnid -> NAMES.getOrDefault(wnid, List.of())).toList();
  }

  /** The numbers of the classes by all of their names: Python's {@code dataset.class_to_idx}. */
  public Map<String, Integer> classToIdx() {
    return indicesOfAll(classes());
  }

  /** The numbers of classes that have several names each. */
  static Map<String, Integer> indicesOfAll(List<List<String>> classes) {
    Map<String, Integer> indices = new LinkedHashMap<>();
    for (int i = 0; i < classes.size(); i++) {
      for (String name : classes.get(i)) {
        indices.put(name, i);
      }
    }
    return indices;
  }
}
