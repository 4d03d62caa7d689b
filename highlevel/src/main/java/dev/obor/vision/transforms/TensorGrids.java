package dev.obor.vision.transforms;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.vision.transforms.TensorImages.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns and warps images that are tensors, by a grid of the places that pixels come from. */
final class TensorGrids {
  private TensorGrids() {}

  private static void check(Tensor img, InterpolationMode mode, double @Nullable [] fill) {
    int channels = TensorImages.dimensions(img)[0];
    if (fill != null && fill.length > 1 && fill.length != channels) {
      throw new ValueException(
          "The number of elements in 'fill' cannot broadcast to match the number of channels of the"
              + " image ("
              + fill.length
              + " != "
              + channels
              + ")");
    }
    if (mode != InterpolationMode.NEAREST && mode != InterpolationMode.BILINEAR) {
      throw new ValueException(
          "Interpolation mode '" + mode.value() + "' is unsupported with Tensor input");
    }
  }

  static Tensor affine(
      Tensor img, double[] matrix, InterpolationMode mode, double @Nullable [] fill) {
    check(img, mode, fill);
    try (Scope scope = Torch.scope()) {
      long w = img.size(-1);
      long h = img.size(-2);
      Tensor grid = affineGrid(img, matrix, w, h, w, h);
      return scope.keep(sampled(img, grid, mode, fill));
    }
  }

  static Tensor rotate(
      Tensor img,
      double[] matrix,
      InterpolationMode mode,
      boolean expand,
      double @Nullable [] fill) {
    check(img, mode, fill);
    try (Scope scope = Torch.scope()) {
      long w = img.size(-1);
      long h = img.size(-2);
      long[] size = expand ? expandedSize(matrix, w, h) : new long[] {w, h};
      Tensor grid = affineGrid(img, matrix, w, h, size[0], size[1]);
      return scope.keep(sampled(img, grid, mode, fill));
    }
  }

  static Tensor perspective(
      Tensor img, double[] c, InterpolationMode mode, double @Nullable [] fill) {
    check(img, mode, fill);
    try (Scope scope = Torch.scope()) {
      long w = img.size(-1);
      long h = img.size(-2);
      DType dtype = TensorImages.computing(img);
      Tensor theta1 = numbers(dtype, img, c[0], c[1], c[2], c[3], c[4], c[5]).reshape(1, 2, 3);
      Tensor theta2 = numbers(dtype, img, c[6], c[7], 1, c[6], c[7], 1).reshape(1, 2, 3);
      Tensor base = baseGrid(img, dtype, 0.5, w - 0.5, 0.5, h - 0.5, w, h);
      Tensor scale = numbers(dtype, img, 0.5 * w, 0.5 * h);
      Tensor above = base.bmm(theta1.transpose(1, 2).div(scale));
      Tensor below = base.bmm(theta2.transpose(1, 2));
      Tensor grid = above.div(below).sub(1.0).view(1, h, w, 2);
      return scope.keep(sampled(img, grid, mode, fill));
    }
  }

  static Tensor elastic(
      Tensor img, Tensor displacement, InterpolationMode mode, double @Nullable [] fill) {
    try (Scope scope = Torch.scope()) {
      double h = img.size(-2);
      double w = img.size(-1);
      Tensor y = Torch.linspace((-h + 1) / h, (h - 1) / h, (long) h);
      Tensor x = Torch.linspace((-w + 1) / w, (w - 1) / w, (long) w);
      Tensor gridX = x.unsqueeze(0).expand((long) h, (long) w);
      Tensor gridY = y.unsqueeze(1).expand((long) h, (long) w);
      Tensor identity = Torch.stack(List.of(gridX, gridY), -1).unsqueeze(0).to(img.device());
      Tensor grid = identity.add(displacement.to(img.device()));
      return scope.keep(sampled(img, grid, mode, fill));
    }
  }

  private static Tensor numbers(DType dtype, Tensor like, double... values) {
    return Torch.tensor(values, o -> o.dtype(dtype)).to(like.device());
  }

  /** The points (x, y, 1) of all pixels, of shape (1, oh * ow, 3). */
  private static Tensor baseGrid(
      Tensor img, DType dtype, double x0, double x1, double y0, double y1, long ow, long oh) {
    Tensor base = Torch.ones(new long[] {1, oh, ow, 3}, o -> o.dtype(dtype));
    base.select(-1, 0).copy_(Torch.linspace(x0, x1, ow));
    base.select(-1, 1).copy_(Torch.linspace(y0, y1, oh).unsqueeze(-1));
    return base.view(1, oh * ow, 3).to(img.device());
  }

  private static Tensor affineGrid(Tensor img, double[] matrix, long w, long h, long ow, long oh) {
    DType dtype = TensorImages.computing(img);
    Tensor theta = numbers(dtype, img, matrix).reshape(1, 2, 3);
    double d = 0.5;
    Tensor base =
        baseGrid(
            img, dtype, -ow * 0.5 + d, ow * 0.5 + d - 1, -oh * 0.5 + d, oh * 0.5 + d - 1, ow, oh);
    Tensor scaled = theta.transpose(1, 2).div(numbers(dtype, img, 0.5 * w, 0.5 * h));
    return base.bmm(scaled).view(1, oh, ow, 2);
  }

  /** Width and height of an image that holds all of the turned one. */
  static long[] expandedSize(double[] matrix, long w, long h) {
    double x = 0.5 * w;
    double y = 0.5 * h;
    Tensor points = Torch.tensor(new double[][] {{-x, -y, 1}, {-x, y, 1}, {x, y, 1}, {x, -y, 1}});
    Tensor theta = Torch.tensor(matrix, o -> o.dtype(DType.FLOAT32)).view(2, 3);
    Tensor places = points.to(DType.FLOAT32).matmul(theta.t());
    Tensor half = Torch.tensor(new double[] {x, y}, o -> o.dtype(DType.FLOAT32));
    Tensor least = places.amin(0).add(half);
    Tensor most = places.amax(0).add(half);
    // What is a whole number but for the last bits does not take another pixel.
    double tolerance = 1e-4;
    Tensor last = most.div(tolerance).trunc().mul(tolerance).ceil();
    Tensor first = least.div(tolerance).trunc().mul(tolerance).floor();
    return last.sub(first).toLongArray();
  }

  private static Tensor sampled(
      Tensor img, Tensor grid, InterpolationMode mode, double @Nullable [] fill) {
    Batch batch = Batch.of(img, grid.dtype());
    Tensor x = batch.img();
    long n = x.size(0);
    Tensor places = n > 1 ? grid.expand(n, grid.size(1), grid.size(2), grid.size(3)) : grid;
    boolean nearest = mode == InterpolationMode.NEAREST;
    if (fill == null) {
      return batch.back(Aten.grid_sampler(x, places, nearest ? 1 : 0, 0, false));
    }
    Tensor inside = x.newFull(new long[] {n, 1, x.size(2), x.size(3)}, 1);
    Tensor both =
        Aten.grid_sampler(Torch.cat(List.of(x, inside), 1), places, nearest ? 1 : 0, 0, false);
    long channels = x.size(1);
    Tensor colors = both.narrow(1, 0, channels);
    Tensor mask = both.narrow(1, channels, 1).expandAs(colors);
    Tensor filled = numbers(colors.dtype(), img, fill).view(1, fill.length, 1, 1).expandAs(colors);
    return batch.back(
        nearest
            ? Torch.where(mask.lt(0.5), filled, colors)
            : colors.mul(mask).add(mask.rsub(1.0).mul(filled)));
  }
}
