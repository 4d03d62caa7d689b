package dev.obor.vision.transforms.v2;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.vision.tv_tensors.BoundingBoxFormat;
import java.util.Arrays;
import java.util.List;

/** Converts bounding boxes of shape (…, K) between formats. Callers own a scope. */
final class BoxFormats {
  private BoxFormats() {}

  static Tensor convert(Tensor boxes, BoundingBoxFormat from, BoundingBoxFormat to) {
    if (from == to) {
      return boxes;
    }
    if (from.isRotated() != to.isRotated()) {
      throw new ValueException("Cannot convert between rotated and unrotated bounding boxes.");
    }
    Tensor corners =
        switch (from) {
          case XYWH -> xywhToXyxy(boxes);
          case CXCYWH -> cxcywhToXyxy(boxes);
          case CXCYWHR -> cxcywhrToXywhr(boxes);
          case XYXYXYXY -> cornersToXywhr(boxes);
          default -> boxes;
        };
    return switch (to) {
      case XYWH -> xyxyToXywh(corners);
      case CXCYWH -> xyxyToCxcywh(corners);
      case CXCYWHR -> xywhrToCxcywhr(corners);
      case XYXYXYXY -> xywhrToCorners(corners);
      default -> corners;
    };
  }

  /** One of the numbers of each box. */
  static Tensor at(Tensor boxes, long place) {
    return boxes.select(-1, place);
  }

  /** The numbers with the given places, in that order. */
  static Tensor pick(Tensor boxes, long... places) {
    return boxes.indexSelect(-1, Torch.fromArray(places).to(boxes.device()));
  }

  static Tensor stack(Tensor... numbers) {
    return Torch.stack(Arrays.asList(numbers), -1);
  }

  private static Tensor halved(Tensor sizes, double divisor) {
    return sizes.isFloatingPoint()
        ? sizes.div(divisor)
        : sizes.div((long) divisor, o -> o.roundingMode("floor"));
  }

  private static Tensor xywhToXyxy(Tensor boxes) {
    Tensor start = boxes.narrow(-1, 0, 2);
    return Torch.cat(List.of(start, boxes.narrow(-1, 2, 2).add(start)), -1);
  }

  private static Tensor xyxyToXywh(Tensor boxes) {
    Tensor start = boxes.narrow(-1, 0, 2);
    return Torch.cat(List.of(start, boxes.narrow(-1, 2, 2).sub(start)), -1);
  }

  private static Tensor cxcywhToXyxy(Tensor boxes) {
    Tensor size = boxes.narrow(-1, 2, 2);
    Tensor start = boxes.narrow(-1, 0, 2).sub(halved(size, -2).abs());
    return Torch.cat(List.of(start, size.add(start)), -1);
  }

  private static Tensor xyxyToCxcywh(Tensor boxes) {
    Tensor start = boxes.narrow(-1, 0, 2);
    Tensor size = boxes.narrow(-1, 2, 2).sub(start);
    return Torch.cat(List.of(halved(start.mul(2).add(size), 2), size), -1);
  }

  static Tensor radians(Tensor boxes) {
    return at(boxes, 4).mul(Math.PI).div(180.0);
  }

  private static Tensor cxcywhrToXywhr(Tensor boxes) {
    Tensor w = halved(at(boxes, 2), -2).abs();
    Tensor h = halved(at(boxes, 3), -2).abs();
    Tensor cos = radians(boxes).cos();
    Tensor sin = radians(boxes).sin();
    Tensor x = at(boxes, 0).sub(w.mul(cos)).sub(h.mul(sin));
    Tensor y = at(boxes, 1).add(w.mul(sin)).sub(h.mul(cos));
    return stack(x, y, at(boxes, 2), at(boxes, 3), at(boxes, 4));
  }

  private static Tensor xywhrToCxcywhr(Tensor boxes) {
    Tensor w = halved(at(boxes, 2), -2).abs();
    Tensor h = halved(at(boxes, 3), -2).abs();
    Tensor cos = radians(boxes).cos();
    Tensor sin = radians(boxes).sin();
    Tensor x = at(boxes, 0).add(w.mul(cos)).add(h.mul(sin));
    Tensor y = at(boxes, 1).sub(w.mul(sin)).add(h.mul(cos));
    return stack(x, y, at(boxes, 2), at(boxes, 3), at(boxes, 4));
  }

  private static Tensor xywhrToCorners(Tensor boxes) {
    Tensor x = at(boxes, 0);
    Tensor y = at(boxes, 1);
    Tensor w = at(boxes, 2);
    Tensor h = at(boxes, 3);
    Tensor cos = radians(boxes).cos();
    Tensor sin = radians(boxes).sin();
    return stack(
        x,
        y,
        x.add(w.mul(cos)),
        y.sub(w.mul(sin)),
        x.add(w.mul(cos).add(h.mul(sin))),
        y.sub(w.mul(sin).sub(h.mul(cos))),
        x.add(h.mul(sin)),
        y.add(h.mul(cos)));
  }

  private static boolean isWide(Tensor boxes) {
    return boxes.dtype() == DType.FLOAT32 || boxes.dtype() == DType.FLOAT64;
  }

  private static Tensor cornersToXywhr(Tensor corners) {
    Tensor b = isWide(corners) ? corners : corners.to(DType.FLOAT32);
    Tensor dx = at(b, 2).sub(at(b, 0));
    Tensor dy = at(b, 3).sub(at(b, 1));
    Tensor angle = at(b, 1).sub(at(b, 3)).atan2(dx).div(Math.PI).mul(180.0);
    Tensor w = dx.pow(2).add(dy.pow(2)).sqrt();
    Tensor h = at(b, 4).sub(at(b, 2)).pow(2).add(at(b, 5).sub(at(b, 3)).pow(2)).sqrt();
    return stack(at(b, 0), at(b, 1), w, h, angle).to(corners.dtype());
  }

  /** The turned rectangles that stand for parallelograms of four corners. */
  static Tensor rectangles(Tensor parallelograms) {
    Tensor p = isWide(parallelograms) ? parallelograms : parallelograms.to(DType.FLOAT32);
    Tensor[] c = p.unbind(-1).toArray(Tensor[]::new);
    Tensor cx = c[0].add(c[4]).div(2.0);
    Tensor cy = c[1].add(c[5]).div(2.0);
    Tensor wp = c[2].sub(c[0]).pow(2).add(c[3].sub(c[1]).pow(2)).sqrt();
    Tensor hp = c[6].sub(c[0]).pow(2).add(c[7].sub(c[1]).pow(2)).sqrt();
    Tensor r12 = c[1].sub(c[3]).atan2(c[2].sub(c[0]));
    Tensor r14 = c[1].sub(c[7]).atan2(c[6].sub(c[0]));
    Tensor between = r12.sub(r14);
    Tensor sign = between.gt(Math.PI / 2).to(p.dtype()).mul(-2.0).add(1.0);
    Tensor cos = between.cos();
    Tensor sin = between.sin();
    Tensor w = Torch.where(wp.lt(hp), wp.mul(sin), wp.add(hp.mul(cos).mul(sign))).div(2.0);
    Tensor h = Torch.where(wp.gt(hp), hp.mul(sin), hp.add(wp.mul(cos).mul(sign))).div(2.0);
    Tensor angle = Torch.where(hp.gt(wp), r14.add(Math.PI / 2), r12);
    Tensor wc = w.mul(angle.cos());
    Tensor ws = w.mul(angle.sin());
    Tensor hc = h.mul(angle.cos());
    Tensor hs = h.mul(angle.sin());
    return stack(
            cx.sub(wc).sub(hs),
            cy.sub(hc).add(ws),
            cx.add(wc).sub(hs),
            cy.sub(hc).sub(ws),
            cx.add(wc).add(hs),
            cy.add(hc).sub(ws),
            cx.sub(wc).add(hs),
            cy.add(hc).add(ws))
        .to(parallelograms.dtype());
  }
}
