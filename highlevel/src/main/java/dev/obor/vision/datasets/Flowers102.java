package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Flowers of 102 kinds: Python's {@code torchvision.datasets.Flowers102}.
 *
 * <p>The files lie in {@code root/flowers-102}: the images in {@code jpg}, and beside it {@code
 * imagelabels.mat} and {@code setid.mat}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class Flowers102 extends ListedImages {
  private static final String FROM = "https://www.robots.ox.ac.uk/~vgg/data/flowers/102/";
  private static final DataFile IMAGES =
      new DataFile(FROM + "102flowers.tgz", "102flowers.tgz", "52808999861908f626f3c1f4e79d11fa");
  private static final List<DataFile> LISTS =
      List.of(
          new DataFile(
              FROM + "imagelabels.mat", "imagelabels.mat", "e0620be6f572b9609742df49c70aed4d"),
          new DataFile(FROM + "setid.mat", "setid.mat", "a5357ecc9cb78c4bef273ce3793fc85c"));
  private static final Map<String, String> SPLITS =
      Map.of("train", "trnid", "val", "valid", "test", "tstid");

  private static final List<String> CLASSES =
      List.of(
          "pink primrose",
          "hard-leaved pocket orchid",
          "canterbury bells",
          "sweet pea",
          "english marigold",
          "tiger lily",
          "moon orchid",
          "bird of paradise",
          "monkshood",
          "globe thistle",
          "snapdragon",
          "colt's foot",
          "king protea",
          "spear thistle",
          "yellow iris",
          "globe-flower",
          "purple coneflower",
          "peruvian lily",
          "balloon flower",
          "giant white arum lily",
          "fire lily",
          "pincushion flower",
          "fritillary",
          "red ginger",
          "grape hyacinth",
          "corn poppy",
          "prince of wales feathers",
          "stemless gentian",
          "artichoke",
          "sweet william",
          "carnation",
          "garden phlox",
          "love in the mist",
          "mexican aster",
          "alpine sea holly",
          "ruby-lipped cattleya",
          "cape flower",
          "great masterwort",
          "siam tulip",
          "lenten rose",
          "barbeton daisy",
          "daffodil",
          "sword lily",
          "poinsettia",
          "bolero deep blue",
          "wallflower",
          "marigold",
          "buttercup",
          "oxeye daisy",
          "common dandelion",
          "petunia",
          "wild pansy",
          "primula",
          "sunflower",
          "pelargonium",
          "bishop of llandaff",
          "gaura",
          "geranium",
          "orange dahlia",
          "pink-yellow dahlia?",
          "cautleya spicata",
          "japanese anemone",
          "black-eyed susan",
          "silverbush",
          "californian poppy",
          "osteospermum",
          "spring crocus",
          "bearded iris",
          "windflower",
          "tree poppy",
          "gazania",
          "azalea",
          "water lily",
          "rose",
          "thorn apple",
          "morning glory",
          "passion flower",
          "lotus",
          "toad lily",
          "anthurium",
          "frangipani",
          "clematis",
          "hibiscus",
          "columbine",
          "desert-rose",
          "tree mallow",
          "magnolia",
          "cyclamen",
          "watercress",
          "canna lily",
          "hippeastrum",
          "bee balm",
          "ball moss",
          "foxglove",
          "bougainvillea",
          "camellia",
          "mallow",
          "mexican petunia",
          "bromelia",
          "blanket flower",
          "trumpet creeper",
          "blackberry lily");

  private final String split;

  /** Reads the training set: Python's {@code Flowers102(root)}. */
  public Flowers102(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code Flowers102(root, split=…, transform=…, target_transform=…,
   * download=…, loader=…)}.
   *
   * @param root the folder that holds, or gets, {@code flowers-102}
   * @param options the split is {@code train}, the default, {@code val} or {@code test}
   * @throws dev.obor.ValueException if there is no such split
   * @throws TorchException if the files are not there, or damaged
   */
  public Flowers102(String root, Consumer<ImageOptions> options) {
    this(root, new ImageOptions().set(options));
  }

  private Flowers102(String root, ImageOptions o) {
    super(root, o, o.loader, listing(Path.of(expanded(root), "flowers-102"), o));
    this.split = o.split;
  }

  private static Listing listing(Path base, ImageOptions o) {
    verified(o.split, "split", List.of("train", "val", "test"));
    if (o.download && !isWhole(base, o)) {
      Downloads.downloadAndExtractArchive(IMAGES.url(), base, d -> d.md5(IMAGES.md5()));
      LISTS.forEach(list -> Downloads.downloadUrl(list.url(), base, d -> d.md5(list.md5())));
    }
    if (!isWhole(base, o)) {
      throw DatasetFiles.notFoundOrCorrupted(base);
    }
    Path sets = base.resolve("setid.mat");
    MatValue.Numbers labels =
        MatFile.read(base.resolve("imagelabels.mat"), "labels", MatValue.Numbers.class);
    MatValue.Numbers chosen =
        MatFile.read(sets, Objects.requireNonNull(SPLITS.get(o.split)), MatValue.Numbers.class);
    List<Path> files = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      long image = chosen.number(i);
      if (image < 1 || image > labels.size()) {
        throw DatasetFiles.damaged(sets, "there is no image " + image);
      }
      files.add(base.resolve("jpg").resolve(String.format(Locale.ROOT, "image_%05d.jpg", image)));
      numbers.add((int) labels.number((int) image - 1) - 1);
    }
    return new Listing(files, numbers, List.of());
  }

  private static boolean isWhole(Path base, ImageOptions o) {
    return Files.isDirectory(base.resolve("jpg"))
        && LISTS.stream().allMatch(list -> o.integrity.test(base.resolve(list.name()), list.md5()));
  }

  /** The names of the kinds: Python's {@code dataset.classes}. */
  public List<String> classes() {
    return CLASSES;
  }

  @Override
  protected String extraRepr() {
    return "split=" + split;
  }
}
