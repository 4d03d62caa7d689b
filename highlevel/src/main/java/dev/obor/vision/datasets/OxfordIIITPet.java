package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Cats and dogs of 37 breeds, with outlines: Python's {@code torchvision.datasets.OxfordIIITPet}.
 *
 * <p>The files lie in {@code root/oxford-iiit-pet}: {@code images} and {@code annotations}.
 *
 * <p>The target is the number of the breed, whether it is a cat (0) or a dog (1), or an image of
 * numbers that tells the animal (1), what is behind it (2) and the edge (3); with several of these
 * it is a {@link dev.obor.serialization.Tuple}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class OxfordIIITPet extends PictureDataset {
  private static final String FROM = "https://www.robots.ox.ac.uk/~vgg/data/pets/data/";
  private static final List<DataFile> ARCHIVES =
      List.of(
          new DataFile(FROM + "images.tar.gz", "", "5c4f3ee8e5d25df40f4fd59a7f44e54c"),
          new DataFile(FROM + "annotations.tar.gz", "", "95a8c909bbe2e81eed6a22bccdf3f68f"));
  private static final List<String> BIN_CLASSES = List.of("Cat", "Dog");

  private final TargetTypes targetTypes;
  private final List<String> names = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private final List<Integer> binLabels = new ArrayList<>();

  /** Keyword arguments of the constructor. */
  public static final class Options extends JointOptions<BufferedImage, Object, Options> {
    private String split = "trainval";
    private List<String> targetTypes = List.of("category");
    private boolean download;

    Options() {}

    /** Sets which part it is: {@code trainval}, which is the default, or {@code test}. */
    public Options split(String value) {
      this.split = value;
      return this;
    }

    /**
     * Sets what the target is: {@code category}, which is the default, {@code binary-category},
     * {@code segmentation}, or several of them; with none of them it is null.
     */
    public Options targetTypes(String... value) {
      this.targetTypes = List.of(value);
      return this;
    }

    /** Sets whether the files are fetched if they are not there; default false. */
    public Options download(boolean value) {
      this.download = value;
      return this;
    }
  }

  /** Reads what is there to train with: Python's {@code OxfordIIITPet(root)}. */
  public OxfordIIITPet(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code OxfordIIITPet(root, split=…, target_types=…, transforms=…,
   * transform=…, target_transform=…, download=…)}.
   *
   * @param root the folder that holds, or gets, {@code oxford-iiit-pet}
   * @throws dev.obor.ValueException if there is no such split or target
   * @throws TorchException if the files are not there, or damaged
   */
  public OxfordIIITPet(String root, Consumer<Options> options) {
    this(root, new Options().set(options));
  }

  private OxfordIIITPet(String root, Options o) {
    super(root, o);
    verified(o.split, "split", List.of("trainval", "test"));
    this.targetTypes =
        TargetTypes.listed(
            o.targetTypes, "target_types", List.of("category", "binary-category", "segmentation"));
    if (o.download && !isThere()) {
      for (DataFile archive : ARCHIVES) {
        Downloads.downloadAndExtractArchive(archive.url(), base(), d -> d.md5(archive.md5()));
      }
    }
    if (!isThere()) {
      throw DatasetFiles.notFound(base());
    }
    Path list = base().resolve("annotations").resolve(o.split + ".txt");
    for (List<String> words : DatasetFiles.words(list)) {
      if (words.size() != 4) {
        throw DatasetFiles.damaged(list, "a line has " + words.size() + " words instead of 4");
      }
      names.add(words.get(0));
      labels.add(DatasetFiles.number(words.get(1), list) - 1);
      binLabels.add(DatasetFiles.number(words.get(2), list) - 1);
    }
  }

  private Path base() {
    return folder().resolve("oxford-iiit-pet");
  }

  private boolean isThere() {
    return Files.isDirectory(base().resolve("images"))
        && Files.isDirectory(base().resolve("annotations"));
  }

  TargetTypes targetTypes() {
    return targetTypes;
  }

  @Override
  Sample load(int at) {
    String name = names.get(at);
    return new Sample(
        Folder.pilLoader(base().resolve("images").resolve(name + ".jpg")),
        targetTypes.target(
            type ->
                switch (type) {
                  case "category" -> labels.get(at);
                  case "binary-category" -> binLabels.get(at);
                  default ->
                      DatasetFiles.open(
                          base().resolve("annotations/trimaps").resolve(name + ".png"));
                }));
  }

  @Override
  public int size() {
    return names.size();
  }

  /** The names of the breeds: Python's {@code dataset.classes}. */
  public List<String> classes() {
    Map<Integer, String> breeds = new TreeMap<>();
    for (int i = 0; i < size(); i++) {
      String name = names.get(i);
      int end = name.lastIndexOf('_');
      breeds.put(labels.get(i), end < 0 ? name : name.substring(0, end));
    }
    return breeds.values().stream().map(OxfordIIITPet::title).toList();
  }

  private static String title(String name) {
    return Arrays.stream(name.split("_", -1))
        .map(
            word ->
                word.isEmpty()
                    ? word
                    : word.substring(0, 1).toUpperCase(Locale.ROOT)
                        + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }

  /** The numbers of the breeds by their names: Python's {@code dataset.class_to_idx}. */
  public Map<String, Integer> classToIdx() {
    return indices(classes());
  }

  /** Cat and dog: Python's {@code dataset.bin_classes}. */
  public List<String> binClasses() {
    return BIN_CLASSES;
  }

  /** The numbers of cat and dog: Python's {@code dataset.bin_class_to_idx}. */
  public Map<String, Integer> binClassToIdx() {
    return indices(BIN_CLASSES);
  }
}
