package dev.obor.vision.transforms;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;

/** The maps between old and new places that affine and perspective transforms use. */
public final class AffineMatrix {
  private AffineMatrix() {}

  /**
   * The six numbers of the map from new places to old ones, row by row.
   *
   * @param center the point that is turned about, x and y
   * @param angle in degrees, with the clock
   * @param translate by how much to the right and down
   * @param scale a factor
   * @param shear along both axes in degrees
   */
  public static double[] inverse(
      double[] center, double angle, double[] translate, double scale, double[] shear) {
    double rot = radians(angle);
    double sx = radians(shear[0]);
    double sy = radians(shear[1]);
    double a = Math.cos(rot - sy) / Math.cos(sy);
    double b = -Math.cos(rot - sy) * Math.tan(sx) / Math.cos(sy) - Math.sin(rot);
    double c = Math.sin(rot - sy) / Math.cos(sy);
    double d = -Math.sin(rot - sy) * Math.tan(sx) / Math.cos(sy) + Math.cos(rot);
    double[] m = {d / scale, -b / scale, 0.0 / scale, -c / scale, a / scale, 0.0 / scale};
    double x = -center[0] - translate[0];
    double y = -center[1] - translate[1];
    m[2] += m[0] * x + m[1] * y;
    m[5] += m[3] * x + m[4] * y;
    m[2] += center[0];
    m[5] += center[1];
    return m;
  }

  /** The six numbers of the map from old places to new ones: the opposite of {@link #inverse}. */
  public static double[] forward(
      double[] center, double angle, double[] translate, double scale, double[] shear) {
    double rot = radians(angle);
    double sx = radians(shear[0]);
    double sy = radians(shear[1]);
    double a = Math.cos(rot - sy) / Math.cos(sy);
    double b = -(a * Math.tan(sx) + Math.sin(rot));
    double c = Math.sin(rot - sy) / Math.cos(sy);
    double d = Math.cos(rot) - c * Math.tan(sx);
    double[] m = {a * scale, b * scale, 0, c * scale, d * scale, 0};
    m[2] = center[0] + translate[0] - m[0] * center[0] - m[1] * center[1];
    m[5] = center[1] + translate[1] - m[3] * center[0] - m[4] * center[1];
    return m;
  }

  /** Math.toRadians multiplies by a rounded constant; so does Python, with another one. */
  private static double radians(double degrees) {
    return degrees * (Math.PI / 180);
  }

  /**
   * The eight numbers of the perspective that takes the end points to the start points.
   *
   * @param startpoints four points (x, y)
   * @param endpoints four points (x, y)
   * @throws ValueException if there are not four of each
   */
  public static double[] perspective(int[][] startpoints, int[][] endpoints) {
    if (startpoints.length != 4 || endpoints.length != 4) {
      throw new ValueException(
          "Please provide exactly four corners, got "
              + startpoints.length
              + " startpoints and "
              + endpoints.length
              + " endpoints.");
    }
    double[][] a = new double[8][];
    double[] b = new double[8];
    for (int i = 0; i < 4; i++) {
      double x = endpoints[i][0];
      double y = endpoints[i][1];
      double u = startpoints[i][0];
      double v = startpoints[i][1];
      a[2 * i] = new double[] {x, y, 1, 0, 0, 0, -u * x, -u * y};
      a[2 * i + 1] = new double[] {0, 0, 0, x, y, 1, -v * x, -v * y};
      b[2 * i] = u;
      b[2 * i + 1] = v;
    }
    try (Scope scope = Torch.scope()) {
      Tensor matrix = Torch.tensor(a, o -> o.dtype(DType.FLOAT64));
      Tensor values = Torch.tensor(b, o -> o.dtype(DType.FLOAT64));
      return Aten.linalg_lstsq(matrix, values, null, "gels")[0].to(DType.FLOAT32).toDoubleArray();
    }
  }
}
