package dev.obor.vision.datasets;

import dev.obor.TorchException;
import dev.obor.serialization.Serialization;
import dev.obor.serialization.Tuple;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The images of the ImageNet challenge of 2012 in 1,000 classes: Python's {@code
 * torchvision.datasets.ImageNet}.
 *
 * <p>The archives {@code ILSVRC2012_devkit_t12.tar.gz} and {@code ILSVRC2012_img_train.tar} or
 * {@code ILSVRC2012_img_val.tar} are to be put into the folder, and are unpacked there when the
 * dataset is made for the first time, as Python does: into {@code train} and {@code val}, with a
 * folder for each class, and {@code meta.bin} beside them, which Python's {@code torch.load} reads.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class ImageNet extends ListedImages {
  private static final String META = "meta.bin";
  private static final Map<String, DataFile> ARCHIVES =
      Map.of(
          "train",
          new DataFile("", "ILSVRC2012_img_train.tar", "1d675b47d978889d74fa0da5fadfb00e"),
          "val",
          new DataFile("", "ILSVRC2012_img_val.tar", "29b22e2961454d5413ddabcf34fc5622"),
          "devkit",
          new DataFile("", "ILSVRC2012_devkit_t12.tar.gz", "fa75699e90414af021442c21a62c3abf"));

  private final String split;
  private final Meta meta;

  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<BufferedImage, Integer, Options> {
    private String split = "train";
    private Function<? super Path, ?> loader = Folder::defaultLoader;

    Options() {}

    /** Sets which part it is: {@code train}, which is the default, or {@code val}. */
    public Options split(String value) {
      this.split = value;
      return this;
    }

    /** Sets what reads a file; default {@link Folder#defaultLoader}. */
    public Options loader(Function<? super Path, ?> value) {
      this.loader = value;
      return this;
    }
  }

  /**
   * What the dataset's tools say of it.
   *
   * @param names the names of each class, by its name in WordNet
   * @param valWnids the class of each image to validate with
   */
  private record Meta(Map<String, List<String>> names, List<String> valWnids) {
    static Meta read(Path file) {
      if (!Files.isRegularFile(file)) {
        throw new TorchException(
            "The meta file "
                + META
                + " is not present in the root directory or is corrupted. This file is"
                + " automatically created by the ImageNet dataset.");
      }
      try {
        if (Serialization.load(file, o -> {}) instanceof List<?> parts
            && parts.size() == 2
            && parts.get(0) instanceof Map<?, ?> classes
            && parts.get(1) instanceof List<?> wnids) {
          Map<String, List<String>> names = new LinkedHashMap<>();
          classes.forEach(
              (wnid, all) ->
                  names.put(
                      String.valueOf(wnid),
                      all instanceof List<?> list
                          ? list.stream().map(String::valueOf).toList()
                          : List.of(String.valueOf(all))));
          return new Meta(names, wnids.stream().map(String::valueOf).toList());
        }
      } catch (IOException e) {
        throw DatasetFiles.failed(file, e);
      }
      throw DatasetFiles.damaged(file, "it is not what the dataset writes");
    }

    void write(Path file) {
      Map<String, Tuple> classes = new LinkedHashMap<>();
      names.forEach((wnid, all) -> classes.put(wnid, Tuple.of(all.toArray())));
      try {
        Serialization.save(Tuple.of(classes, new ArrayList<>(valWnids)), file);
      } catch (IOException e) {
        throw DatasetFiles.failed(file, e);
      }
    }
  }

  /** Reads the training set: Python's {@code ImageNet(root)}. */
  public ImageNet(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code ImageNet(root, split=…, transform=…, target_transform=…,
   * loader=…)}.
   *
   * @throws dev.obor.ValueException if there is no such split
   * @throws TorchException if neither the archives nor what they unpack to are there
   */
  public ImageNet(String root, Consumer<Options> options) {
    this(root, new Options().set(options));
  }

  private ImageNet(String root, Options o) {
    super(root, o, o.loader, listing(Path.of(expanded(root)), o));
    this.split = o.split;
    this.meta = Meta.read(folder().resolve(META));
  }

  private static Listing listing(Path root, Options o) {
    verified(o.split, "split", List.of("train", "val"));
    Path meta = root.resolve(META);
    if (!Files.isRegularFile(meta)) {
      parseDevkit(archive(root, "devkit", o)).write(meta);
    }
    Path folder = root.resolve(o.split);
    if (!Files.isDirectory(folder)) {
      Path archive = archive(root, o.split, o);
      // What is not unpacked to the end must not be taken for the whole the next time.
      Path part = root.resolve(o.split + ".part");
      Downloads.extractArchive(archive, part);
      if (o.split.equals("train")) {
        unpackTrain(part);
      } else {
        sortVal(part, Meta.read(meta).valWnids());
      }
      move(part, folder);
    }
    return Listing.of(Folder.findClasses(folder), folder, Folder.IMG_EXTENSIONS);
  }

  private static Path archive(Path root, String kind, Options o) {
    DataFile archive = Objects.requireNonNull(ARCHIVES.get(kind));
    Path file = root.resolve(archive.name());
    if (!o.integrity.test(file, archive.md5())) {
      throw new TorchException(
          "The archive "
              + archive.name()
              + " is not present in the root directory or is corrupted. You need to download it"
              + " externally and place it in "
              + root
              + ".");
    }
    return file;
  }

  private static void unpackTrain(Path folder) {
    for (Path archive : DatasetFiles.list(folder, file -> file.toString().endsWith(".tar"))) {
      String name = DatasetFiles.name(archive);
      Downloads.extractArchive(
          archive,
          folder.resolve(name.substring(0, name.lastIndexOf('.'))),
          o -> o.removeFinished(true));
    }
  }

  private static void sortVal(Path folder, List<String> wnids) {
    List<Path> images = DatasetFiles.list(folder, Files::isRegularFile);
    for (int i = 0; i < Math.min(images.size(), wnids.size()); i++) {
      Path to = folder.resolve(wnids.get(i)).resolve(DatasetFiles.name(images.get(i)));
      Caltech256.made(Objects.requireNonNull(to.getParent()).toString());
      move(images.get(i), to);
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw DatasetFiles.failed(from, e);
    }
  }

  private static Meta parseDevkit(Path archive) {
    Path unpacked;
    try {
      unpacked = Files.createTempDirectory("obor-imagenet");
    } catch (IOException e) {
      throw DatasetFiles.failed(archive, e);
    }
    try {
      Downloads.extractArchive(archive, unpacked);
      Path data = unpacked.resolve("ILSVRC2012_devkit_t12").resolve("data");
      Path file = data.resolve("meta.mat");
      Map<Long, String> wnids = new LinkedHashMap<>();
      Map<String, List<String>> names = new LinkedHashMap<>();
      for (Map<String, MatValue> synset :
          MatFile.read(file, "synsets", MatValue.Structures.class).values()) {
        if (number(synset, "num_children", file) == 0) {
          String wnid = MatFile.get(synset, "WNID", MatValue.Text.class, file).text();
          String words = MatFile.get(synset, "words", MatValue.Text.class, file).text();
          wnids.put(number(synset, "ILSVRC2012_ID", file), wnid);
          names.put(wnid, Arrays.asList(words.split(", ", -1)));
        }
      }
      Path truth = data.resolve("ILSVRC2012_validation_ground_truth.txt");
      List<String> ofVal = new ArrayList<>();
      for (String line : DatasetFiles.lines(truth)) {
        String wnid = wnids.get((long) DatasetFiles.number(line, truth));
        if (wnid == null) {
          throw DatasetFiles.damaged(truth, "there is no class " + line);
        }
        ofVal.add(wnid);
      }
      return new Meta(names, ofVal);
    } finally {
      delete(unpacked);
    }
  }

  private static long number(Map<String, MatValue> synset, String name, Path file) {
    MatValue.Numbers numbers = MatFile.get(synset, name, MatValue.Numbers.class, file);
    if (numbers.size() != 1) {
      throw DatasetFiles.damaged(file, name + " is no number");
    }
    return numbers.number(0);
  }

  private static void delete(Path folder) {
    for (Path path : DatasetFiles.list(folder)) {
      if (Files.isDirectory(path)) {
        delete(path);
      } else {
        path.toFile().delete();
      }
    }
    folder.toFile().delete();
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
    return wnids().stream().map(wnid -> meta.names().getOrDefault(wnid, List.of())).toList();
  }

  /** The numbers of the classes by all of their names: Python's {@code dataset.class_to_idx}. */
  public Map<String, Integer> classToIdx() {
    return Imagenette.indicesOfAll(classes());
  }

  @Override
  protected String extraRepr() {
    return "Split: " + split;
  }
}
