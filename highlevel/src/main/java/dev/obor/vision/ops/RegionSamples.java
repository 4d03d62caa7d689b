package dev.obor.vision.ops;

import dev.obor.DType;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.nn.F;
import java.util.Arrays;

/**
 * Which pixels each part of some regions is made of, and with what weights: the result is a
 * weighted sum of pixels, and so are its gradients.
 */
final class RegionSamples {
  private final Tensor input;
  private final double[] boxes;
  private final int count;
  private final int parts;
  private final Size output;
  private final long height;
  private final long width;
  private final Precision precision;
  private final boolean hasOwnChannels;
  private final long[] offsets;
  private long[] pixels = new long[1024];
  private double[] weights = new double[1024];
  private int used;

  private RegionSamples(Tensor input, Tensor boxes, Size output, boolean hasOwnChannels) {
    this.input = input;
    this.boxes = boxes.detach().toDoubleArray();
    this.count = Math.toIntExact(boxes.size(0));
    this.output = output;
    this.parts = Math.toIntExact(output.get(0) * output.get(1));
    this.height = input.size(2);
    this.width = input.size(3);
    this.precision = Precision.of(input.dtype());
    this.hasOwnChannels = hasOwnChannels;
    this.offsets = new long[count * parts];
  }

  /**
   * Points within each part, with the pixels around them.
   *
   * @param hasOwnChannels whether each part looks at channels of its own; boxes are aligned then,
   *     and may be smaller than a pixel
   */
  static RegionSamples points(
      Tensor input,
      Tensor boxes,
      Size output,
      RegionFunctions.RegionOptions o,
      boolean hasOwnChannels) {
    RegionSamples samples = new RegionSamples(input, boxes, output, hasOwnChannels);
    for (int i = 0; i < samples.count; i++) {
      samples.addPoints(i, o);
    }
    return samples;
  }

  /** The whole pixels of each part. */
  static RegionSamples pixels(Tensor input, Tensor boxes, Size output, double scale) {
    RegionSamples samples = new RegionSamples(input, boxes, output, true);
    for (int i = 0; i < samples.count; i++) {
      samples.addPixels(i, (float) scale);
    }
    return samples;
  }

  private double r(double value) {
    return precision.round(value);
  }

  /** The first row of pixels that a part looks at. */
  private long base(int box, int part) {
    long picture = (long) boxes[5 * box];
    if (picture < 0 || picture >= input.size(0)) {
      throw new TorchException(
          "box " + box + " is of picture " + picture + ", but there are " + input.size(0));
    }
    return (hasOwnChannels ? picture * parts + part : picture) * height * width;
  }

  private void addPoints(int box, RegionFunctions.RegionOptions o) {
    double half = hasOwnChannels || o.aligned ? 0.5 : 0;
    double scale = r(o.spatialScale);
    double left = r(r(boxes[5 * box + 1] * scale) - half);
    double top = r(r(boxes[5 * box + 2] * scale) - half);
    double boxWidth = r(r(r(boxes[5 * box + 3] * scale) - half) - left);
    double boxHeight = r(r(r(boxes[5 * box + 4] * scale) - half) - top);
    if (!hasOwnChannels && !o.aligned) {
      boxWidth = Math.max(boxWidth, 1);
      boxHeight = Math.max(boxHeight, 1);
    }
    double partWidth = r(boxWidth / output.get(1));
    double partHeight = r(boxHeight / output.get(0));
    long columns = o.samplingRatio > 0 ? o.samplingRatio : (long) Math.ceil(partWidth);
    long rows = o.samplingRatio > 0 ? o.samplingRatio : (long) Math.ceil(partHeight);
    double share = 1.0 / Math.max(rows * columns, 1);
    for (int part = 0; part < parts; part++) {
      offsets[box * parts + part] = used;
      long base = base(box, part);
      long partRow = part / output.get(1);
      long partColumn = part % output.get(1);
      double partTop = r(top + r(partRow * partHeight));
      double partLeft = r(left + r(partColumn * partWidth));
      for (long row = 0; row < rows; row++) {
        double y = r(partTop + r(r((row + 0.5) * partHeight) / rows));
        for (long column = 0; column < columns; column++) {
          double x = r(partLeft + r(r((column + 0.5) * partWidth) / columns));
          addPoint(base, y, x, share);
        }
      }
    }
  }

  /** The four pixels around a point; a point further out than one pixel counts as zero. */
  private void addPoint(long base, double pointY, double pointX, double share) {
    if (pointY < -1 || pointY > height || pointX < -1 || pointX > width) {
      return;
    }
    double y = Math.max(pointY, 0);
    double x = Math.max(pointX, 0);
    long above = Math.min((long) y, height - 1);
    long before = Math.min((long) x, width - 1);
    double down = above == height - 1 ? 0 : r(y - above);
    double right = before == width - 1 ? 0 : r(x - before);
    long below = Math.min(above + 1, height - 1);
    long behind = Math.min(before + 1, width - 1);
    add(base + above * width + before, r((1 - down) * (1 - right)) * share);
    add(base + above * width + behind, r((1 - down) * right) * share);
    add(base + below * width + before, r(down * (1 - right)) * share);
    add(base + below * width + behind, r(down * right) * share);
  }

  private void addPixels(int box, float scale) {
    long left = rounded(r(boxes[5 * box + 1] * scale));
    long top = rounded(r(boxes[5 * box + 2] * scale));
    double boxWidth = Math.max(rounded(r(boxes[5 * box + 3] * scale)) - left, 1);
    double boxHeight = Math.max(rounded(r(boxes[5 * box + 4] * scale)) - top, 1);
    double partWidth = r(boxWidth / output.get(1));
    double partHeight = r(boxHeight / output.get(0));
    for (int part = 0; part < parts; part++) {
      offsets[box * parts + part] = used;
      long row = part / output.get(1);
      long column = part % output.get(1);
      long firstRow = within(Math.floor(r(row * partHeight)) + top, height - 1);
      long lastRow = within(Math.ceil(r((row + 1) * partHeight)) + top, height - 1);
      long firstColumn = within(Math.floor(r(column * partWidth)) + left, width - 1);
      long lastColumn = within(Math.ceil(r((column + 1) * partWidth)) + left, width - 1);
      double share = 1.0 / ((lastRow - firstRow) * (lastColumn - firstColumn));
      long base = base(box, part);
      for (long y = firstRow; y < lastRow; y++) {
        for (long x = firstColumn; x < lastColumn; x++) {
          add(base + y * width + x, share);
        }
      }
    }
  }

  /** The nearest whole number, away from zero where two are as near. */
  static long rounded(double value) {
    return (long) (Math.signum(value) * Math.floor(Math.abs(value) + 0.5));
  }

  /** The nearest number from zero on that is not larger than the most. */
  static long within(double value, long most) {
    return (long) Math.min(Math.max(value, 0), (double) most);
  }

  private void add(long pixel, double weight) {
    if (used == pixels.length) {
      pixels = Arrays.copyOf(pixels, 2 * used);
      weights = Arrays.copyOf(weights, 2 * used);
    }
    pixels[used] = pixel;
    weights[used] = weight;
    used++;
  }

  /**
   * The weighted sums of features.
   *
   * @param features (N, C, H, W), or (N, C · parts, H, W)
   * @param channels C
   */
  Tensor of(Tensor features, long channels) {
    DType dtype = features.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
    Tensor real = features.to(dtype);
    Tensor rows =
        hasOwnChannels
            ? real.reshape(features.size(0), channels, parts, height, width).permute(0, 2, 3, 4, 1)
            : real.permute(0, 2, 3, 1);
    if (count == 0) {
      return Torch.zeros(
          Torch.size(0, channels, output.get(0), output.get(1)),
          o -> o.dtype(features.dtype()).device(features.device()));
    }
    Tensor places = Torch.fromArray(Arrays.copyOf(pixels, used), used).to(features.device());
    Tensor shares = Torch.fromArray(Arrays.copyOf(weights, used), used);
    Tensor begins = Torch.fromArray(offsets, offsets.length).to(features.device());
    Tensor sums =
        F.embeddingBag(
            places,
            rows.reshape(-1, channels),
            o ->
                o.offsets(begins)
                    .mode("sum")
                    .perSampleWeights(shares.to(features.device(), dtype)));
    return sums.reshape(count, output.get(0), output.get(1), channels)
        .permute(0, 3, 1, 2)
        .contiguous()
        .to(features.dtype());
  }
}
