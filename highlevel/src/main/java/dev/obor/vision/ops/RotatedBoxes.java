package dev.obor.vision.ops;

import static dev.obor.vision.ops.BoxFunctions.column;
import static dev.obor.vision.ops.BoxFunctions.row;

import dev.obor.DType;
import dev.obor.Tensor;

/** Boxes that are turned by some degrees, from one format to another. */
final class RotatedBoxes {
  private RotatedBoxes() {}

  static Tensor convert(Tensor boxes, String inFmt, String outFmt) {
    Tensor cornered =
        switch (inFmt) {
          case "cxcywhr" -> fromMiddle(boxes);
          case "xyxyxyxy" -> fromCorners(boxes);
          default -> boxes;
        };
    return switch (outFmt) {
      case "cxcywhr" -> toMiddle(cornered);
      case "xyxyxyxy" -> toCorners(cornered);
      default -> cornered;
    };
  }

  /** Whole numbers stay whole. */
  private static Tensor like(Tensor boxes, Tensor result) {
    DType dtype = boxes.dtype();
    return boxes.isFloatingPoint() ? result : result.round().to(dtype);
  }

  private static Tensor radians(Tensor boxes) {
    return column(boxes, 4).mul(Math.PI).div(180.0);
  }

  private static Tensor fromMiddle(Tensor boxes) {
    Tensor cos = radians(boxes).cos();
    Tensor sin = radians(boxes).sin();
    Tensor width = column(boxes, 2);
    Tensor height = column(boxes, 3);
    Tensor x = column(boxes, 0).sub(width.div(2).mul(cos)).sub(height.div(2).mul(sin));
    Tensor y = column(boxes, 1).sub(height.div(2).mul(cos)).add(width.div(2).mul(sin));
    return like(boxes, row(x, y, width, height, column(boxes, 4)));
  }

  private static Tensor toMiddle(Tensor boxes) {
    Tensor cos = radians(boxes).cos();
    Tensor sin = radians(boxes).sin();
    Tensor width = column(boxes, 2);
    Tensor height = column(boxes, 3);
    Tensor x = column(boxes, 0).add(width.div(2).mul(cos)).add(height.div(2).mul(sin));
    Tensor y = column(boxes, 1).sub(width.div(2).mul(sin)).add(height.div(2).mul(cos));
    return like(boxes, row(x, y, width, height, column(boxes, 4)));
  }

  private static Tensor toCorners(Tensor boxes) {
    Tensor cos = radians(boxes).cos();
    Tensor sin = radians(boxes).sin();
    Tensor width = column(boxes, 2);
    Tensor height = column(boxes, 3);
    Tensor x1 = column(boxes, 0);
    Tensor y1 = column(boxes, 1);
    Tensor x2 = x1.add(width.mul(cos));
    Tensor y2 = y1.sub(width.mul(sin));
    Tensor x3 = x2.add(height.mul(sin));
    Tensor y3 = y2.add(height.mul(cos));
    Tensor x4 = x1.add(height.mul(sin));
    Tensor y4 = y1.add(height.mul(cos));
    return like(boxes, row(x1, y1, x2, y2, x3, y3, x4, y4));
  }

  private static Tensor fromCorners(Tensor boxes) {
    Tensor x1 = column(boxes, 0);
    Tensor y1 = column(boxes, 1);
    Tensor right = column(boxes, 2).sub(x1);
    Tensor up = y1.sub(column(boxes, 3));
    Tensor turn = up.atan2(right).mul(180).div(Math.PI);
    Tensor width = right.square().add(up.square()).sqrt();
    Tensor aside = column(boxes, 4).sub(column(boxes, 2));
    Tensor down = column(boxes, 5).sub(column(boxes, 3));
    Tensor height = aside.square().add(down.square()).sqrt();
    return like(boxes, row(x1, y1, width, height, turn));
  }
}
