package dev.obor.vision.transforms.v2;

import static dev.obor.vision.transforms.v2.BoxFormats.at;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.vision.transforms.ResizedSize;
import dev.obor.vision.tv_tensors.BoundingBoxFormat;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves bounding boxes as their image is moved. Callers own a scope. */
final class BoxGeometry {
  private BoxGeometry() {}

  private static BoundingBoxes clamped(BoundingBoxes boxes) {
    return boxes.with(
        BoxClamping.clamp(boxes.data(), boxes.format(), boxes.canvasSize(), boxes.clampingMode()));
  }

  static BoundingBoxes hflip(BoundingBoxes boxes) {
    Tensor b = boxes.data();
    int width = boxes.canvasSize().get(1);
    return boxes.with(
        switch (boxes.format()) {
          case XYXY ->
              BoxFormats.stack(
                  mirrored(at(b, 2), width), at(b, 1), mirrored(at(b, 0), width), at(b, 3));
          case XYWH ->
              BoxFormats.stack(
                  mirrored(at(b, 0).add(at(b, 2)), width), at(b, 1), at(b, 2), at(b, 3));
          case CXCYWH -> BoxFormats.stack(mirrored(at(b, 0), width), at(b, 1), at(b, 2), at(b, 3));
          case XYXYXYXY ->
              BoxFormats.stack(
                  mirrored(at(b, 2), width),
                  at(b, 3),
                  mirrored(at(b, 0), width),
                  at(b, 1),
                  mirrored(at(b, 6), width),
                  at(b, 7),
                  mirrored(at(b, 4), width),
                  at(b, 5));
          case XYWHR -> {
            Tensor angle = BoxFormats.radians(b);
            yield BoxFormats.stack(
                mirrored(at(b, 0).add(at(b, 2).mul(angle.cos())), width),
                at(b, 1).sub(at(b, 2).mul(angle.sin())),
                at(b, 2),
                at(b, 3),
                at(b, 4).neg());
          }
          case CXCYWHR ->
              BoxFormats.stack(
                  mirrored(at(b, 0), width), at(b, 1), at(b, 2), at(b, 3), at(b, 4).neg());
        });
  }

  private static Tensor mirrored(Tensor places, int size) {
    return places.sub(size).neg();
  }

  static BoundingBoxes vflip(BoundingBoxes boxes) {
    Tensor b = boxes.data();
    int height = boxes.canvasSize().get(0);
    return boxes.with(
        switch (boxes.format()) {
          case XYXY ->
              BoxFormats.stack(
                  at(b, 0), mirrored(at(b, 3), height), at(b, 2), mirrored(at(b, 1), height));
          case XYWH ->
              BoxFormats.stack(
                  at(b, 0), mirrored(at(b, 1).add(at(b, 3)), height), at(b, 2), at(b, 3));
          case CXCYWH -> BoxFormats.stack(at(b, 0), mirrored(at(b, 1), height), at(b, 2), at(b, 3));
          case XYXYXYXY ->
              BoxFormats.stack(
                  at(b, 2),
                  mirrored(at(b, 3), height),
                  at(b, 0),
                  mirrored(at(b, 1), height),
                  at(b, 6),
                  mirrored(at(b, 7), height),
                  at(b, 4),
                  mirrored(at(b, 5), height));
          case XYWHR -> {
            Tensor angle = BoxFormats.radians(b);
            yield BoxFormats.stack(
                at(b, 0).add(at(b, 2).mul(angle.cos())),
                mirrored(at(b, 1).sub(at(b, 2).mul(angle.sin())), height),
                at(b, 2),
                at(b, 3),
                at(b, 4).neg().add(180));
          }
          case CXCYWHR ->
              BoxFormats.stack(
                  at(b, 0),
                  mirrored(at(b, 1), height),
                  at(b, 2),
                  at(b, 3),
                  at(b, 4).neg().add(180));
        });
  }

  static BoundingBoxes resize(
      BoundingBoxes boxes, int @Nullable [] size, @Nullable Integer maxSize) {
    int height = boxes.canvasSize().get(0);
    int width = boxes.canvasSize().get(1);
    int[] made = ResizedSize.of(height, width, size, maxSize);
    if (made[0] == height && made[1] == width) {
      return boxes;
    }
    double x = (double) made[1] / width;
    double y = (double) made[0] / height;
    List<Integer> canvas = List.of(made[0], made[1]);
    Tensor b = boxes.data();
    if (!boxes.format().isRotated()) {
      Tensor ratios = Torch.tensor(new double[] {x, y, x, y}).to(b.device());
      return boxes.with(b.mul(ratios).to(b.dtype()), canvas);
    }
    Tensor ratios = Torch.tensor(new double[] {x, y, x, y, x, y, x, y}).to(b.device());
    Tensor corners =
        BoxFormats.convert(b, boxes.format(), BoundingBoxFormat.XYXYXYXY).reshape(-1, 8);
    return ofCorners(boxes, BoxFormats.rectangles(corners.mul(ratios)), canvas);
  }

  /** Boxes of turned rectangles, kept within an image. */
  private static BoundingBoxes ofCorners(
      BoundingBoxes boxes, Tensor corners, List<Integer> canvas) {
    Tensor inside =
        BoxClamping.clamp(corners, BoundingBoxFormat.XYXYXYXY, canvas, boxes.clampingMode());
    Tensor made =
        BoxFormats.convert(inside, BoundingBoxFormat.XYXYXYXY, boxes.format())
            .to(boxes.data().dtype());
    return boxes.with(made.reshape(boxes.data().size()), canvas);
  }

  private static Tensor moved(BoundingBoxes boxes, int left, int top) {
    long[] shift =
        switch (boxes.format()) {
          case XYXYXYXY -> new long[] {left, top, left, top, left, top, left, top};
          case XYWHR, CXCYWHR -> new long[] {left, top, 0, 0, 0};
          case XYXY -> new long[] {left, top, left, top};
          default -> new long[] {left, top, 0, 0};
        };
    Tensor b = boxes.data();
    return b.add(Torch.fromArray(shift).to(b.device()).to(b.dtype()));
  }

  static BoundingBoxes pad(BoundingBoxes boxes, int[] sides, String mode) {
    if (!mode.equals("constant")) {
      throw new ValueException("Padding mode '" + mode + "' is not supported with bounding boxes");
    }
    List<Integer> canvas =
        List.of(
            boxes.canvasSize().get(0) + sides[1] + sides[3],
            boxes.canvasSize().get(1) + sides[0] + sides[2]);
    return clamped(boxes.with(moved(boxes, sides[0], sides[1]), canvas));
  }

  static BoundingBoxes crop(BoundingBoxes boxes, int top, int left, int height, int width) {
    Tensor b = moved(boxes, -left, -top);
    if (boxes.format() == BoundingBoxFormat.XYXYXYXY) {
      b = BoxFormats.rectangles(b);
    }
    return clamped(boxes.with(b, List.of(height, width)));
  }

  /** The boxes in the format of their corners, of shape (N, 4) or (N, 8). */
  private static Tensor corners(BoundingBoxes boxes, Tensor numbers) {
    boolean isRotated = boxes.format().isRotated();
    BoundingBoxFormat format = isRotated ? BoundingBoxFormat.XYXYXYXY : BoundingBoxFormat.XYXY;
    return BoxFormats.convert(numbers, boxes.format(), format).reshape(-1, isRotated ? 8 : 4);
  }

  /** The corners of boxes as points, of shape (4 N, 2). */
  private static Tensor points(BoundingBoxes boxes, Tensor corners) {
    return boxes.format().isRotated()
        ? corners.reshape(-1, 2)
        : BoxFormats.pick(corners, 0, 1, 2, 1, 2, 3, 0, 3).reshape(-1, 2);
  }

  /** Upright boxes around the points that corners became. */
  private static Tensor around(Tensor points) {
    Tensor four = points.reshape(-1, 4, 2);
    return Torch.cat(List.of(four.amin(1), four.amax(1)), 1);
  }

  private static BoundingBoxes of(
      BoundingBoxes boxes, Tensor points, @Nullable Tensor origin, List<Integer> canvas) {
    if (boxes.format().isRotated()) {
      Tensor made = BoxFormats.rectangles(points.reshape(-1, 8));
      return ofCorners(boxes, origin == null ? made : made.sub(origin.repeat(1, 4)), canvas);
    }
    Tensor made = around(points);
    Tensor inside =
        BoxClamping.clamp(
            origin == null ? made : made.sub(origin.repeat(1, 2)),
            BoundingBoxFormat.XYXY,
            canvas,
            boxes.clampingMode());
    Tensor numbers =
        BoxFormats.convert(inside, BoundingBoxFormat.XYXY, boxes.format()).to(boxes.data().dtype());
    return boxes.with(numbers.reshape(boxes.data().size()), canvas);
  }

  static BoundingBoxes affine(BoundingBoxes boxes, PointMap map, boolean expand) {
    Tensor b = boxes.data();
    if (b.numel() == 0) {
      return boxes;
    }
    Tensor numbers = b.isFloatingPoint() ? b : b.to(DType.FLOAT32);
    Tensor points = map.apply(points(boxes, corners(boxes, numbers)));
    return expand
        ? of(boxes, points, map.origin(points), map.expandedCanvas())
        : of(boxes, points, null, boxes.canvasSize());
  }

  static BoundingBoxes perspective(BoundingBoxes boxes, double[] coefficients) {
    Tensor b = boxes.data();
    if (b.numel() == 0) {
      return boxes;
    }
    Tensor points = points(boxes, corners(boxes, b));
    return of(
        boxes,
        PointMap.perspective(points, coefficients, "bounding boxes"),
        null,
        boxes.canvasSize());
  }

  static BoundingBoxes elastic(BoundingBoxes boxes, Tensor displacement) {
    PointGeometry.checkDisplacement(displacement, boxes.canvasSize());
    Tensor b = boxes.data();
    if (b.numel() == 0) {
      return boxes;
    }
    boolean isRotated = boxes.format().isRotated();
    BoundingBoxFormat format = isRotated ? BoundingBoxFormat.CXCYWHR : BoundingBoxFormat.XYXY;
    Tensor numbers = BoxFormats.convert(b, boxes.format(), format).reshape(-1, isRotated ? 5 : 4);
    Tensor points = isRotated ? numbers.narrow(1, 0, 2) : points(boxes, numbers);
    Tensor index = (points.isFloatingPoint() ? points.ceil() : points).to(DType.INT64);
    Tensor places =
        PointGeometry.displaced(b, displacement, boxes.canvasSize(), at(index, 0), at(index, 1));
    Tensor made =
        isRotated ? Torch.cat(List.of(places, numbers.narrow(1, 2, 3)), 1) : around(places);
    Tensor inside =
        BoxClamping.clamp(made.to(b.dtype()), format, boxes.canvasSize(), boxes.clampingMode());
    return boxes.with(BoxFormats.convert(inside, format, boxes.format()).reshape(b.size()));
  }

  /** Which boxes are large enough, and within the image. */
  static Tensor valid(BoundingBoxes boxes, double minSize, double minArea) {
    boolean isRotated = boxes.format().isRotated();
    BoundingBoxFormat format = isRotated ? BoundingBoxFormat.XYXYXYXY : BoundingBoxFormat.XYXY;
    Tensor b = BoxFormats.convert(boxes.data(), boxes.format(), format);
    Tensor w;
    Tensor h;
    if (isRotated) {
      w = at(b, 0).sub(at(b, 2)).pow(2).add(at(b, 1).sub(at(b, 3)).pow(2)).sqrt();
      // These are the places that torchvision takes.
      h = at(b, 3).sub(at(b, 5)).pow(2).add(at(b, 4).sub(at(b, 6)).pow(2)).sqrt();
    } else {
      w = at(b, 2).sub(at(b, 0));
      h = at(b, 3).sub(at(b, 1));
    }
    Tensor valid =
        w.ge(minSize)
            .logicalAnd(h.ge(minSize))
            .logicalAnd(b.ge(0).all(-1))
            .logicalAnd(w.mul(h).ge(minArea));
    for (int i = 0; i < format.count(); i++) {
      valid = valid.logicalAnd(at(b, i).le(boxes.canvasSize().get(i % 2 == 0 ? 1 : 0)));
    }
    return valid;
  }

  /** The rows of a tensor that a mask chooses. */
  static Tensor rows(Tensor tensor, Tensor mask) {
    return Aten.index_Tensor(tensor, new Tensor[] {mask});
  }
}
