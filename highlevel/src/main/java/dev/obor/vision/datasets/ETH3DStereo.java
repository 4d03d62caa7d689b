package dev.obor.vision.datasets;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rooms and gardens, measured with lasers: Python's {@code torchvision.datasets.ETH3DStereo}.
 *
 * <p>The files lie in {@code root/ETH3D}. Disparities have a mask; those of the test set are null.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class ETH3DStereo extends StereoMatchingDataset {
  /** Keyword arguments of the constructor. */
  public static final class Options extends StereoOptions<Options> {
    private String split = "train";

    Options() {}

    /** Sets which part it is: {@code train}, which is the default, or {@code test}. */
    public Options split(String value) {
      this.split = value;
      return this;
    }
  }

  /** Reads the training set: Python's {@code ETH3DStereo(root)}. */
  public ETH3DStereo(String root) {
    this(root, o -> {});
  }

  /**
   * Reads the dataset with keyword arguments: Python's {@code ETH3DStereo(root, split=…,
   * transforms=…)}.
   *
   * @param root the folder that holds {@code ETH3D}
   * @throws dev.obor.TorchException if the files are not there
   * @throws dev.obor.ValueException if files of one kind are fewer than those of another, or an
   *     argument has a value that is not known
   */
  public ETH3DStereo(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private static Options options(Consumer<Options> wanted) {
    Options options = new Options();
    wanted.accept(options);
    return options;
  }

  private ETH3DStereo(String root, Options o) {
    super(root, o);
    VisionDataset.verified(o.split, "split", List.of("train", "test"));
    Path base = folder(root, "ETH3D");
    String images = o.split.equals("train") ? "two_view_training" : "two_view_test";
    addImages(base, images + "/*/im0.png", images + "/*/im1.png");
    if (o.split.equals("train")) {
      addDisparities(base, "two_view_training_gt/*/disp0GT.pfm", null);
    }
  }

  @Override
  Disparity readDisparity(Path file) {
    PngSamples known = PngSamples.read(file.resolveSibling("mask0nocc.png"), 1);
    try (Scope scope = Torch.scope()) {
      Tensor mask = Torch.fromArray(known.numbers(), known.height(), known.width()).ne(0);
      return new Disparity(scope.keep(positive(file).map()), scope.keep(mask));
    }
  }
}
