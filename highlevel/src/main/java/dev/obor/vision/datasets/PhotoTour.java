package dev.obor.vision.datasets;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.data.Data;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Patches of 64 × 64 levels of grey, cut out of photographs of three places: Python's {@code
 * torchvision.datasets.PhotoTour}.
 *
 * <pre>{@code
 * PhotoTour patches = new PhotoTour("data", "liberty", o -> o.download(true));
 * Tensor patch = patches.get(0).tensor();
 * PhotoTour pairs = new PhotoTour("data", "liberty", false);
 * int isSamePoint = pairs.get(0).label();
 * }</pre>
 *
 * <p>For training a sample is a patch, a uint8 tensor of shape (64, 64), or what the transform
 * makes of it; its target is null. In Python an item is the patch alone. To test, it is a list of
 * two patches, and 1 if they show the same point, otherwise 0; in Python these are three values.
 *
 * <p>The pictures lie in {@code root/name}. When they are read for the first time they are written
 * to {@code root/name.pt}, which is all that is read from then on; Python reads and writes the same
 * file. All patches are held in memory, 1.3 to 2.6 GB outside of the heap, until the dataset is
 * closed or collected.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class PhotoTour extends VisionDataset implements AutoCloseable {
  /** A place, with the means and deviations of its levels, and how many patches it has. */
  private record Place(DataFile archive, double mean, double std, int count) {
    static Place of(String url, String md5, double mean, double std, int count) {
      return new Place(new DataFile(url, Downloads.basename(url), md5), mean, std, count);
    }
  }

  private static final String HARRIS = "http://matthewalunbrown.com/patchdata/";
  private static final String GAUSSIAN = "http://icvl.ee.ic.ac.uk/vbalnt/";
  private static final Map<String, Place> PLACES = places();

  private final String name;
  private final boolean train;
  private final Place place;
  private final Patches patches;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private boolean train = true;
    private @Nullable Function<? super Tensor, ?> transform;
    private boolean download;

    /** Where the archive is to be had, if not where that of the place is. */
    @Nullable DataFile archive;

    Options() {}

    /** Sets whether it has patches, which is the default, or pairs of them. */
    public Options train(boolean value) {
      this.train = value;
      return this;
    }

    /** Sets what is done to each patch, a tensor; null means nothing, which is the default. */
    public Options transform(@Nullable Function<? super Tensor, ?> value) {
      this.transform = value;
      return this;
    }

    /** Sets whether the files are fetched if they are not there; default false. */
    public Options download(boolean value) {
      this.download = value;
      return this;
    }
  }

  /** Reads patches to train with: Python's {@code PhotoTour(root, name)}. */
  public PhotoTour(String root, String name) {
    this(root, name, o -> {});
  }

  /** Reads patches or pairs of them: Python's {@code PhotoTour(root, name, train)}. */
  public PhotoTour(String root, String name, boolean train) {
    this(root, name, o -> o.train(train));
  }

  /**
   * Reads patches or pairs of them: Python's {@code PhotoTour(root, name, train=…, transform=…,
   * download=…)}.
   *
   * @param root the folder that holds, or gets, {@code name.pt}
   * @param name {@code notredame}, {@code yosemite} or {@code liberty}, around differences of
   *     Gaussians, or one of these with {@code _harris} behind it, around Harris corners
   * @throws ValueException if there is no such place
   * @throws TorchException if the files are not there, or damaged
   */
  public PhotoTour(String root, String name, Consumer<Options> options) {
    this(root, name, options(options));
  }

  private static Options options(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  private PhotoTour(String root, String name, Options o) {
    super(root, o.transform, null);
    this.name = name;
    this.train = o.train;
    Place known = PLACES.get(name);
    if (known == null) {
      throw new ValueException(
          "'"
              + name
              + "'\nThere is no such place; there are "
              + String.join(", ", PLACES.keySet()));
    }
    this.place = known;
    Path file = folder().resolve(name + ".pt");
    PatchFiles files = new PatchFiles(folder().resolve(name), file, place.count());
    if (o.download && !Files.exists(file)) {
      files.download(o.archive == null ? place.archive() : o.archive);
    }
    this.patches = Files.exists(file) ? PatchFiles.load(file) : files.read();
  }

  private static Map<String, Place> places() {
    Map<String, Place> places = new LinkedHashMap<>();
    places.put(
        "notredame_harris",
        Place.of(
            HARRIS + "notredame_harris.zip",
            "69f8c90f78e171349abdf0307afefe4d",
            0.4854,
            0.1864,
            325_295));
    places.put(
        "yosemite_harris",
        Place.of(
            HARRIS + "yosemite_harris.zip",
            "a73253d1c6fbd3ba2613c45065c00d46",
            0.4844,
            0.1818,
            450_912));
    places.put(
        "liberty_harris",
        Place.of(
            HARRIS + "liberty_harris.zip",
            "c731fcfb3abb4091110d0ae8c7ba182c",
            0.4437,
            0.2019,
            379_587));
    places.put(
        "notredame",
        Place.of(
            GAUSSIAN + "notredame.zip",
            "509eda8535847b8c0a90bbb210c83484",
            0.4854,
            0.1864,
            468_159));
    places.put(
        "yosemite",
        Place.of(
            GAUSSIAN + "yosemite.zip",
            "533b2e8eb7ede31be40abc317b2fd4f0",
            0.4844,
            0.1818,
            633_587));
    places.put(
        "liberty",
        Place.of(
            GAUSSIAN + "liberty.zip", "fdd9152f138ea5ef2091746689176414", 0.4437, 0.2019, 450_092));
    return Collections.unmodifiableMap(places);
  }

  private static <T> Map<String, T> ofPlaces(Function<? super Place, ? extends T> value) {
    Map<String, T> values = new LinkedHashMap<>();
    PLACES.forEach((name, place) -> values.put(name, value.apply(place)));
    return Collections.unmodifiableMap(values);
  }

  // ---- places

  /** Address, name and checksum of each archive: Python's {@code PhotoTour.urls}. */
  public static Map<String, List<String>> urls() {
    return ofPlaces(
        place -> List.of(place.archive().url(), place.archive().name(), place.archive().md5()));
  }

  /** The mean of the levels of each place, from 0 to 1: Python's {@code PhotoTour.means}. */
  public static Map<String, Double> means() {
    return ofPlaces(Place::mean);
  }

  /** The standard deviation of the levels of each place: Python's {@code PhotoTour.stds}. */
  public static Map<String, Double> stds() {
    return ofPlaces(Place::std);
  }

  /** How many patches each place has: Python's {@code PhotoTour.lens}. */
  public static Map<String, Integer> lens() {
    return ofPlaces(Place::count);
  }

  // ---- samples

  /**
   * Reads a patch, or a pair of them. Without a transform patches share the memory of {@link
   * #data}.
   */
  @Override
  public Sample get(int index) {
    int at = checkedIndex(index);
    if (train) {
      return new Sample(transformed(at), null);
    }
    long[] match = patches.match(at);
    return new Sample(
        List.of(transformed(match[0]), transformed(match[1])), Math.toIntExact(match[2]));
  }

  private Object transformed(long index) {
    Function<Object, ?> transform = transform();
    Tensor patch = patches.get(index);
    return transform == null ? patch : transform.apply(patch);
  }

  /**
   * Reads several samples as one, with a tensor of shape (N, 64, 64), or two of them and one of
   * whether they show the same points.
   */
  @Override
  public Sample getBatch(int[] indices) {
    if (!train) {
      return super.getBatch(indices);
    }
    try (Scope scope = Torch.scope()) {
      Object[] images = getItems(indices).stream().map(Sample::image).toArray();
      return scope.keepAll(new Sample(Data.defaultCollate(List.of(images)), null));
    }
  }

  @Override
  public int size() {
    return train ? patches.size() : patches.matchCount();
  }

  /** The name of the place: Python's {@code dataset.name}. */
  public String name() {
    return name;
  }

  /** Whether it has patches and not pairs: Python's {@code dataset.train}. */
  public boolean train() {
    return train;
  }

  /** The mean of the levels, from 0 to 1: Python's {@code dataset.mean}. */
  public double mean() {
    return place.mean();
  }

  /** The standard deviation of the levels: Python's {@code dataset.std}. */
  public double std() {
    return place.std();
  }

  /**
   * All patches, Python's {@code dataset.data}: a uint8 tensor of shape (N, 64, 64) that shares the
   * memory of the dataset.
   */
  public Tensor data() {
    return patches.data();
  }

  /** The points that the patches show, Python's {@code dataset.labels}: a new int64 tensor. */
  public Tensor labels() {
    return patches.labels();
  }

  /**
   * The pairs, Python's {@code dataset.matches}: a new int64 tensor of shape (N, 3), with two
   * patches and whether they show the same point.
   */
  public Tensor matches() {
    return patches.matches();
  }

  /** Releases the patches; those that were read stay as they are. */
  @Override
  public void close() {
    patches.close();
  }

  @Override
  protected String extraRepr() {
    return "Split: " + (train ? "Train" : "Test");
  }
}
