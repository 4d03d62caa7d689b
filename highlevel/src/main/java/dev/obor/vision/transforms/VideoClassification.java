package dev.obor.vision.transforms;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Brings films to what networks for classification were trained with: what torchvision's weights
 * for films give as {@code weights.transforms()}.
 *
 * <p>The frames are resized, the middle cut out, numbers brought to the range from 0 to 1 and
 * normalised. Input: (T, C, H, W) or (N, T, C, H, W). Output: (C, T, cropSize[0], cropSize[1]), or
 * (N, C, T, cropSize[0], cropSize[1]); the frames come behind the channels then.
 *
 * <pre>{@code
 * var preset = new VideoClassification(new int[] {112, 112}, new int[] {128, 171}, o -> {});
 * Tensor x = preset.apply(frames);
 * }</pre>
 */
public final class VideoClassification implements Transform<Object, Tensor> {
  private final int[] cropSize;
  private final int[] resizeSize;
  private final Options o = new Options();

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private double[] mean = {0.43216, 0.394666, 0.37645};
    private double[] std = {0.22803, 0.22145, 0.216989};
    private InterpolationMode interpolation = InterpolationMode.BILINEAR;

    Options() {}

    /** Sets what is subtracted from each channel; default the mean of Kinetics-400. */
    public Options mean(double... value) {
      this.mean = value.clone();
      return this;
    }

    /** Sets what each channel is divided by; default the standard deviation of Kinetics-400. */
    public Options std(double... value) {
      this.std = value.clone();
      return this;
    }

    /** Sets how pixels between pixels are made; default bilinear. */
    public Options interpolation(InterpolationMode value) {
      this.interpolation = value;
      return this;
    }
  }

  /**
   * Makes the transform.
   *
   * @param cropSize the height and width of what is cut out
   * @param resizeSize the height and width of the frames before, or what their smaller edge becomes
   */
  public VideoClassification(int[] cropSize, int[] resizeSize, Consumer<Options> options) {
    this.cropSize = cropSize.clone();
    this.resizeSize = resizeSize.clone();
    options.accept(o);
  }

  /**
   * Applies the transform to a tensor.
   *
   * @throws TypeException if it is given something else
   */
  @Override
  public Tensor apply(Object film) {
    if (!(film instanceof Tensor given)) {
      throw new TypeException(
          "vid should be Tensor. Got " + film.getClass().getName() + "\nFrames are (T, C, H, W).");
    }
    try (Scope scope = Torch.scope()) {
      boolean single = given.dim() < 5;
      Tensor films = single ? given.unsqueeze(0) : given;
      long count = films.size(0);
      long channels = films.size(2);
      Tensor frames = films.reshape(-1, channels, films.size(3), films.size(4));
      Tensor resized =
          F.resize(frames, resizeSize, r -> r.interpolation(o.interpolation).antialias(false));
      Tensor pixels = F.centerCrop(resized, cropSize);
      Tensor normal = F.normalize(F.convertImageDtype(pixels, DType.FLOAT32), o.mean, o.std);
      Tensor result =
          normal
              .view(count, films.size(1), channels, cropSize[0], cropSize[1])
              .permute(0, 2, 1, 3, 4);
      return scope.keep(single ? result.squeeze(0) : result);
    }
  }

  @Override
  public String toString() {
    return "VideoClassification("
        + "\n    crop_size="
        + Arrays.toString(cropSize)
        + "\n    resize_size="
        + Arrays.toString(resizeSize)
        + "\n    mean="
        + PythonText.of(Arrays.stream(o.mean).boxed().toList())
        + "\n    std="
        + PythonText.of(Arrays.stream(o.std).boxed().toList())
        + "\n    interpolation="
        + o.interpolation
        + "\n)";
  }
}
