package dev.obor.vision.transforms.v2;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.vision.transforms.AffineMatrix;
import dev.obor.vision.transforms.PerspectiveWarp;
import dev.obor.vision.transforms.PythonText;
import java.util.Arrays;
import java.util.List;

/** An affine map of points of an image. */
final class PointMap {
  private final double[] forward;
  private final double[] inverse;
  private final int height;
  private final int width;

  PointMap(
      List<Integer> canvas,
      double angle,
      double[] translate,
      double scale,
      double[] shear,
      double[] center) {
    this.height = canvas.get(0);
    this.width = canvas.get(1);
    double[] middle = center.length == 2 ? center : new double[] {width * 0.5, height * 0.5};
    this.forward = AffineMatrix.forward(middle, angle, translate, scale, shear);
    this.inverse = AffineMatrix.inverse(middle, angle, translate, scale, shear);
  }

  private static Tensor withOnes(Tensor points) {
    Tensor ones = points.newFull(new long[] {points.size(0), 1}, 1);
    return Torch.cat(List.of(points, ones), -1);
  }

  private Tensor matrix(Tensor like) {
    return Torch.tensor(forward, o -> o.dtype(like.dtype())).to(like.device()).reshape(2, 3).t();
  }

  /** Where floating points of shape (N, 2) go. */
  Tensor apply(Tensor points) {
    return withOnes(points).matmul(matrix(points));
  }

  /** The smallest coordinates that the image's corners get, of shape (1, 2). */
  Tensor origin(Tensor like) {
    double[][] corners = {{0, 0}, {0, height}, {width, height}, {width, 0}};
    Tensor points = Torch.tensor(corners, o -> o.dtype(like.dtype())).to(like.device());
    return apply(points).amin(new long[] {0}, true);
  }

  /** Height and width of an image that holds all of the turned one. */
  List<Integer> expandedCanvas() {
    int[] size = PerspectiveWarp.expandedSize(inverse, height, width);
    return List.of(size[0], size[1]);
  }

  /** Where points of shape (N, 2) go in a perspective of images. */
  static Tensor perspective(Tensor points, double[] c, String what) {
    double denom = c[0] * c[4] - c[1] * c[3];
    if (denom == 0) {
      throw new TorchException(
          "Provided perspective_coeffs "
              + PythonText.of(Arrays.stream(c).boxed().toList())
              + " can not be inverted to transform "
              + what
              + ". Denominator is zero, denom="
              + PythonText.of(denom));
    }
    double[] above = {
      (c[4] - c[5] * c[7]) / denom,
      (-c[1] + c[2] * c[7]) / denom,
      (c[1] * c[5] - c[2] * c[4]) / denom,
      (-c[3] + c[5] * c[6]) / denom,
      (c[0] - c[2] * c[6]) / denom,
      (-c[0] * c[5] + c[2] * c[3]) / denom
    };
    double[] row = {
      (-c[4] * c[6] + c[3] * c[7]) / denom, (-c[0] * c[7] + c[1] * c[6]) / denom, 1.0
    };
    DType dtype = points.isFloatingPoint() ? points.dtype() : DType.FLOAT32;
    Tensor x = withOnes(points.to(dtype));
    Tensor numerator =
        Torch.tensor(above, o -> o.dtype(dtype)).to(points.device()).reshape(2, 3).t();
    Tensor denominator =
        Torch.tensor(new double[][] {row, row}, o -> o.dtype(dtype)).to(points.device()).t();
    return x.matmul(numerator).div_(x.matmul(denominator));
  }
}
