package dev.obor.vision.ops;

import dev.obor.DType;
import dev.obor.NotImplementedException;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.List;

/** The functions of {@link Ops} that measure and change boxes. */
public abstract sealed class BoxFunctions extends DroppingFunctions permits BoxOverlaps {
  private static final List<String> STRAIGHT = List.of("xyxy", "xywh", "cxcywh");
  private static final List<String> ROTATED = List.of("xywhr", "cxcywhr", "xyxyxyxy");

  BoxFunctions() {}

  static void checkFormat(String fmt, String message) {
    if (!STRAIGHT.contains(fmt)) {
      throw new ValueException(message + fmt);
    }
  }

  /** Numbers in a dtype in which products do not overflow. */
  static Tensor upcast(Tensor t) {
    DType dtype = t.dtype();
    if (t.isFloatingPoint()) {
      return dtype == DType.FLOAT32 || dtype == DType.FLOAT64 ? t : t.toFloat();
    }
    return dtype == DType.INT32 || dtype == DType.INT64 ? t : t.toInt();
  }

  static Tensor column(Tensor boxes, long column) {
    return boxes.select(-1, column);
  }

  /** The areas of boxes (…, 4): Python's {@code box_area(boxes)}. */
  public static Tensor boxArea(Tensor boxes) {
    return boxArea(boxes, "xyxy");
  }

  /**
   * The areas of boxes: Python's {@code box_area(boxes, fmt)}.
   *
   * @param boxes (…, 4)
   * @param fmt what their numbers are: {@code xyxy}, {@code xywh} or {@code cxcywh}
   * @return (…)
   * @throws ValueException if the format is another
   */
  public static Tensor boxArea(Tensor boxes, String fmt) {
    checkFormat(fmt, "Unsupported Bounding Box area for given format ");
    try (Scope scope = Torch.scope()) {
      Tensor b = upcast(boxes);
      Tensor width = fmt.equals("xyxy") ? column(b, 2).sub(column(b, 0)) : column(b, 2);
      Tensor height = fmt.equals("xyxy") ? column(b, 3).sub(column(b, 1)) : column(b, 3);
      return scope.keep(width.mul(height));
    }
  }

  /**
   * The boxes that are large enough: Python's {@code remove_small_boxes(boxes, min_size)}.
   *
   * @param boxes (N, 4)
   * @param minSize what width and height are at least
   * @return the indices of those that stay, int64
   */
  public static Tensor removeSmallBoxes(Tensor boxes, double minSize) {
    try (Scope scope = Torch.scope()) {
      Tensor wide = column(boxes, 2).sub(column(boxes, 0)).ge(minSize);
      Tensor high = column(boxes, 3).sub(column(boxes, 1)).ge(minSize);
      return scope.keep(Torch.where(wide.logicalAnd(high)).get(0));
    }
  }

  /**
   * Boxes within the bounds of a picture: Python's {@code clip_boxes_to_image(boxes, (height,
   * width))}.
   *
   * @param boxes (…, 4)
   */
  public static Tensor clipBoxesToImage(Tensor boxes, long height, long width) {
    try (Scope scope = Torch.scope()) {
      List<Tensor> columns = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        columns.add(column(boxes, i).clamp(0, i % 2 == 0 ? width : height));
      }
      return scope.keep(Torch.stack(columns, -1));
    }
  }

  /**
   * The boxes around masks, with their last pixels: Python's {@code masks_to_boxes(masks)}.
   *
   * @param masks (N, H, W), other than zero where an object is
   * @return (N, 4), float32
   */
  public static Tensor masksToBoxes(Tensor masks) {
    if (masks.numel() == 0) {
      return Torch.zeros(Torch.size(0, 4), o -> o.device(masks.device()));
    }
    try (Scope scope = Torch.scope()) {
      List<Tensor> boxes = new ArrayList<>();
      for (Tensor mask : masks.unbind(0)) {
        List<Tensor> places = Torch.where(mask.ne(0));
        Tensor y = places.get(0);
        Tensor x = places.get(1);
        boxes.add(Torch.stack(List.of(x.min(), y.min(), x.max(), y.max())));
      }
      return scope.keep(Torch.stack(boxes).toFloat());
    }
  }

  /**
   * Boxes in another format: Python's {@code box_convert(boxes, in_fmt, out_fmt)}.
   *
   * <ul>
   *   <li>{@code xyxy}: two corners; {@code xywh}: a corner, width and height; {@code cxcywh}: the
   *       middle, width and height
   *   <li>{@code xywhr} and {@code cxcywhr}: the same, turned by so many degrees, and {@code
   *       xyxyxyxy}: four corners; these three become one another only
   * </ul>
   *
   * @param boxes (…, 4), or 5 or 8 for turned ones
   * @return a new tensor
   * @throws ValueException if there is no such format
   * @throws NotImplementedException if a straight format and a turned one are named
   */
  public static Tensor boxConvert(Tensor boxes, String inFmt, String outFmt) {
    String formats = "given in_fmt " + inFmt + " and out_fmt " + outFmt;
    for (String format : List.of(inFmt, outFmt)) {
      if (!STRAIGHT.contains(format) && !ROTATED.contains(format)) {
        throw new ValueException("Unsupported Bounding Box Conversions for " + formats);
      }
    }
    if (STRAIGHT.contains(inFmt) != STRAIGHT.contains(outFmt)) {
      throw new NotImplementedException("Unsupported Bounding Box Conversions for " + formats);
    }
    if (inFmt.equals(outFmt)) {
      return boxes.clone();
    }
    try (Scope scope = Torch.scope()) {
      Tensor converted =
          STRAIGHT.contains(inFmt)
              ? fromCorners(toCorners(boxes, inFmt), outFmt)
              : RotatedBoxes.convert(boxes, inFmt, outFmt);
      return scope.keep(converted);
    }
  }

  private static Tensor toCorners(Tensor boxes, String fmt) {
    if (fmt.equals("xyxy")) {
      return boxes;
    }
    Tensor x = column(boxes, 0);
    Tensor y = column(boxes, 1);
    Tensor width = column(boxes, 2);
    Tensor height = column(boxes, 3);
    return fmt.equals("xywh")
        ? row(x, y, x.add(width), y.add(height))
        : row(
            x.sub(width.mul(0.5)),
            y.sub(height.mul(0.5)),
            x.add(width.mul(0.5)),
            y.add(height.mul(0.5)));
  }

  private static Tensor fromCorners(Tensor boxes, String fmt) {
    if (fmt.equals("xyxy")) {
      return boxes;
    }
    Tensor x1 = column(boxes, 0);
    Tensor y1 = column(boxes, 1);
    Tensor x2 = column(boxes, 2);
    Tensor y2 = column(boxes, 3);
    return fmt.equals("xywh")
        ? row(x1, y1, x2.sub(x1), y2.sub(y1))
        : row(x1.add(x2).div(2), y1.add(y2).div(2), x2.sub(x1), y2.sub(y1));
  }

  static Tensor row(Tensor... columns) {
    return Torch.stack(List.of(columns), -1);
  }
}
