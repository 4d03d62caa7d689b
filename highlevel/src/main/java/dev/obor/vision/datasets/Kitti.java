package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Streets with a box around each car and person: Python's {@code torchvision.datasets.Kitti}.
 *
 * <p>The files lie in {@code root/Kitti/raw}. Images come in the order of their names, which in
 * Python is the file system's.
 *
 * <p>The target is a list with a map for each object: {@code type}, {@code truncated}, {@code
 * occluded}, {@code alpha}, {@code bbox}, {@code dimensions}, {@code location} and {@code
 * rotation_y}. Those of the test set are null.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class Kitti extends PictureDataset {
  private static final String FROM = "https://s3.eu-central-1.amazonaws.com/avg-kitti/";
  private static final List<String> ARCHIVES =
      List.of("data_object_image_2.zip", "data_object_label_2.zip");
  private static final int WORDS = 15;

  private final boolean train;
  private final List<Path> images;

  /** Keyword arguments of the constructor. */
  public static final class Options
      extends JointOptions<BufferedImage, List<Map<String, Object>>, Options> {
    private boolean train = true;
    private boolean download;

    Options() {}

    /** Sets whether it is the training set, which is the default, or the test set. */
    public Options train(boolean value) {
      this.train = value;
      return this;
    }

    /** Sets whether the files are fetched if they are not there; default false. */
    public Options download(boolean value) {
      this.download = value;
      return this;
    }
  }

  /** Reads the training set: Python's {@code Kitti(root)}. */
  public Kitti(String root) {
    this(root, o -> {});
  }

  /**
   * Reads one of the two sets: Python's {@code Kitti(root, train=…, transform=…,
   * target_transform=…, transforms=…, download=…)}.
   *
   * @param root the folder that holds, or gets, {@code Kitti/raw}
   * @throws TorchException if the files are not there
   */
  public Kitti(String root, Consumer<Options> options) {
    this(root, new Options().set(options));
  }

  private Kitti(String root, Options o) {
    super(root, o);
    this.train = o.train;
    Path raw = folder().resolve("Kitti/raw");
    if (o.download && !isThere()) {
      for (String archive : ARCHIVES) {
        Downloads.downloadAndExtractArchive(FROM + archive, raw, d -> d.filename(archive));
      }
    }
    if (!isThere()) {
      throw DatasetFiles.absent(
          "Dataset not found. You may use download=True to download it.", raw);
    }
    this.images = DatasetFiles.list(base().resolve("image_2"));
  }

  private Path base() {
    return folder().resolve("Kitti/raw").resolve(train ? "training" : "testing");
  }

  private boolean isThere() {
    return Files.isDirectory(base().resolve("image_2"))
        && (!train || Files.isDirectory(base().resolve("label_2")));
  }

  @Override
  Sample load(int at) {
    Path image = images.get(at);
    return new Sample(DatasetFiles.open(image), train ? target(image) : null);
  }

  private @Nullable List<Map<String, Object>> target(Path image) {
    String name = DatasetFiles.name(image);
    int dot = name.indexOf('.');
    Path file =
        base().resolve("label_2").resolve((dot < 0 ? name : name.substring(0, dot)) + ".txt");
    List<Map<String, Object>> objects = new ArrayList<>();
    for (String line : DatasetFiles.lines(file)) {
      String[] words = line.split(" ", -1);
      if (words.length < WORDS) {
        throw DatasetFiles.damaged(file, "a line has " + words.length + " words");
      }
      try {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", words[0]);
        object.put("truncated", Double.valueOf(words[1]));
        object.put("occluded", Integer.valueOf(words[2]));
        object.put("alpha", Double.valueOf(words[3]));
        object.put("bbox", numbers(words, 4, 8));
        object.put("dimensions", numbers(words, 8, 11));
        object.put("location", numbers(words, 11, 14));
        object.put("rotation_y", Double.valueOf(words[14]));
        objects.add(object);
      } catch (NumberFormatException e) {
        throw DatasetFiles.damaged(file, String.valueOf(e.getMessage()));
      }
    }
    return objects;
  }

  private static List<Double> numbers(String[] words, int from, int to) {
    return Arrays.stream(words, from, to).map(Double::valueOf).toList();
  }

  @Override
  public int size() {
    return images.size();
  }
}
