package dev.obor.vision.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Files in a folder for each class, read by a function of one's own: Python's {@code
 * torchvision.datasets.DatasetFolder}.
 *
 * <pre>{@code
 * root/dog/a.npy
 * root/dog/more/b.npy
 * root/cat/c.npy
 *
 * new DatasetFolder("root", path -> read(path), o -> o.extensions(".npy"));
 * }</pre>
 *
 * <p>The classes are the folders, sorted by name. Files are read when a sample is.
 *
 * <p>Several threads may read a dataset at once if its functions allow it.
 */
public class DatasetFolder extends PictureDataset {
  private final Function<? super Path, ?> loader;
  private final List<String> classes;
  private final Map<String, Integer> classToIdx;
  private final List<Folder.Entry> samples;

  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<Object, Integer, Options> {
    @Nullable List<String> extensions;
    @Nullable Predicate<? super Path> isValidFile;
    boolean allowEmpty;

    Options() {}

    /**
     * Sets the endings of the files to read, in small letters; {@link #isValidFile} excludes it.
     */
    public Options extensions(String... value) {
      this.extensions = List.of(value);
      return this;
    }

    /** Sets which files to read; {@link #extensions} excludes it. */
    public Options isValidFile(Predicate<? super Path> value) {
      this.isValidFile = value;
      return this;
    }

    /** Sets whether a class may have no files; default false. */
    public Options allowEmpty(boolean value) {
      this.allowEmpty = value;
      return this;
    }
  }

  /**
   * Makes a dataset: Python's {@code DatasetFolder(root, loader, extensions=…, transform=…,
   * target_transform=…, is_valid_file=…, allow_empty=…)}.
   *
   * @param root the folder with the folders of the classes
   * @param loader reads a file
   * @throws dev.obor.ValueException if not exactly one of the endings and the choice is given
   * @throws dev.obor.TorchException if there is no class, or a class has no files and may not
   */
  public DatasetFolder(String root, Function<? super Path, ?> loader, Consumer<Options> options) {
    this(root, loader, options(options));
  }

  private DatasetFolder(String root, Function<? super Path, ?> loader, Options o) {
    this(root, loader, o, o.extensions, o.isValidFile, o.allowEmpty);
  }

  DatasetFolder(
      String root,
      Function<? super Path, ?> loader,
      VisionOptions<?, ?, ?> o,
      @Nullable List<String> extensions,
      @Nullable Predicate<? super Path> isValidFile,
      boolean allowEmpty) {
    super(root, o);
    this.loader = loader;
    this.classes = findClasses(folder());
    this.classToIdx = indices(classes);
    this.samples = Folder.makeDataset(folder(), classToIdx, extensions, isValidFile, allowEmpty);
  }

  private static Options options(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  /**
   * The classes of a folder: Python's {@code dataset.find_classes(directory)}. A subclass overrides
   * it to take others, or to number them otherwise; the constructor calls it.
   */
  protected List<String> findClasses(Path directory) {
    return Folder.findClasses(directory);
  }

  @Override
  final Sample load(int at) {
    Folder.Entry entry = samples.get(at);
    return new Sample(loader.apply(entry.path()), entry.target());
  }

  @Override
  public int size() {
    return samples.size();
  }

  /** The files and their classes: Python's {@code dataset.samples}. */
  public List<Folder.Entry> samples() {
    return samples;
  }

  /** The class of each sample: Python's {@code dataset.targets}. */
  public List<Integer> targets() {
    return samples.stream().map(Folder.Entry::target).toList();
  }

  /** The names of the classes: Python's {@code dataset.classes}. */
  public List<String> classes() {
    return classes;
  }

  /** The numbers of the classes by their names: Python's {@code dataset.class_to_idx}. */
  public Map<String, Integer> classToIdx() {
    return classToIdx;
  }
}
