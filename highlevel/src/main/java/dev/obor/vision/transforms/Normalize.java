package dev.obor.vision.transforms;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the mean of each channel 0 and its deviation 1: Python's {@code
 * torchvision.transforms.Normalize}.
 *
 * <pre>{@code
 * new Normalize(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225});
 * new Normalize(List.of(0.5), List.of(0.5));
 * }</pre>
 *
 * <p>Computes {@code (x - mean[c]) / std[c]} for channel c of a float tensor of shape (…, C, H, W).
 * Arrays print as Python's tuples, lists as lists.
 */
public final class Normalize extends TensorTransform {
  private final Object printedMean;
  private final Object printedStd;
  private final double[] mean;
  private final double[] std;
  private final boolean inplace;

  /** What was asked for last; never changed, only replaced. */
  private volatile float[][] levels = {};

  /** Makes the transform of a mean and a deviation for each channel. */
  public Normalize(double[] mean, double[] std) {
    this(mean, std, false);
  }

  /**
   * Makes the transform: Python's {@code Normalize(mean, std, inplace)}.
   *
   * @param inplace whether tensors are changed themselves
   */
  public Normalize(double[] mean, double[] std, boolean inplace) {
    super("img should be Tensor Image. Got %s");
    this.mean = mean.clone();
    this.std = std.clone();
    this.printedMean = this.mean;
    this.printedStd = this.std;
    this.inplace = inplace;
  }

  /** Makes the transform of lists. */
  public Normalize(List<? extends Number> mean, List<? extends Number> std) {
    this(mean, std, false);
  }

  /** Makes the transform of lists, in place or not. */
  public Normalize(List<? extends Number> mean, List<? extends Number> std, boolean inplace) {
    super("img should be Tensor Image. Got %s");
    this.mean = Arguments.doubles(mean);
    this.std = Arguments.doubles(std);
    this.printedMean = List.copyOf(mean);
    this.printedStd = List.copyOf(std);
    this.inplace = inplace;
  }

  @Override
  Tensor forward(Tensor img) {
    return F.normalize(img, mean, std, inplace);
  }

  /** Transforms a tensor that nobody else has. */
  Tensor inPlace(Tensor own) {
    return F.normalize(own, mean, std, true);
  }

  /**
   * What becomes of each byte of images that are made tensors and normalised, by channels.
   *
   * @return null if the default dtype, the channels or the numbers are such that the two do more
   */
  float @Nullable [][] levels(int channels) {
    if (Torch.getDefaultDtype() != DType.FLOAT32
        || !fits(mean, channels)
        || !fits(std, channels)
        || Arrays.stream(std).anyMatch(s -> (float) s == 0)) {
      return null;
    }
    float[][] known = levels;
    if (known.length != channels) {
      known = new float[channels][256];
      for (int c = 0; c < channels; c++) {
        float middle = (float) mean[mean.length == 1 ? 0 : c];
        float deviation = (float) std[std.length == 1 ? 0 : c];
        for (int i = 0; i < 256; i++) {
          known[c][i] = (i / 255f - middle) / deviation;
        }
      }
      levels = known;
    }
    return known;
  }

  private static boolean fits(double[] values, int channels) {
    return values.length == 1 || values.length == channels;
  }

  @Override
  public String toString() {
    return "Normalize(mean="
        + PythonText.of(printedMean)
        + ", std="
        + PythonText.of(printedStd)
        + ")";
  }
}
