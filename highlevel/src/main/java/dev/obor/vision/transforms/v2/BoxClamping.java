package dev.obor.vision.transforms.v2;

import static dev.obor.vision.transforms.v2.BoxFormats.at;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.vision.tv_tensors.BoundingBoxFormat;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps bounding boxes within images. Callers own a scope. */
final class BoxClamping {
  private BoxClamping() {}

  static Tensor clamp(
      Tensor boxes, BoundingBoxFormat format, List<Integer> canvas, @Nullable String mode) {
    if (mode == null) {
      return boxes.clone();
    }
    return format.isRotated()
        ? turned(boxes, format, canvas.get(0), canvas.get(1), mode.equals("hard"))
        : upright(boxes, format, canvas.get(0), canvas.get(1));
  }

  private static Tensor upright(Tensor boxes, BoundingBoxFormat format, int height, int width) {
    Tensor x = boxes.isFloatingPoint() ? boxes : boxes.to(DType.FLOAT32);
    Tensor c = BoxFormats.convert(x, format, BoundingBoxFormat.XYXY);
    Tensor inside =
        BoxFormats.stack(
            at(c, 0).clamp(0, width),
            at(c, 1).clamp(0, height),
            at(c, 2).clamp(0, width),
            at(c, 3).clamp(0, height));
    return BoxFormats.convert(inside, BoundingBoxFormat.XYXY, format).to(boxes.dtype());
  }

  private static Tensor turned(
      Tensor boxes, BoundingBoxFormat format, int height, int width, boolean isHard) {
    Tensor made = BoxFormats.convert(boxes, format, BoundingBoxFormat.XYXYXYXY).reshape(-1, 8);
    Tensor original = made;
    int across = width;
    int down = height;
    for (int side = 0; side < 4; side++) {
      Tensor order = order(made);
      made = made.gather(1, order);
      original = original.gather(1, order);
      made = clampedAtLeft(made, original, down, across, isHard);
      made = quarterTurn(made.gather(1, order), across);
      original = quarterTurn(original.gather(1, order), across);
      int kept = across;
      across = down;
      down = kept;
    }
    return BoxFormats.convert(made, BoundingBoxFormat.XYXYXYXY, format).reshape(boxes.size());
  }

  /** Turned against the clock, so that the next side is at the left. */
  private static Tensor quarterTurn(Tensor corners, int width) {
    Tensor[] turned = new Tensor[8];
    for (int i = 0; i < 8; i += 2) {
      turned[i] = at(corners, i + 1);
      turned[i + 1] = at(corners, i).rsub(width);
    }
    return BoxFormats.stack(turned);
  }

  private static Tensor xs(Tensor corners) {
    return BoxFormats.pick(corners, 0, 2, 4, 6);
  }

  private static Tensor ys(Tensor corners) {
    return BoxFormats.pick(corners, 1, 3, 5, 7);
  }

  /** The places of the numbers, begun at the corner that is farthest left. */
  private static Tensor order(Tensor corners) {
    Tensor x = xs(corners);
    Tensor y = ys(corners);
    long[] last = {1};
    Tensor place =
        y.div(y.abs().amax(last, true)).add(x.div(x.abs().amax(last, true)).mul(100.0)).argmin(1);
    Tensor steps = Torch.fromArray(new long[] {0, 1, 2, 3, 4, 5, 6, 7}).to(corners.device());
    return place.mul(2).unsqueeze(1).add(steps).remainder(8);
  }

  private static Tensor differences(Tensor values, boolean prepend) {
    Tensor around =
        prepend
            ? Torch.cat(List.of(values.narrow(1, 3, 1), values), 1)
            : Torch.cat(List.of(values, values.narrow(1, 0, 1)), 1);
    return around.narrow(1, 1, 4).sub(around.narrow(1, 0, 4));
  }

  private static Tensor slopes(Tensor corners) {
    return differences(ys(corners), false).div(differences(xs(corners), false));
  }

  private static Tensor intercepts(Tensor corners, Tensor slopes) {
    return ys(corners).sub(slopes.mul(xs(corners)));
  }

  private static Tensor most(Tensor... candidates) {
    return Torch.stack(Arrays.asList(candidates), 1).amax(1);
  }

  private static Tensor least(Tensor... candidates) {
    return Torch.stack(Arrays.asList(candidates), 1).amin(1);
  }

  private static Tensor clampedIntercepts(
      Tensor corners, Tensor original, int height, int width, boolean isHard) {
    Tensor slopes = slopes(corners);
    Tensor[] a = slopes.unbind(-1).toArray(Tensor[]::new);
    Tensor[] b = intercepts(corners, slopes).unbind(-1).toArray(Tensor[]::new);
    Tensor[] m = intercepts(original, slopes(original)).unbind(-1).toArray(Tensor[]::new);
    Tensor b1 = b[1].clamp(b[0], b[2]).clamp(0, height);
    Tensor b2 = b[1];
    Tensor b3 = b[2];
    Tensor b4 = b[2].clamp(b[1], b[3]).clamp(0, height);
    if (isHard) {
      b1 = b1.add(b4).div(2.0);
      b4 = b1;
      Tensor highest =
          most(
              b1.mul(a[1]).div(a[0]),
              b3.mul(a[1]).div(a[2]),
              a[0].sub(a[1]).mul(width).add(b1),
              a[2].sub(a[1]).mul(width).add(b3));
      b2 = highest.minimum(b2);
      Tensor lowest =
          least(
              a[2].div(a[3]).rsub(1.0).mul(height).add(b4.mul(a[2]).div(a[3])),
              a[2].div(a[1]).rsub(1.0).mul(height).add(b2.mul(a[2]).div(a[1])),
              a[1].sub(a[2]).mul(width).add(b2),
              a[3].sub(a[2]).mul(width).add(b4));
      b3 = lowest.maximum(b3);
    }
    b1 = b1.clamp(m[0], m[2]);
    b3 = b3.clamp(m[0], m[2]);
    b2 = b2.clamp(m[1], m[3]);
    b4 = (isHard ? b1 : b4).clamp(m[1], m[3]);
    return BoxFormats.stack(isHard ? b4 : b1, b2, b3, b4);
  }

  private static Tensor crossings(Tensor a, Tensor b) {
    Tensor x = differences(b, true).neg().div(differences(a, true));
    Tensor y = a.mul(x).add(b);
    return Torch.cat(List.of(x.unsqueeze(-1), y.unsqueeze(-1)), -1).view(a.size(0), 8);
  }

  private static Tensor clampedAtLeft(
      Tensor corners, Tensor original, int height, int width, boolean isHard) {
    Tensor slopes = slopes(corners);
    Tensor[] c = corners.unbind(-1).toArray(Tensor[]::new);
    Tensor b = clampedIntercepts(corners, original, height, width, isHard);
    Tensor crossed = crossings(slopes, b);
    Tensor moved =
        BoxFormats.stack(
            c[0].clamp(0, (Number) null),
            c[1],
            c[2],
            c[3],
            c[4],
            c[5],
            c[6].clamp(0, (Number) null),
            c[7]);
    Tensor leaves = c[0].lt(0).logicalAnd(crossed.isnan().any(-1).logicalNot());
    Tensor isSteep = c[1].isclose(c[3]).logicalOr(c[5].isclose(c[7]));
    Tensor isOutside =
        c[0].le(0).logicalAnd(c[2].le(0)).logicalAnd(c[4].le(0)).logicalAnd(c[6].le(0));
    Tensor isGone =
        isOutside
            .logicalOr(c[1].isclose(c[7]))
            .logicalOr(c[3].isclose(c[5]))
            .logicalOr(isSteep.logicalAnd(c[0].isclose(c[2])));
    Tensor result = Torch.where(leaves.unsqueeze(1), crossed, corners);
    result = Torch.where(isSteep.unsqueeze(1), moved, result);
    return Torch.where(isGone.unsqueeze(1), Torch.zerosLike(moved), result);
  }
}
