package dev.obor.vision.datasets;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Scenes of an animated film, of two cameras: Python's {@code torchvision.datasets.SintelStereo}.
 *
 * <p>The files lie in {@code root/Sintel}. Disparities have a mask of what both cameras see.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class SintelStereo extends StereoMatchingDataset {
  /** Keyword arguments of the constructor. */
  public static final class Options extends StereoOptions<Options> {
    private String passName = "final";

    Options() {}

    /** Sets how pictures were drawn: {@code final}, the default, {@code clean}, or {@code both}. */
    public Options passName(String value) {
      this.passName = value;
      return this;
    }
  }

  /** Reads the final pictures: Python's {@code SintelStereo(root)}. */
  public SintelStereo(String root) {
    this(root, o -> {});
  }

  /**
   * Reads the dataset with keyword arguments: Python's {@code SintelStereo(root, pass_name=…,
   * transforms=…)}.
   *
   * @param root the folder that holds {@code Sintel}
   * @throws dev.obor.TorchException if the files are not there
   * @throws dev.obor.ValueException if files of one kind are fewer than those of another, or an
   *     argument has a value that is not known
   */
  public SintelStereo(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private static Options options(Consumer<Options> wanted) {
    Options options = new Options();
    wanted.accept(options);
    return options;
  }

  private SintelStereo(String root, Options o) {
    super(root, o);
    VisionDataset.verified(o.passName, "pass_name", List.of("final", "clean", "both"));
    Path base = folder(root, "Sintel").resolve("training");
    for (String pass :
        o.passName.equals("both") ? List.of("final", "clean") : List.of(o.passName)) {
      addImages(base, pass + "_left/*/*.png", pass + "_right/*/*.png");
      addDisparities(base, "disparities/*/*.png", null);
    }
  }

  @Override
  Disparity readDisparity(Path file) {
    Path scene = Objects.requireNonNull(file.getParent());
    Path base = Objects.requireNonNull(Objects.requireNonNull(scene.getParent()).getParent());
    Path below = Path.of(DatasetFiles.name(scene), DatasetFiles.name(file));
    Path hidden = existing(base.resolve("occlusions").resolve(below), "Occlusion");
    Path outside = existing(base.resolve("outofframe").resolve(below), "Out of frame");
    PngSamples colours = PngSamples.read(file, 3);
    try (Scope scope = Torch.scope()) {
      Tensor all = Torch.fromArray(colours.numbers(), 3, colours.height(), colours.width());
      Tensor coarse = all.narrow(0, 0, 1).mul(4).add(all.narrow(0, 1, 1).div(1 << 6));
      Tensor map = coarse.add(all.narrow(0, 2, 1).div(1 << 14));
      return new Disparity(scope.keep(map), scope.keep(black(outside).logicalAnd(black(hidden))));
    }
  }

  private static Path existing(Path file, String kind) {
    if (!Files.exists(file)) {
      throw new TorchException(kind + " mask " + file + " does not exist");
    }
    return file;
  }

  private static Tensor black(Path file) {
    PngSamples samples = PngSamples.read(file, 1);
    return Torch.fromArray(samples.numbers(), samples.height(), samples.width()).eq(0);
  }
}
