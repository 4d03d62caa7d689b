package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dishes in 101 classes: Python's {@code torchvision.datasets.Food101}.
 *
 * <p>The files lie in {@code root/food-101}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class Food101 extends ListedImages {
  private static final String URL = "http://data.vision.ee.ethz.ch/cvl/food-101.tar.gz";
  private static final String MD5 = "85eeb15f3717b99a5da872d97d918f87";

  /** A text of the list, and a colon if it is the name of a class. Names have no escapes. */
  private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\]*)\"\\s*(:?)");

  private final String split;

  /** Reads the training set: Python's {@code Food101(root)}. */
  public Food101(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code Food101(root, split=…, transform=…, target_transform=…,
   * download=…)}.
   *
   * @param root the folder that holds, or gets, {@code food-101}
   * @throws dev.obor.ValueException if the split is neither {@code train} nor {@code test}
   * @throws TorchException if the files are not there, or damaged
   */
  public Food101(String root, Consumer<SplitOptions> options) {
    this(root, options(options));
  }

  private Food101(String root, SplitOptions o) {
    super(root, o, listing(Path.of(expanded(root)), o));
    this.split = o.split;
  }

  static SplitOptions options(Consumer<SplitOptions> options) {
    SplitOptions o = new SplitOptions();
    options.accept(o);
    return o;
  }

  private static Listing listing(Path root, SplitOptions o) {
    verified(o.split, "split", List.of("train", "test"));
    Path base = root.resolve("food-101");
    boolean isThere = Files.isDirectory(base.resolve("meta"));
    if (o.download && !(isThere && Files.isDirectory(base.resolve("images")))) {
      Downloads.downloadAndExtractArchive(URL, root, d -> d.md5(MD5));
    }
    DTD.requireFolder(base.resolve("meta"));
    DTD.requireFolder(base.resolve("images"));
    Path list = base.resolve("meta").resolve(o.split + ".json");
    String text = String.join("\n", DTD.lines(list));
    Map<String, Integer> numbers = new TreeMap<>(Folder.BY_CHARACTERS);
    List<String> names = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    String name = null;
    for (Matcher matcher = TEXT.matcher(text); matcher.find(); ) {
      if (matcher.group(2).equals(":")) {
        name = matcher.group(1);
        numbers.put(name, 0);
      } else if (name == null) {
        throw new TorchException(list + ": names a file before a class");
      } else {
        names.add(name);
        files.add(base.resolve("images").resolve(matcher.group(1) + ".jpg"));
      }
    }
    List<String> classes = List.copyOf(numbers.keySet());
    return new Listing(files, names.stream().map(classes::indexOf).toList(), classes);
  }

  @Override
  protected String extraRepr() {
    return "split=" + split;
  }
}
