package dev.obor.vision.ops;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.util.Arrays;

/** The functions of {@link Ops} that leave out boxes which overlap better ones. */
public abstract sealed class Suppression extends BoxOverlaps permits RegionFunctions {
  /** With more numbers than these, torchvision looks at the classes one by one. */
  private static final long MOST_AT_ONCE = 4000;

  Suppression() {}

  /**
   * The boxes that no better one overlaps too much: Python's {@code nms(boxes, scores,
   * iou_threshold)}. Of boxes with the same score the first is better.
   *
   * @param boxes (N, 4), with {@code x1 < x2} and {@code y1 < y2}
   * @param scores (N)
   * @param iouThreshold above what overlap the worse box is left out
   * @return the indices of those that stay, the best first, int64
   * @throws TorchException if the shapes are others
   */
  public static Tensor nms(Tensor boxes, Tensor scores, double iouThreshold) {
    check(boxes, scores);
    try (Scope scope = Torch.scope()) {
      return scope.keep(kept(boxes.detach(), scores.detach(), iouThreshold));
    }
  }

  private static void check(Tensor boxes, Tensor scores) {
    if (boxes.dim() != 2) {
      throw new TorchException("boxes should be a 2d tensor, got " + boxes.dim() + "D");
    }
    if (boxes.size(1) != 4) {
      throw new TorchException("boxes should have 4 elements in dimension 1, got " + boxes.size(1));
    }
    if (scores.dim() != 1) {
      throw new TorchException("scores should be a 1d tensor, got " + scores.dim() + "D");
    }
    if (boxes.size(0) != scores.size(0)) {
      throw new TorchException(
          "boxes and scores should have same number of elements in dimension 0, got "
              + boxes.size(0)
              + " and "
              + scores.size(0));
    }
  }

  private static Tensor kept(Tensor boxes, Tensor scores, double threshold) {
    long[] order = scores.sort(o -> o.stable(true).dim(0).descending(true)).indices().toLongArray();
    double[] numbers = boxes.toDoubleArray();
    Precision precision = Precision.of(boxes.dtype());
    double[] areas = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      double width = precision.round(numbers[4 * i + 2] - numbers[4 * i]);
      double height = precision.round(numbers[4 * i + 3] - numbers[4 * i + 1]);
      areas[i] = precision.round(width * height);
    }
    boolean[] suppressed = new boolean[order.length];
    long[] kept = new long[order.length];
    int count = 0;
    for (int i = 0; i < order.length; i++) {
      int best = (int) order[i];
      if (suppressed[best]) {
        continue;
      }
      kept[count++] = best;
      for (int k = i + 1; k < order.length; k++) {
        int other = (int) order[k];
        if (!suppressed[other]) {
          double inter = common(numbers, best, other, precision);
          double union = precision.round(precision.round(areas[best] + areas[other]) - inter);
          suppressed[other] = precision.round(inter / union) > threshold;
        }
      }
    }
    return Torch.fromArray(Arrays.copyOf(kept, count), count).to(boxes.device());
  }

  private static double common(double[] boxes, int one, int other, Precision precision) {
    double width =
        Math.min(boxes[4 * one + 2], boxes[4 * other + 2])
            - Math.max(boxes[4 * one], boxes[4 * other]);
    double height =
        Math.min(boxes[4 * one + 3], boxes[4 * other + 3])
            - Math.max(boxes[4 * one + 1], boxes[4 * other + 1]);
    return precision.round(
        precision.round(Math.max(0, width)) * precision.round(Math.max(0, height)));
  }

  /**
   * The same for each class on its own: Python's {@code batched_nms(boxes, scores, idxs,
   * iou_threshold)}.
   *
   * @param boxes (N, 4)
   * @param scores (N)
   * @param idxs the classes, (N)
   * @param iouThreshold above what overlap the worse box is left out
   * @return the indices of those that stay, the best first, int64
   * @throws TorchException if the shapes are others
   */
  public static Tensor batchedNms(Tensor boxes, Tensor scores, Tensor idxs, double iouThreshold) {
    if (boxes.numel() == 0) {
      return Torch.empty(Torch.size(0), o -> o.dtype(DType.INT64).device(boxes.device()));
    }
    try (Scope scope = Torch.scope()) {
      return scope.keep(
          boxes.numel() > MOST_AT_ONCE
              ? oneByOne(boxes.detach(), scores.detach(), idxs, iouThreshold)
              : apart(boxes.detach(), scores, idxs, iouThreshold));
    }
  }

  /** Moves the classes apart, so that boxes of different ones do not overlap. */
  private static Tensor apart(Tensor boxes, Tensor scores, Tensor idxs, double threshold) {
    Tensor offsets = idxs.to(boxes).mul(boxes.max().add(1));
    return nms(boxes.add(offsets.unsqueeze(1)), scores, threshold);
  }

  private static Tensor oneByOne(Tensor boxes, Tensor scores, Tensor idxs, double threshold) {
    long[] classes = idxs.toLongArray();
    boolean[] stays = new boolean[classes.length];
    for (long label : Arrays.stream(classes).distinct().toArray()) {
      Tensor members = Torch.where(idxs.eq(label)).get(0);
      Tensor kept = nms(boxes.indexSelect(0, members), scores.indexSelect(0, members), threshold);
      for (long index : members.indexSelect(0, kept).toLongArray()) {
        stays[(int) index] = true;
      }
    }
    Tensor indices = Torch.where(Torch.fromArray(stays, stays.length).to(boxes.device())).get(0);
    return indices.indexSelect(
        0, scores.indexSelect(0, indices).sort(o -> o.descending(true)).indices());
  }
}
