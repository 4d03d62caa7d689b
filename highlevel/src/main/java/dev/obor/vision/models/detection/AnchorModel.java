package dev.obor.vision.models.detection;

import dev.obor.DType;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.vision.ops.Ops;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link RetinaNet} and {@link FCOS} have in common: they take the best anchors of each size.
 */
abstract class AnchorModel extends DetectionModel {
  /** How sure a network has to be, and how many objects it may find. */
  record Limits(double scoreThresh, double nmsThresh, long detectionsPerImg, long topkCandidates) {
    static Limits of(AnchorOptions<?> o) {
      return new Limits(o.scoreThresh, o.nmsThresh, o.detectionsPerImg, o.topkCandidates);
    }
  }

  /** Makes boxes of what a network tells of anchors. */
  @FunctionalInterface
  interface Decoder {
    Tensor decode(Tensor codes, Tensor anchors);
  }

  AnchorModel() {}

  /** The objects in each picture, the best first. */
  static List<Prediction> found(
      Tensor scores,
      Tensor codes,
      List<Tensor> anchors,
      long[] levels,
      List<Size> shapes,
      Limits limits,
      Decoder decoder) {
    List<Prediction> found = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      List<Candidates> best = new ArrayList<>();
      long offset = 0;
      for (long count : levels) {
        best.add(
            best(
                scores.select(0, i).narrow(0, offset, count),
                codes.select(0, i).narrow(0, offset, count),
                anchors.get(i).narrow(0, offset, count),
                shapes.get(i),
                limits,
                decoder));
        offset += count;
      }
      found.add(
          Candidates.all(best)
              .suppressed(limits.nmsThresh(), limits.detectionsPerImg())
              .prediction());
    }
    return found;
  }

  /** The best of one size: scores (A, classes), codes and anchors (A, 4). */
  private static Candidates best(
      Tensor scores, Tensor codes, Tensor anchors, Size shape, Limits limits, Decoder decoder) {
    long classes = scores.size(1);
    Tensor flat = scores.flatten();
    Tensor sure = Lists.where(flat.gt(limits.scoreThresh()));
    long most = Math.min(limits.topkCandidates(), sure.numel());
    var top = Lists.rows(flat, sure).topk(most);
    Tensor places = Lists.rows(sure, top.indices());
    Tensor rows = places.floorDivide(classes);
    Tensor boxes = decoder.decode(Lists.rows(codes, rows), Lists.rows(anchors, rows));
    return new Candidates(
        Ops.clipBoxesToImage(boxes, shape.get(0), shape.get(1)),
        top.values(),
        places.remainder(classes));
  }

  /** How many anchors each features have, if each of their places has so many. */
  static long[] levels(List<Tensor> features, long each) {
    return features.stream().mapToLong(x -> x.size(2) * x.size(3) * each).toArray();
  }

  /** Stands for anchors none of which has an object. */
  static Tensor unmatched(Tensor anchors) {
    return Torch.full(anchors.size(0), -1, o -> o.dtype(DType.INT64).device(anchors.device()));
  }
}
