package dev.obor.vision.datasets;

import dev.obor.Torch;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * MNIST's digits with who wrote them, and 50,000 more to test with: Python's {@code
 * torchvision.datasets.QMNIST}.
 *
 * <pre>{@code
 * QMNIST test = new QMNIST("data", o -> o.what("test50k").compat(false));
 * long writer = test.get(0).labels().toLongArray()[2];
 * }</pre>
 *
 * <p>The files lie in {@code root/QMNIST/raw}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class QMNIST extends MNIST {
  private static final String FROM =
      "https://raw.githubusercontent.com/facebookresearch/qmnist/master/";
  private static final List<String> SUBSETS =
      List.of("train", "test", "test10k", "test50k", "nist");
  private static final Map<String, List<MnistFiles.Source>> SOURCES =
      Map.of(
          "train",
          List.of(
              source("qmnist-train-images-idx3-ubyte.gz", "ed72d4157d28c017586c42bc6afe6370"),
              source("qmnist-train-labels-idx2-int.gz", "0058f8dd561b90ffdd0f734c6a30e5e4")),
          "test",
          List.of(
              source("qmnist-test-images-idx3-ubyte.gz", "1394631089c404de565df7b7aeaf9412"),
              source("qmnist-test-labels-idx2-int.gz", "5b5b05890a5e13444e108efe57b788aa")),
          "nist",
          List.of(
              source("xnist-images-idx3-ubyte.xz", "7f124b3b8ab81486c9d8c2749c17f834"),
              source("xnist-labels-idx2-int.xz", "5ed0e788978e45d4a8bd4b7caec3d79d")));

  private final boolean compat;

  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<BufferedImage, Object, Options> {
    private @Nullable String what;
    private boolean compat = true;
    private boolean train = true;
    private boolean download;

    Options() {}

    /**
     * Sets which digits: {@code train}, {@code test}, {@code test10k}, {@code test50k} or {@code
     * nist}; without it {@code train} or {@code test}, as {@link #train} says.
     */
    public Options what(String value) {
      this.what = value;
      return this;
    }

    /**
     * Sets whether a target is the number of the class, which is the default, or a tensor of all
     * that is known of the digit.
     */
    public Options compat(boolean value) {
      this.compat = value;
      return this;
    }

    /** Sets whether it is the training set, which is the default, where {@link #what} is not. */
    public Options train(boolean value) {
      this.train = value;
      return this;
    }

    /** Sets whether the files are fetched if they are not there; default false. */
    public Options download(boolean value) {
      this.download = value;
      return this;
    }

    private String subset() {
      String wanted = what == null ? (train ? "train" : "test") : what;
      return verified(wanted, "what", SUBSETS);
    }
  }

  /** Reads the training set: Python's {@code QMNIST(root)}. */
  public QMNIST(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code QMNIST(root, what=…, compat=…, train=…, transform=…,
   * target_transform=…, download=…)}.
   *
   * @param root the folder that holds, or gets, {@code QMNIST/raw}
   * @throws dev.obor.ValueException if there is no such set
   * @throws dev.obor.TorchException if the files are not there, or damaged
   */
  public QMNIST(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private QMNIST(String root, Options o) {
    super(root, o, o.download, "QMNIST", part(o.subset()), digits(), "Split: " + o.subset());
    this.compat = o.compat;
  }

  private static Options options(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  private static MnistFiles.Source source(String filename, String md5) {
    return new MnistFiles.Source(List.of(FROM + filename), filename, md5);
  }

  private static MnistFiles.Part part(String subset) {
    String set = subset.startsWith("test") ? "test" : subset;
    String prefix = set.equals("nist") ? "xnist-" : "qmnist-" + set + "-";
    List<MnistFiles.Source> sources = Objects.requireNonNull(SOURCES.get(set));
    return new MnistFiles.Part(
        prefix + "images-idx3-ubyte",
        prefix + "labels-idx2-int",
        2,
        subset.equals("test50k") ? 10_000 : 0,
        subset.equals("test10k") ? 10_000 : Integer.MAX_VALUE,
        raw -> MnistFiles.fetch(Download.Settings.DEFAULT, raw, sources));
  }

  @Override
  Object target(int at) {
    return compat ? super.target(at) : Torch.fromArray(targetRow(at));
  }
}
