package dev.obor.vision.models.detection;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.F;
import java.util.ArrayList;
import java.util.List;

/** Keypoints of objects, between maps of their boxes and pictures. */
final class Keypoints {
  private Keypoints() {}

  /**
   * Keypoints of the objects of one picture.
   *
   * @param places left, top and a one for each, (N, K, 3)
   * @param scores (N, K)
   */
  record Found(Tensor places, Tensor scores) {}

  /** A square of squares: the number of the one with the keypoint, and whether it counts. */
  private record Heatmap(Tensor places, Tensor valid) {}

  /** The places with the largest numbers in maps (N, K, M, M) of boxes (N, 4). */
  static Found found(Tensor maps, Tensor boxes) {
    try (Scope scope = Torch.scope()) {
      long count = boxes.size(0);
      long points = maps.size(1);
      Tensor places = Torch.zeros(new long[] {count, 3, points}, o -> o.device(maps.device()));
      Tensor scores = Torch.zeros(new long[] {count, points}, o -> o.device(maps.device()));
      Tensor width = boxes.select(1, 2).sub(boxes.select(1, 0)).clampMin(1);
      Tensor height = boxes.select(1, 3).sub(boxes.select(1, 1)).clampMin(1);
      long[] columns = width.ceil().to(DType.INT64).toLongArray();
      long[] rows = height.ceil().to(DType.INT64).toLongArray();
      for (int i = 0; i < count; i++) {
        long down = rows[i];
        long right = columns[i];
        Tensor map =
            F.interpolate(
                    maps.select(0, i).unsqueeze(1),
                    o -> o.size(down, right).mode("bicubic").alignCorners(false))
                .reshape(points, -1);
        var best = map.max(1L);
        Tensor x = best.indices().remainder(right);
        Tensor y = best.indices().sub(x).floorDivide(right);
        Tensor left = boxes.select(0, i).select(0, 0);
        Tensor top = boxes.select(0, i).select(0, 1);
        Tensor place = places.select(0, i);
        place.select(0, 0).copy_(x.toFloat().add(0.5).mul(width.select(0, i).div(right)).add(left));
        place.select(0, 1).copy_(y.toFloat().add(0.5).mul(height.select(0, i).div(down)).add(top));
        place.select(0, 2).fill_(1);
        scores.select(0, i).copy_(best.values());
      }
      return scope.keepAll(new Found(places.permute(0, 2, 1), scores));
    }
  }

  /** How far maps (N, K, M, M) are from the keypoints that the targets have in their boxes. */
  static Tensor loss(
      Tensor maps, List<Tensor> proposals, List<Tensor> keypoints, List<Tensor> matches) {
    long edge = maps.size(2);
    if (edge != maps.size(3)) {
      throw new ValueException(
          "keypoint_logits height and width (last two elements of shape) should be equal. Instead"
              + " got H = "
              + edge
              + " and W = "
              + maps.size(3));
    }
    try (Scope scope = Torch.scope()) {
      List<Tensor> places = new ArrayList<>();
      List<Tensor> valid = new ArrayList<>();
      for (int i = 0; i < proposals.size(); i++) {
        Tensor wanted = Lists.rows(keypoints.get(i), matches.get(i));
        Heatmap heatmap = heatmap(wanted, proposals.get(i), edge);
        places.add(heatmap.places().reshape(-1));
        valid.add(heatmap.valid().reshape(-1));
      }
      Tensor targets = Torch.cat(places, 0);
      Tensor counting = Lists.where(Torch.cat(valid, 0));
      if (targets.numel() == 0 || counting.numel() == 0) {
        return scope.keep(maps.sum().mul(0));
      }
      Tensor logits = maps.view(-1, edge * edge);
      return scope.keep(
          F.crossEntropy(Lists.rows(logits, counting), Lists.rows(targets, counting)));
    }
  }

  private static Heatmap heatmap(Tensor keypoints, Tensor boxes, long edge) {
    Tensor x = square(keypoints, boxes, edge, 0);
    Tensor y = square(keypoints, boxes, edge, 1);
    Tensor inside = x.ge(0).logicalAnd(y.ge(0)).logicalAnd(x.lt(edge)).logicalAnd(y.lt(edge));
    Tensor valid = inside.logicalAnd(keypoints.select(-1, 2).gt(0));
    return new Heatmap(y.mul(edge).add(x).mul(valid.to(DType.INT64)), valid);
  }

  /** The squares along an axis; a keypoint on the far edge of its box is in the last one. */
  private static Tensor square(Tensor keypoints, Tensor boxes, long edge, int axis) {
    Tensor begin = boxes.select(1, axis).unsqueeze(1);
    Tensor end = boxes.select(1, axis + 2).unsqueeze(1);
    Tensor scale = end.sub(begin).reciprocal().mul(edge);
    Tensor place = keypoints.select(-1, axis);
    Tensor square = place.sub(begin).mul(scale).floor().to(DType.INT64);
    return square.maskedFill(place.eq(end), edge - 1);
  }
}
