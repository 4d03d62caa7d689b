package dev.obor.vision.ops;

import dev.obor.Scalar;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.nn.Module;
import java.util.List;

/**
 * The means of points in parts of regions, each part of which has channels of its own: Python's
 * {@code torchvision.ops.PSRoIAlign}; see {@link Ops#psRoiAlign}.
 *
 * <p>Input: features (N, C · height · width, H, W) and boxes (K, 5), the number of the picture and
 * two corners. Output: (K, C, height, width).
 *
 * <pre>{@code
 * new PSRoIAlign(Torch.size(7, 7), 0.25, 2).call(features, boxes);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class PSRoIAlign extends Module {
  /** The height and width of the result. */
  public final Size outputSize;

  /** What brings boxes to the size of the features. */
  public final double spatialScale;

  /** How many points in a row and in a column of each output are looked at. */
  public final long samplingRatio;

  /** Makes the layer: Python's {@code PSRoIAlign(output_size, spatial_scale, sampling_ratio)}. */
  public PSRoIAlign(Size outputSize, double spatialScale, long samplingRatio) {
    this.outputSize = outputSize;
    this.spatialScale = spatialScale;
    this.samplingRatio = samplingRatio;
  }

  /** Takes regions out of features, with the hooks around it; boxes (L, 4) for each picture. */
  public Tensor call(Tensor input, List<Tensor> boxes) {
    return callWithHooks(
        Tensor.class,
        (args, kwargs) -> forward((Tensor) args[0], RegionFunctions.regions(boxes)),
        input,
        boxes);
  }

  @Override
  public Tensor forward(Tensor input, Tensor rois) {
    return Ops.psRoiAlign(
        input, rois, outputSize, o -> o.spatialScale(spatialScale).samplingRatio(samplingRatio));
  }

  @Override
  public String toString() {
    return getName()
        + "(output_size="
        + RegionFunctions.python(outputSize)
        + ", spatial_scale="
        + Scalar.of(spatialScale)
        + ", sampling_ratio="
        + samplingRatio
        + ")";
  }
}
