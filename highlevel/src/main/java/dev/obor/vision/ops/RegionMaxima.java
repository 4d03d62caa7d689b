package dev.obor.vision.ops;

import static dev.obor.vision.ops.RegionSamples.rounded;
import static dev.obor.vision.ops.RegionSamples.within;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;

/** Finds the largest element of each part of some regions, for each channel. */
final class RegionMaxima {
  private final double[] features;
  private final long height;
  private final long width;

  private RegionMaxima(Tensor input) {
    this.features = input.detach().toDoubleArray();
    this.height = input.size(2);
    this.width = input.size(3);
  }

  static Tensor of(Tensor input, Tensor boxes, Size output, double scale) {
    RegionMaxima maxima = new RegionMaxima(input);
    Precision precision = Precision.of(input.dtype());
    int channels = Math.toIntExact(input.size(1));
    int rows = Math.toIntExact(output.get(0));
    int columns = Math.toIntExact(output.get(1));
    double[] box = boxes.detach().toDoubleArray();
    int count = Math.toIntExact(boxes.size(0));
    long[] places = new long[count * channels * rows * columns];
    boolean[] found = new boolean[places.length];
    int next = 0;
    for (int i = 0; i < count; i++) {
      long picture = (long) box[5 * i];
      if (picture < 0 || picture >= input.size(0)) {
        throw new TorchException(
            "box " + i + " is of picture " + picture + ", but there are " + input.size(0));
      }
      long left = rounded(precision.round(box[5 * i + 1] * (float) scale));
      long top = rounded(precision.round(box[5 * i + 2] * (float) scale));
      long right = rounded(precision.round(box[5 * i + 3] * (float) scale));
      long bottom = rounded(precision.round(box[5 * i + 4] * (float) scale));
      double partWidth = precision.round(Math.max(right - left + 1, 1) / (double) columns);
      double partHeight = precision.round(Math.max(bottom - top + 1, 1) / (double) rows);
      for (int channel = 0; channel < channels; channel++) {
        long base = (picture * channels + channel) * maxima.height * maxima.width;
        for (int row = 0; row < rows; row++) {
          long firstRow =
              within(Math.floor(precision.round(row * partHeight)) + top, maxima.height);
          long lastRow =
              within(Math.ceil(precision.round((row + 1) * partHeight)) + top, maxima.height);
          for (int column = 0; column < columns; column++) {
            long firstColumn =
                within(Math.floor(precision.round(column * partWidth)) + left, maxima.width);
            long lastColumn =
                within(Math.ceil(precision.round((column + 1) * partWidth)) + left, maxima.width);
            long place = maxima.largest(base, firstRow, lastRow, firstColumn, lastColumn);
            found[next] = place >= 0;
            places[next] = Math.max(place, 0);
            next++;
          }
        }
      }
    }
    Tensor values =
        input.reshape(-1).indexSelect(0, Torch.fromArray(places, places.length).to(input.device()));
    Tensor present = Torch.fromArray(found, found.length).to(input.device());
    return Torch.where(present, values, 0)
        .to(input.dtype())
        .reshape(count, channels, rows, columns);
  }

  /** The first of the largest elements, or -1 if there are none. */
  private long largest(long base, long firstRow, long lastRow, long firstColumn, long lastColumn) {
    long place = -1;
    double largest = -Float.MAX_VALUE;
    for (long y = firstRow; y < lastRow; y++) {
      for (long x = firstColumn; x < lastColumn; x++) {
        int at = Math.toIntExact(base + y * width + x);
        if (features[at] > largest) {
          largest = features[at];
          place = at;
        }
      }
    }
    return place;
  }
}
