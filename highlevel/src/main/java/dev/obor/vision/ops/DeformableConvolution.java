package dev.obor.vision.ops;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.nn.F;
import java.util.ArrayList;
import java.util.List;

/** A convolution that looks at each point from an offset of its own. */
final class DeformableConvolution {
  private final Tensor input;
  private final RegionFunctions.DeformConvOptions o;
  private final long kernelHeight;
  private final long kernelWidth;
  private final long outHeight;
  private final long outWidth;

  private DeformableConvolution(
      Tensor input, Tensor weight, Tensor offset, RegionFunctions.DeformConvOptions o) {
    this.input = input;
    this.o = o;
    this.kernelHeight = weight.size(2);
    this.kernelWidth = weight.size(3);
    this.outHeight = outputs(input.size(2), kernelHeight, 0);
    this.outWidth = outputs(input.size(3), kernelWidth, 1);
    check("offset output dims", offset);
    if (o.mask != null) {
      check("mask output dims", o.mask);
    }
  }

  private long outputs(long size, long kernel, int axis) {
    return (size + 2 * o.padding[axis] - (o.dilation[axis] * (kernel - 1) + 1)) / o.stride[axis]
        + 1;
  }

  private void check(String what, Tensor found) {
    if (found.size(2) != outHeight || found.size(3) != outWidth) {
      throw new TorchException(
          what
              + ": ("
              + found.size(2)
              + ", "
              + found.size(3)
              + ") - computed output dims: ("
              + outHeight
              + ", "
              + outWidth
              + ")");
    }
  }

  static Tensor of(
      Tensor input, Tensor offset, Tensor weight, RegionFunctions.DeformConvOptions o) {
    long points = weight.size(2) * weight.size(3);
    long offsetGroups = offset.size(1) / (2 * points);
    long weightGroups = input.size(1) / weight.size(1);
    if (offsetGroups == 0) {
      throw new TorchException(
          "the shape of the offset tensor at dimension 1 is not valid. It should be a multiple of"
              + " 2 * weight.size[2] * weight.size[3].\nGot offset.shape[1]="
              + offset.size(1)
              + ", while 2 * weight.size[2] * weight.size[3]="
              + 2 * points);
    }
    if (offset.size(1) != offsetGroups * 2 * points) {
      throw new TorchException(
          "offset.shape[1] is not valid: got: "
              + offset.size(1)
              + " expected: "
              + offsetGroups * 2 * points);
    }
    if (o.mask != null && o.mask.size(1) != offsetGroups * points) {
      throw new TorchException(
          "mask.shape[1] is not valid: got: "
              + o.mask.size(1)
              + " expected: "
              + offsetGroups * points);
    }
    DeformableConvolution convolution = new DeformableConvolution(input, weight, offset, o);
    return convolution.convolve(convolution.columns(offset, offsetGroups), weight, weightGroups);
  }

  /** What the kernel sees: (N, inChannels, points, places). */
  private Tensor columns(Tensor offset, long groups) {
    long batch = input.size(0);
    long points = kernelHeight * kernelWidth;
    long channels = input.size(1) / groups;
    Tensor moved = offset.reshape(batch, groups, points, 2, outHeight, outWidth);
    Tensor y = moved.select(3, 0).add(grid(0));
    Tensor x = moved.select(3, 1).add(grid(1));
    List<Tensor> seen = new ArrayList<>();
    for (long group = 0; group < groups; group++) {
      Tensor rows =
          input.narrow(1, group * channels, channels).permute(0, 2, 3, 1).reshape(-1, channels);
      Tensor values = around(rows, y.select(1, group), x.select(1, group));
      Tensor some = values.reshape(batch, points, outHeight * outWidth, channels);
      if (o.mask != null) {
        some =
            some.mul(
                o.mask
                    .narrow(1, group * points, points)
                    .reshape(batch, points, outHeight * outWidth, 1));
      }
      seen.add(some.permute(0, 3, 1, 2));
    }
    return Torch.cat(seen, 1);
  }

  /** Where the points are without offsets: (1, 1, points, places) along an axis. */
  private Tensor grid(int axis) {
    int points = Math.toIntExact(kernelHeight * kernelWidth);
    int places = Math.toIntExact(outHeight * outWidth);
    double[] grid = new double[points * places];
    for (int i = 0; i < grid.length; i++) {
      long point = i / places;
      long place = i % places;
      long inKernel = axis == 0 ? point / kernelWidth : point % kernelWidth;
      long outside = axis == 0 ? place / outWidth : place % outWidth;
      grid[i] = outside * o.stride[axis] - o.padding[axis] + inKernel * o.dilation[axis];
    }
    return Torch.fromArray(grid, grid.length)
        .to(input.device(), input.dtype())
        .reshape(1, 1, points, outHeight, outWidth);
  }

  /** The features at points between pixels; pixels outside of the picture are zeros. */
  private Tensor around(Tensor rows, Tensor y, Tensor x) {
    Tensor above = y.detach().floor();
    Tensor before = x.detach().floor();
    Tensor down = y.sub(above);
    Tensor right = x.sub(before);
    Tensor up = down.neg().add(1);
    Tensor left = right.neg().add(1);
    Tensor below = above.add(1);
    Tensor behind = before.add(1);
    List<Tensor> places =
        List.of(
            place(above, before), place(above, behind), place(below, before), place(below, behind));
    List<Tensor> shares =
        List.of(
            up.mul(left).mul(inside(above, before)),
            up.mul(right).mul(inside(above, behind)),
            down.mul(left).mul(inside(below, before)),
            down.mul(right).mul(inside(below, behind)));
    return F.embeddingBag(
        Torch.stack(places, -1).reshape(-1, 4),
        rows,
        e -> e.mode("sum").perSampleWeights(Torch.stack(shares, -1).reshape(-1, 4)));
  }

  private Tensor place(Tensor y, Tensor x) {
    long height = input.size(2);
    long width = input.size(3);
    long[] first = new long[Math.toIntExact(input.size(0))];
    for (int i = 0; i < first.length; i++) {
      first[i] = i * height * width;
    }
    Tensor base = Torch.fromArray(first, first.length, 1, 1, 1).to(input.device());
    Tensor row = y.clamp(0, height - 1).to(DType.INT64).mul(width);
    return row.add(x.clamp(0, width - 1).to(DType.INT64)).add(base);
  }

  private Tensor inside(Tensor y, Tensor x) {
    return y.ge(0)
        .logicalAnd(y.lt(input.size(2)))
        .logicalAnd(x.ge(0))
        .logicalAnd(x.lt(input.size(3)))
        .to(input.dtype());
  }

  private Tensor convolve(Tensor columns, Tensor weight, long groups) {
    long batch = input.size(0);
    long outputs = weight.size(0);
    Tensor kernels = weight.reshape(1, groups, outputs / groups, -1);
    Tensor result =
        kernels
            .matmul(columns.reshape(batch, groups, -1, outHeight * outWidth))
            .reshape(batch, outputs, outHeight, outWidth);
    return o.bias == null ? result : result.add(o.bias.reshape(1, -1, 1, 1));
  }
}
