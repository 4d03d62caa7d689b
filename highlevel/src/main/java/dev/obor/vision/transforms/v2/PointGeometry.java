package dev.obor.vision.transforms.v2;

import static dev.obor.vision.transforms.v2.BoxFormats.at;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.vision.transforms.PythonText;
import dev.obor.vision.transforms.ResizedSize;
import dev.obor.vision.tv_tensors.KeyPoints;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves points as their image is moved. Callers own a scope. */
final class PointGeometry {
  private PointGeometry() {}

  static KeyPoints hflip(KeyPoints points) {
    Tensor x = at(points.data(), 0).sub(points.canvasSize().get(1) - 1).neg();
    return points.with(BoxFormats.stack(x, at(points.data(), 1)));
  }

  static KeyPoints vflip(KeyPoints points) {
    Tensor y = at(points.data(), 1).sub(points.canvasSize().get(0) - 1).neg();
    return points.with(BoxFormats.stack(at(points.data(), 0), y));
  }

  static KeyPoints resize(KeyPoints points, int @Nullable [] size, @Nullable Integer maxSize) {
    int height = points.canvasSize().get(0);
    int width = points.canvasSize().get(1);
    int[] made = ResizedSize.of(height, width, size, maxSize);
    if (made[0] == height && made[1] == width) {
      return points;
    }
    double[] ratios = {(double) made[1] / width, (double) made[0] / height};
    Tensor p = points.data();
    Tensor moved = p.mul(Torch.tensor(ratios).to(p.device())).to(p.dtype());
    return new KeyPoints(moved, made[0], made[1]);
  }

  private static Tensor moved(Tensor points, int left, int top) {
    Tensor shift = Torch.fromArray(new long[] {left, top}).to(points.device());
    return points.add(shift.to(points.dtype()));
  }

  static KeyPoints pad(KeyPoints points, int[] sides, String mode) {
    if (!mode.equals("constant")) {
      throw new ValueException(
          "Padding mode '"
              + mode
              + "' is not supported with KeyPoints (supported modes are constant)");
    }
    return new KeyPoints(
        moved(points.data(), sides[0], sides[1]),
        points.canvasSize().get(0) + sides[1] + sides[3],
        points.canvasSize().get(1) + sides[0] + sides[2]);
  }

  static KeyPoints crop(KeyPoints points, int top, int left, int height, int width) {
    return new KeyPoints(moved(points.data(), -left, -top), height, width);
  }

  static KeyPoints affine(KeyPoints points, PointMap map, boolean expand) {
    Tensor p = points.data();
    if (p.numel() == 0) {
      return points;
    }
    Tensor flat = (p.isFloatingPoint() ? p : p.to(DType.FLOAT32)).reshape(-1, 2);
    Tensor made = map.apply(flat);
    List<Integer> canvas = points.canvasSize();
    if (expand) {
      made = made.sub(map.origin(flat));
      canvas = map.expandedCanvas();
    }
    return new KeyPoints(made.reshape(p.size()).to(p.dtype()), canvas);
  }

  static KeyPoints perspective(KeyPoints points, double[] coefficients) {
    Tensor p = points.data();
    if (p.numel() == 0) {
      return points;
    }
    Tensor made = PointMap.perspective(p.reshape(-1, 2), coefficients, "keypoints");
    return points.with(made.to(p.dtype()).reshape(p.size()));
  }

  static void checkDisplacement(Tensor displacement, List<Integer> canvas) {
    long[] shape = {1, canvas.get(0), canvas.get(1), 2};
    if (!Arrays.equals(shape, displacement.size().toArray())) {
      throw new ValueException(
          "Argument displacement shape should be "
              + PythonText.of(shape)
              + ", but given "
              + displacement.size());
    }
  }

  static KeyPoints elastic(KeyPoints points, Tensor displacement) {
    checkDisplacement(displacement, points.canvasSize());
    Tensor p = points.data();
    if (p.numel() == 0) {
      return points;
    }
    Tensor index = p.reshape(-1, 2).to(DType.INT64);
    Tensor x = at(index, 0).clamp(0, points.canvasSize().get(1) - 1);
    Tensor y = at(index, 1).clamp(0, points.canvasSize().get(0) - 1);
    Tensor made = displaced(p, displacement, points.canvasSize(), x, y);
    return points.with(made.to(p.dtype()).reshape(p.size()));
  }

  /**
   * Where pixels go: the opposite of where they come from, which is nearly the inverse.
   *
   * @return of shape (N, 2)
   */
  static Tensor displaced(
      Tensor like, Tensor displacement, List<Integer> canvas, Tensor x, Tensor y) {
    DType dtype = like.isFloatingPoint() ? like.dtype() : DType.FLOAT32;
    double h = canvas.get(0);
    double w = canvas.get(1);
    Tensor across = Torch.linspace((-w + 1) / w, (w - 1) / w, (long) w, o -> o.dtype(dtype));
    Tensor down = Torch.linspace((-h + 1) / h, (h - 1) / h, (long) h, o -> o.dtype(dtype));
    Tensor identity =
        Torch.stack(
                List.of(
                    across.unsqueeze(0).expand((long) h, (long) w),
                    down.unsqueeze(1).expand((long) h, (long) w)),
                -1)
            .to(like.device());
    Tensor grid = identity.sub(displacement.to(like.device()).to(dtype).squeeze(0));
    Tensor half = Torch.tensor(new double[] {w, h}, o -> o.dtype(dtype)).mul(0.5);
    return Aten.index_Tensor(grid, new Tensor[] {y, x})
        .add(1.0)
        .mul(half.to(like.device()))
        .sub(0.5);
  }

  /** Which instances have all their points within the image. */
  static Tensor valid(KeyPoints points) {
    Tensor x = at(points.data(), 0);
    Tensor y = at(points.data(), 1);
    Tensor valid =
        x.ge(0)
            .logicalAnd(x.lt(points.canvasSize().get(1)))
            .logicalAnd(y.ge(0))
            .logicalAnd(y.lt(points.canvasSize().get(0)));
    return valid.dim() > 1 ? valid.flatten(1, -1).all(1) : valid;
  }

  static Tensor clamp(Tensor points, List<Integer> canvas) {
    Tensor p = points.isFloatingPoint() ? points : points.to(DType.FLOAT32);
    Tensor x = at(p, 0).clamp(0, canvas.get(1) - 1);
    Tensor y = at(p, 1).clamp(0, canvas.get(0) - 1);
    return BoxFormats.stack(x, y).to(points.dtype());
  }
}
