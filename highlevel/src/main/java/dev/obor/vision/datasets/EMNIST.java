package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Handwritten letters and digits in the format of {@link MNIST}: Python's {@code
 * torchvision.datasets.EMNIST}.
 *
 * <pre>{@code
 * EMNIST letters = new EMNIST("data", "letters", o -> o.train(false));
 * }</pre>
 *
 * <p>The files lie in {@code root/EMNIST/raw}. As in Python, images are stored lying on their side.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class EMNIST extends MNIST {
  private static final List<String> SPLITS =
      List.of("byclass", "bymerge", "balanced", "letters", "digits", "mnist");
  private static final String URL = "https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip";
  private static final String MD5 = "58c8d27c78d21e728a6bc7b3cc06412e";
  private static final String MERGED = "cijklmopsuvwxyz";

  private final String split;

  /** Reads a training set: Python's {@code EMNIST(root, split)}. */
  public EMNIST(String root, String split) {
    this(root, split, o -> {});
  }

  /**
   * Reads a set: Python's {@code EMNIST(root, split, train=…, transform=…, target_transform=…,
   * download=…)}.
   *
   * @param root the folder that holds, or gets, {@code EMNIST/raw}
   * @param split {@code byclass}, {@code bymerge}, {@code balanced}, {@code letters}, {@code
   *     digits} or {@code mnist}
   * @throws dev.obor.ValueException if there is no such split
   * @throws TorchException if the files are not there, or damaged
   */
  public EMNIST(String root, String split, Consumer<TrainOptions> options) {
    this(root, verified(split, "split", SPLITS), read(options));
  }

  private EMNIST(String root, String split, TrainOptions o) {
    super(
        root,
        o,
        o.download,
        "EMNIST",
        part("emnist-" + split + "-" + (o.train ? "train" : "test")),
        classes(split),
        train(o.train));
    this.split = split;
  }

  private static MnistFiles.Part part(String prefix) {
    return MnistFiles.Part.whole(
        prefix + "-images-idx3-ubyte", prefix + "-labels-idx1-ubyte", EMNIST::fetch);
  }

  /** Which of the splits it is: Python's {@code dataset.split}. */
  public String split() {
    return split;
  }

  static List<String> classes(String split) {
    List<String> digits = characters('0', '9');
    List<String> small = characters('a', 'z');
    if (split.equals("letters")) {
      List<String> letters = new ArrayList<>(List.of("N/A"));
      letters.addAll(small);
      return List.copyOf(letters);
    }
    if (split.equals("digits") || split.equals("mnist")) {
      return digits;
    }
    List<String> all = new ArrayList<>(digits);
    all.addAll(characters('A', 'Z'));
    all.addAll(small);
    if (!split.equals("byclass")) {
      all.removeIf(MERGED::contains);
    }
    return List.copyOf(all);
  }

  private static List<String> characters(char first, char last) {
    List<String> characters = new ArrayList<>();
    for (char c = first; c <= last; c++) {
      characters.add(String.valueOf(c));
    }
    return List.copyOf(characters);
  }

  private static void fetch(Path raw) {
    Downloads.downloadAndExtractArchive(URL, raw, o -> o.md5(MD5));
    Path unpacked = raw.resolve("gzip");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(unpacked)) {
      for (Path file : files) {
        if (file.toString().endsWith(".gz")) {
          Downloads.extractArchive(file, raw);
        }
        Files.delete(file);
      }
      Files.delete(unpacked);
    } catch (IOException e) {
      throw new TorchException(unpacked + ": " + e);
    }
  }
}
